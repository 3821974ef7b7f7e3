import { z } from 'zod'
import { Reason } from '@/lib/approvals/schema'
import { Email } from '@/lib/email'

/** Lines as they would be: a person and who would manage them, by address; null for nobody. */
export const LineChanges = z
  .array(z.strictObject({ email: Email, managerEmail: Email.nullable() }))
  .max(20_000)
export type LineChange = z.infer<typeof LineChanges>[number]

export const RequestLines = z.strictObject({
  lines: LineChanges,
  reason: Reason,
  /** They are meant for a later day. */
  isPlanned: z.boolean().default(false),
})

/** What waits for a second person. People by id; one who is not in Rung yet by address. */
export const RequestedLines = z.object({
  standings: z
    .array(z.object({ manager: z.string(), person: z.string(), depth: z.literal([1, 2]) }))
    .min(1),
})
