import { z } from 'zod'
import { Reason } from '@/lib/approvals/schema'
import { Email } from '@/lib/email'
import { isLocalDay } from '../local-day'

const NOTHING = 'There is nothing here that you can see.'

export const DelegationsOf = z.strictObject({ participantId: z.uuid(NOTHING) })

export const GrantDelegation = z.strictObject({
  participantId: z.uuid(NOTHING),
  /** For this person alone, or for everybody whom the same manager writes about in the cycle. */
  scope: z.enum(['one', 'all'], 'Choose for whom.'),
  email: Email,
  endsOn: z.string().refine(isLocalDay, 'Choose a day.'),
  reason: Reason,
})

export const RevokeDelegation = z.strictObject({
  delegationId: z.uuid('There is no such delegation.'),
})
