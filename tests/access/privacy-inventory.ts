import type { ActionRule } from './action-inventory'
import type { RouteRule } from './visit'
import { everybody, NOBODY, only, type PageRule } from './visit'

/** Privacy operations: for HR partners, and for everybody their own data. */
export const PRIVACY_PAGES: Record<string, PageRule> = {
  '/(workspace)/privacy/page': { op: 'sar.build', visits: () => [only('/privacy', 'hr')] },
  '/(workspace)/privacy/people/[personId]/page': {
    op: 'erase.run',
    visits: ({ sam }) => [only(`/privacy/people/${sam}`, 'hr'), only(`/privacy/people/${NOBODY}`)],
  },
  '/(workspace)/privacy/requests/[requestId]/page': {
    op: 'sar.build',
    visits: () => [only(`/privacy/requests/${NOBODY}`)],
  },
  '/(workspace)/admin/retention/page': {
    op: 'sar.build',
    visits: () => [only('/admin/retention', 'hr', 'admin')],
  },
  '/(workspace)/account/data/page': { op: 'own', visits: () => [everybody('/account/data')] },
}

export const PRIVACY_ROUTES: Record<string, RouteRule> = {
  '/api/me/export/route': {
    op: 'own',
    method: 'GET',
    visits: () => [everybody('/api/me/export')],
  },
  '/api/privacy/requests/[requestId]/package/route': {
    op: 'sar.build',
    method: 'POST',
    body: () => ({}),
    visits: () => [only(`/api/privacy/requests/${NOBODY}/package`)],
  },
  '/api/privacy/retention/[class]/route': {
    op: 'sar.build',
    method: 'GET',
    visits: () => [
      only('/api/privacy/retention/drafts', 'hr'),
      only('/api/privacy/retention/sessions', 'hr', 'admin'),
    ],
  },
}

const REASON = 'It is not mine to ask for.'
const OF_PRIVACY = 'app/(workspace)/privacy/actions.ts'
const OF_RETENTION = 'app/(workspace)/admin/retention/actions.ts'
const nothing = (field: string, op: ActionRule['op']): ActionRule => ({
  op,
  for: ['hr'],
  form: () => ({ [field]: NOBODY }),
})

export const PRIVACY_ACTIONS: Record<string, ActionRule> = {
  [`${OF_PRIVACY}#holdPersonAction`]: {
    op: 'erase.run',
    for: ['hr'],
    form: ({ sam }) => ({ personId: sam, reason: REASON }),
  },
  [`${OF_PRIVACY}#holdCycleAction`]: {
    op: 'erase.run',
    for: ['hr'],
    form: ({ runningCycle }) => ({ cycleId: runningCycle, reason: REASON }),
  },
  [`${OF_PRIVACY}#requestHoldEndAction`]: {
    op: 'erase.run',
    for: ['hr'],
    form: () => ({ holdId: NOBODY, reason: REASON }),
  },
  [`${OF_PRIVACY}#endHoldAction`]: nothing('approvalId', 'erase.run'),
  [`${OF_PRIVACY}#requestErasureAction`]: {
    op: 'erase.run',
    for: ['hr'],
    form: ({ sam }) => ({ personId: sam, legalBasis: 'OBJECTION', typedEmail: 'x' }),
  },
  [`${OF_PRIVACY}#approveErasureAction`]: nothing('approvalId', 'erase.run'),
  [`${OF_PRIVACY}#openAccessRequestAction`]: {
    op: 'sar.build',
    for: ['hr'],
    form: ({ sam }) => ({ personId: sam }),
  },
  [`${OF_PRIVACY}#decideItemsAction`]: {
    op: 'sar.build',
    for: ['hr'],
    form: () => ({ requestId: NOBODY, 'numbers[]': '1', decision: 'KEEP', reason: '' }),
  },
  [`${OF_PRIVACY}#askReleaseAction`]: {
    op: 'sar.build',
    for: ['hr'],
    form: () => ({ requestId: NOBODY, reason: REASON }),
  },
  [`${OF_PRIVACY}#releaseAccessAction`]: nothing('approvalId', 'sar.build'),
  [`${OF_PRIVACY}#closeAccessRequestAction`]: nothing('requestId', 'sar.build'),
  [`${OF_RETENTION}#setRetentionAction`]: {
    op: 'user.write',
    for: ['admin'],
    form: () => ({ class: 'sessions', days: '31', from: '30', reason: '' }),
  },
  [`${OF_RETENTION}#approveRetentionAction`]: {
    ...nothing('approvalId', 'user.write'),
    for: ['admin'],
  },
}
