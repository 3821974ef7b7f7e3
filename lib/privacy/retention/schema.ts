import { z } from 'zod'
import { RETENTION_CLASSES } from './class'

const Class = z.enum(RETENTION_CLASSES, 'There is no such class.')

const Days = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,4}$/, 'Write a number of days.')
      .transform(Number),
  ])
  .pipe(z.number().int('Write a number of days.').min(1, 'Write a number of days.').max(9_999))

export const RetentionOf = z.strictObject({ class: Class })

/** `from` is what the page showed, so that nobody overwrites what another has just set. */
export const SetRetention = z.strictObject({
  class: Class,
  days: Days,
  from: Days,
  reason: z.string().max(2_000).default(''),
})
export type SetRetention = z.infer<typeof SetRetention>

/** What a second person agreed to. */
export const Shortening = z.strictObject({ class: Class, days: Days, from: Days })
