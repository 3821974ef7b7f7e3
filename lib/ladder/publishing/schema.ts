import { z } from 'zod'
import { keepableText } from '@/lib/text'
import { KEY_PATTERN, KEYMAP_ENTITIES, KEYMAP_RELATIONS } from '../format/document'
import { harmfulCharacter } from '../format/source'

const key = z.string().regex(KEY_PATTERN, 'A key has 1-60 of a-z 0-9 . _ -')

/** Whose draft; without a key that of the ladder whose draft was begun first. */
export const DraftOf = z.strictObject({ ladder: key.optional() })
export type DraftOf = z.input<typeof DraftOf>

export const ConfirmedMap = z.strictObject({
  entity: z.enum(KEYMAP_ENTITIES),
  from: z.array(key).min(1).max(100),
  to: z.array(key).max(100),
  relation: z.enum(KEYMAP_RELATIONS),
  comparable: z.boolean(),
})

/**
 * `previewed` is the content hash that the preview showed; a draft that was edited since is not
 * published. `changeClasses` are by item, `keymap` is what is added to the maps of the draft.
 */
export const PublishDraft = z.strictObject({
  ladder: key,
  previewed: z.string().regex(/^[0-9a-f]{64}$/),
  acceptsWarnings: z.boolean().default(false),
  changeClasses: z.record(key, z.enum(['clarified', 'material'])).default({}),
  keymap: z.array(ConfirmedMap).max(10_000).default([]),
  changeNote: keepableText()
    .trim()
    .max(4000, 'The change note has at most 4,000 characters.')
    .refine((text) => harmfulCharacter(text) === -1, 'The note holds a control character.')
    .default(''),
})
export type PublishDraft = z.input<typeof PublishDraft>
