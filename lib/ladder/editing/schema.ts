import { z } from 'zod'
import { keepableText } from '@/lib/text'
import { unsafeMarkdown } from '../checks/markdown'
import {
  CATEGORY_KINDS,
  CHANGE_CLASSES,
  CODE_PATTERN,
  ITEM_KINDS,
  KEY_PATTERN,
  TRANSITION_KINDS,
} from '../format/document'
import { harmfulCharacter } from '../format/source'
import type { EntityName } from './draft'
import type { Edit } from './edit'

const MOST_EDITS = 25_000
const MOST_CHANGES = 50
const LONGEST_TEXT = 4_000
const LONGEST_BODY = 100_000
const MOST_ORDER = 2_000_000_000

const key = z.string().regex(KEY_PATTERN, 'A key has 1-60 of a-z 0-9 . _ -')
const code = z.string().regex(CODE_PATTERN, 'A point has a code of 1-20 letters and digits.')

/** Words as a person wrote them: nothing invisible, nothing that a browser could run. */
const prose = (longest: number) =>
  keepableText()
    .max(longest, `This is longer than ${longest} characters.`)
    .refine((text) => harmfulCharacter(text) === -1, 'The text holds a control character.')
    .refine(
      (text) => unsafeMarkdown(text).every(({ code: found }) => found !== 'E320'),
      'HTML and links other than https are not accepted here.',
    )
const some = (longest: number) => prose(longest).regex(/\S/, 'A text is missing.')
const line = some(200).regex(/^[^\n]*$/, 'This must be one line.')
const lines = z.array(some(LONGEST_TEXT)).max(100)
const order = z.int().min(-MOST_ORDER).max(MOST_ORDER)
const amount = z.number().min(0).max(1_000_000)
const months = z.int().min(0).max(1_200)
const link = z.url({ protocol: /^https$/, error: 'A link must be an https address.' }).max(2_000)
const sorted = z
  .array(key)
  .max(500)
  .refine((keys) => keys.every((one, index) => index === 0 || one > (keys[index - 1] ?? '')))

const fact = z
  .strictObject({
    key,
    label: z.union([z.literal(''), line]),
    min: amount.nullable(),
    max: amount.nullable(),
    open: z.boolean(),
    unit: line.nullable(),
    text: line,
    item: key.nullable(),
  })
  .refine(
    ({ min, max }) => min === null || max === null || min <= max,
    'The least is more than the most.',
  )

const facts = z
  .array(fact)
  .max(100)
  .refine(
    (all) => new Set(all.map((one) => `${one.key} ${one.label}`)).size === all.length,
    'A fact stands twice; give each a label.',
  )

const SHAPES = {
  head: {
    name: line,
    language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'A language is a tag like en.'),
    licence: line.nullable(),
    source: link.nullable(),
    changeNote: some(LONGEST_TEXT).nullable(),
    cumulative: z.boolean(),
    body: prose(LONGEST_BODY),
  },
  track: { key, title: line, body: prose(LONGEST_BODY), order },
  level: {
    key,
    track: key,
    code: line.nullable(),
    title: line,
    aliases: z.array(line).max(50),
    band: z.int().min(0).max(1_000).nullable(),
    extends: key.nullable(),
    summary: prose(LONGEST_TEXT),
    body: prose(LONGEST_BODY),
    facts,
    order,
  },
  category: {
    key,
    title: line,
    kind: z.enum(CATEGORY_KINDS),
    parent: key.nullable(),
    scale: key.nullable(),
    gate: z.boolean(),
    weight: amount.nullable(),
    order,
  },
  item: {
    key,
    kind: z.enum(ITEM_KINDS),
    category: key,
    levels: sorted,
    at: code.nullable(),
    text: some(LONGEST_TEXT),
    label: line.nullable(),
    scored: z.boolean(),
    weight: amount.nullable(),
    critical: z.boolean(),
    target: code.nullable(),
    change: z.enum(CHANGE_CLASSES).nullable(),
    examples: lines,
    antiExamples: lines,
    anchors: z.array(z.strictObject({ point: code, text: some(LONGEST_TEXT) })).max(100),
    links: z.array(z.strictObject({ label: line, url: link })).max(50),
    order,
  },
  transition: {
    key,
    from: key.nullable(),
    fromLabel: line.nullable(),
    to: key,
    kind: z.enum(TRANSITION_KINDS),
    title: line,
    body: prose(LONGEST_BODY),
    shifts: z.array(z.strictObject({ from: some(LONGEST_TEXT), to: some(LONGEST_TEXT) })).max(200),
    pitfalls: lines,
    minMonths: months.nullable(),
    maxMonths: months.nullable(),
    order,
  },
  target: {
    level: key,
    category: key,
    at: code.nullable(),
    weight: amount.nullable(),
    required: z.boolean(),
  },
} satisfies Record<EntityName, z.core.$ZodShape>

