import { z } from 'zod'
import { Reason } from '@/lib/approvals/schema'

const NONE = 'There is no such request.'

export const RequestId = z.strictObject({ requestId: z.uuid(NONE) })

const Numbers = z
  .union([z.array(z.string().regex(/^\d{1,6}$/)).max(5_000), z.string().regex(/^\d{1,6}$/)])
  .transform((value) => (Array.isArray(value) ? value : [value]).map(Number))

export const DecideItems = z
  .strictObject({
    requestId: z.uuid(NONE),
    numbers: Numbers,
    decision: z.enum(['KEEP', 'BLACKEN', 'LEAVE_OUT'], 'Choose what to do with it.'),
    reason: z
      .string()
      .max(300, 'Say why in at most 300 characters.')
      .transform((value) => value.normalize('NFC').toWellFormed().trim())
      .default(''),
  })
  .refine(({ decision, reason }) => decision !== 'LEAVE_OUT' || reason.length > 0, {
    path: ['reason'],
    message: 'Say why it is left out; the person reads the reason.',
  })

export const AskRelease = z.strictObject({ requestId: z.uuid(NONE), reason: Reason })

export const ReleasePayload = z.strictObject({ digest: z.string().length(64) })
