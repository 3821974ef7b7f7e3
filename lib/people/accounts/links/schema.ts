import { Reason } from '@/lib/approvals/schema'
import { PersonId } from '../../schema'

/** Asking that a link for a new password be mailed to somebody. */
export const RequestLink = PersonId.extend({ reason: Reason })