const id = z.string().min(1).max(130)

function editsOf(entity: EntityName) {
  const whole = z.strictObject(SHAPES[entity])
  const some = whole.partial().refine((fields) => !('key' in fields), 'A key never changes.')
  const named = { entity: z.literal(entity), key: id }
  const set = z
    .strictObject({ op: z.literal('set'), ...named, before: some, after: some })
    .refine(hasSameFields, 'An edit names the same fields before and after.')
  if (entity === 'head') return set
  const rest = { ...named, value: whole }
  return z.union([
    set,
    z
      .strictObject({ op: z.enum(['add', 'remove']), ...rest })
      .refine(hasOwnKey, 'An edit and what it adds have the same key.'),
  ])
}

function hasSameFields({ before, after }: { before: object; after: object }): boolean {
  const names = Object.keys(after)
  return (
    names.length > 0 &&
    names.length === Object.keys(before).length &&
    names.every((name) => Object.hasOwn(before, name))
  )
}

function hasOwnKey({ key: own, value }: { key: string; value: Record<string, unknown> }): boolean {
  const named = 'key' in value ? value.key : `${value.level} ${value.category}`
  return named === own
}

const EditSchema = z.union([
  editsOf('head'),
  editsOf('track'),
  editsOf('level'),
  editsOf('category'),
  editsOf('item'),
  editsOf('transition'),
  editsOf('target'),
])

const change = z.strictObject({
  id: z.uuid(),
  undoes: z.uuid().nullable(),
  edits: z.array(EditSchema).min(1).max(MOST_EDITS),
})

/** What a browser sends: changes in the order in which they were made, and what it has seen so far. */
export const ApplyEdits = z.strictObject({
  versionId: z.uuid(),
  since: z.int().min(0).max(MOST_ORDER),
  changes: z.array(change).min(1).max(MOST_CHANGES),
})
export type ApplyEdits = {
  versionId: string
  since: number
  changes: { id: string; undoes: string | null; edits: Edit[] }[]
}

export const EditsSince = z.strictObject({
  versionId: z.uuid(),
  since: z.coerce.number().int().min(0).max(MOST_ORDER),
})
export type EditsSince = z.input<typeof EditsSince>

export const DraftChoice = z.strictObject({ ladder: key.optional() })
export type DraftChoice = z.input<typeof DraftChoice>

/** A draft of a ladder that is published, or (`ladder` null) a new ladder from nothing. */
export const CreateDraft = z.union([
  z.strictObject({ ladder: key }),
  z.strictObject({ ladder: z.null(), name: line, track: line, level: line }),
])
export type CreateDraft = z.input<typeof CreateDraft>

/** `changes` is how many changes the person was told would be lost: not one more is discarded. */
export const DiscardDraft = z.strictObject({
  versionId: z.uuid(),
  changes: z.coerce.number().int().min(0),
  isConfirmed: z.literal('yes', 'Tick that you want to discard the draft.'),
})
export type DiscardDraft = z.input<typeof DiscardDraft>
