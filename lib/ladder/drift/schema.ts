import { z } from 'zod'
import { ChosenVersion } from '../schema'

/** Of which ladder, and the items of one level only; without it those of all levels. */
export const DriftChoice = ChosenVersion.pick({ ladder: true }).extend({
  level: z.string().min(1).max(60).optional(),
})
export type DriftChoice = z.input<typeof DriftChoice>
