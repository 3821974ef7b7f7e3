import { z } from 'zod'
import { Reason } from '@/lib/approvals/schema'
import { Email } from '@/lib/email'
import { MOST_HOURS } from './term'

const hours = z
  .string()
  .regex(/^[1-9]$/, 'Choose from one to four hours.')
  .transform(Number)
  .refine((value) => value <= MOST_HOURS, 'Choose from one to four hours.')

/** Asking to read what others wrote about a person. */
export const RequestBreakglass = z.strictObject({ email: Email, hours, reason: Reason })

export const GrantId = z.strictObject({ grantId: z.uuid('There is no such access.') })

/** What waits for a second person. */
export const RequestedBreakglass = z.object({ hours: z.number().int().min(1).max(MOST_HOURS) })
