import { z } from 'zod'
import { Reason } from '@/lib/approvals/schema'

export const HoldPerson = z.strictObject({
  personId: z.uuid('There is no such person.'),
  reason: Reason,
})

export const HoldCycle = z.strictObject({
  cycleId: z.uuid('There is no such cycle.'),
  reason: Reason,
})

export const EndHold = z.strictObject({
  holdId: z.uuid('There is no such hold.'),
  reason: Reason,
})
