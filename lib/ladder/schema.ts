import { z } from 'zod'

const key = z.string().min(1).max(60)

/** A file to publish. `acceptsWarnings` is the tick that warnings need; errors cannot be accepted. */
export const PublishLadder = z.strictObject({
  source: z.union([z.custom<Uint8Array>((value) => value instanceof Uint8Array), z.string()]),
  fileName: z.string().trim().min(1, 'The file needs a name.').max(200),
  acceptsWarnings: z.boolean().default(false),
})
export type PublishLadder = z.input<typeof PublishLadder>

/** Which ladder and version is read: without either, the published version of the first ladder. */
export const ChosenVersion = z.strictObject({
  ladder: key.optional(),
  version: z.int().min(1).optional(),
})
export type ChosenVersion = z.input<typeof ChosenVersion>

/**
 * `by: 'band'` sets levels of equal standing under each other; `track: null` means every track.
 * With `search` only the items that have all its words are shown.
 */
export const MatrixChoice = ChosenVersion.extend({
  track: key.nullable().default(null),
  by: z.enum(['level', 'band']).default('level'),
  search: z.string().trim().max(200).default(''),
})
export type MatrixChoice = z.input<typeof MatrixChoice>

export const LevelChoice = ChosenVersion.extend({ levelKey: key })
export type LevelChoice = z.input<typeof LevelChoice>

export const LevelPair = ChosenVersion.extend({ left: key, right: key })
export type LevelPair = z.input<typeof LevelPair>

/** Two versions by number; without them the last two, the older one on the left. */
export const VersionPair = z.strictObject({
  ladder: key.optional(),
  left: z.int().min(1).optional(),
  right: z.int().min(1).optional(),
})
export type VersionPair = z.input<typeof VersionPair>

/** Where the way of the signed-in person is to lead; without it to the next level. */
export const ChangesChoice = ChosenVersion.pick({ ladder: true }).extend({ to: key.optional() })
export type ChangesChoice = z.input<typeof ChangesChoice>
