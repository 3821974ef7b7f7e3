import { z } from 'zod'
import { RowVersion } from '@/lib/input'
import { ITEM_KINDS, KEY_PATTERN } from '../format/document'
import { harmfulCharacter, MAX_BYTES } from '../format/source'
import { READER_NAMES } from '../reading/outline'
import { MAX_FILES } from '../reading/read'
import { Mapping } from '../reading/schema'

const LONGEST_BASE64 = Math.ceil(MAX_BYTES / 3) * 4
const TOO_LARGE = 'The files have more than 5 MB together. Import them in parts.'

const plain = (longest: number) =>
  z
    .string()
    .max(longest, `This is longer than ${longest} characters.`)
    .refine((text) => harmfulCharacter(text) === -1 && text.isWellFormed(), {
      error: 'The text holds a control character.',
    })
const line = (longest: number) =>
  plain(longest)
    .trim()
    .regex(/^[^\n]*$/, 'This must be one line.')

const fileName = line(255)
  .min(1, 'Name the file.')
  .regex(/^[^\p{Cc}]*$/u, 'Rename the file; its name has characters that cannot be shown.')

const upload = z.union([
  z.strictObject({
    name: fileName,
    base64: z
      .string()
      .max(LONGEST_BASE64, TOO_LARGE)
      .regex(/^[A-Za-z0-9+/]*={0,2}$/),
  }),
  z.strictObject({ name: fileName, text: z.string().max(MAX_BYTES, TOO_LARGE) }),
])

/** Files as base64 of their bytes, or pasted text. */
export const StartImport = z.strictObject({
  files: z
    .array(upload)
    .min(1, 'Choose a file, or paste its text.')
    .max(MAX_FILES, `At most ${MAX_FILES} files are read at once.`),
})
export type StartImport = z.input<typeof StartImport>

/** `file` (from 0) and `line` (from 1) say which part of the source is looked at. */
export const ImportChoice = z.strictObject({
  importId: z.uuid('There is no such import.'),
  file: z.coerce.number().int().min(0).max(MAX_FILES).catch(0).default(0),
  line: z.coerce.number().int().min(1).max(10_000_000).catch(1).default(1),
})
export type ImportChoice = z.input<typeof ImportChoice>

const yesNo = z.enum(['yes', 'no'])
const title = line(200)
const nodeId = z.string().regex(/^\d{1,4}:\d{1,7}(?:\.\d{1,7})?$/)
const key = z.string().regex(KEY_PATTERN, 'A key has 1-60 of a-z 0-9 . _ -')
const noKey = z.literal('')

export const HEADING_USES = ['level', 'category', 'prose', 'ignored'] as const
export const CATEGORY_USES = [...ITEM_KINDS, 'prose', 'ignored'] as const

const levelChange = z.strictObject({
  is: z.enum(HEADING_USES).optional(),
  title: title.optional(),
  code: line(20).optional(),
  track: z.union([key, noKey]).optional(),
  band: line(4)
    .regex(/^\d{0,4}$/, 'A band is a whole number up to 1000.')
    .optional(),
})

const categoryChange = z.strictObject({
  title: z.string().min(1).max(1_000),
  /** Empty for what the reader takes it for. */
  is: z.union([z.enum(CATEGORY_USES), noKey]).optional(),
  /** Title of the category that it is put into; empty for none. */
  into: title.optional(),
})

/** What a person says about a reading; what is not named stays as it is. */
export const ChangeMapping = z.strictObject({
  importId: z.uuid('There is no such import.'),
  revision: RowVersion,
  /** Key of the ladder that this becomes a version of; empty for a new ladder. */
  target: z.union([key, noKey]).optional(),
  keepsTracks: yesNo.optional(),
  /** Empty to let Rung find out. */
  reader: z.union([z.enum(READER_NAMES), noKey]).optional(),
  answers: z.record(z.string().regex(/^[a-z][a-z0-9:.-]{0,59}$/), z.string().max(200)).default({}),
  title: title.optional(),
  language: line(20)
    .regex(/^([a-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$/, 'A language is a tag like en.')
    .optional(),
  scored: z.enum(['indicators', 'all', 'none']).optional(),
  rateAtCategory: yesNo.optional(),
  flat: yesNo.optional(),
  stripEmphasis: yesNo.optional(),
  /** All tracks with their titles; one with an empty key is new. */
  tracks: z
    .array(z.strictObject({ key: z.union([key, noKey]), title }))
    .max(100)
    .optional(),
  levels: z.record(nodeId, levelChange).default({}),
  /** Line (or `file:line`, both from 1) of a heading that is a level too. */
  levelAt: line(20).default(''),
  categories: z.array(categoryChange).max(500).default([]),
})
export type ChangeMapping = z.output<typeof ChangeMapping>

/**
 * `previewed` is the hash of what the page showed. `matches` are `entity from to` of what keeps its
 * published key, `keepsSame` does so for all items of the same words. `replaces` is the draft that
 * this takes the place of, with as many changes as the person was told would be lost.
 */
export const MakeDraft = z.strictObject({
  importId: z.uuid('There is no such import.'),
  previewed: z.string().regex(/^[0-9a-f]{64}$/),
  keepsSame: z.literal('yes').optional(),
  matches: z
    .array(z.string().regex(/^(track|level|category|item|transition) [a-z0-9._-]+ [a-z0-9._-]+$/))
    .max(5_000)
    .default([]),
  replaces: z.uuid().optional(),
  changes: z.coerce.number().int().min(0).default(0),
  isReplacing: z.literal('yes').optional(),
})
export type MakeDraft = z.output<typeof MakeDraft>

/** How an import is read, as its row keeps it. */
export const KeptMapping = z.strictObject({
  reading: Mapping.prefault({}),
  keepsTracks: z.boolean().default(true),
})
