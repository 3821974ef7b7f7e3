import { z } from 'zod'
import { CalendarDay } from '../schema'

const lastOn = z.union([z.literal('').transform(() => null), CalendarDay])
const leaveId = z.uuid('There is no such leave.')

export const LEAVE_KIND_KEYS = [
  'PARENTAL',
  'CARE',
  'STUDY',
  'SABBATICAL',
  'SERVICE',
  'OTHER',
] as const

export const RecordLeave = z.strictObject({
  personId: z.uuid('There is no such person.'),
  kind: z.enum(LEAVE_KIND_KEYS, 'Choose what kind of leave it is.'),
  fromOn: CalendarDay,
  lastOn,
})

/** A new last day beside the one that the form showed. */
export const ChangeLeave = z.strictObject({ leaveId, lastOn, lastOnBefore: lastOn })
export const LeaveId = z.strictObject({ leaveId })
