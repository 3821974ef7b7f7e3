import type { ApprovalState } from '@/lib/db/generated/enums'

const STATES: Record<ApprovalState, string> = {
  OPEN: 'Waits',
  APPROVED: 'Approved',
  DECLINED: 'Declined',
  WITHDRAWN: 'Taken back',
  EXPIRED: 'Too old',
}

export function approvalStateWord(state: ApprovalState): string {
  return STATES[state]
}
