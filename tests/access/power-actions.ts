import type { ActionRule } from './action-inventory'
import { NOBODY } from './visit'

const ADMIN_ONLY: ActionRule['for'] = ['admin']

/** Roles, the second person and break-glass. */
export const POWER_ACTIONS: Record<string, ActionRule> = {
  'app/(workspace)/reviews/share/[participantId]/actions.ts#revealPeersAction': {
    op: 'peerAuthor.read',
    for: ['mgr', 'hr'],
    form: ({ participant }) => ({ participantId: participant, reason: 'I want to know.' }),
  },
  'app/(workspace)/reviews/delegates/[participantId]/actions.ts#grantDelegationAction': {
    op: 'delegation.grant',
    for: ['mgr', 'hr'],
    form: ({ participant }) => ({
      ...{ participantId: participant, scope: 'one', email: 'katarzyna.nowak@example.org' },
      ...{ endsOn: '2099-01-01', reason: 'Not theirs to lend.' },
    }),
  },
  'app/(workspace)/reviews/delegates/[participantId]/actions.ts#revokeDelegationAction': {
    op: 'delegation.revoke',
    for: [],
    form: () => ({ delegationId: NOBODY }),
  },
  'app/(workspace)/admin/roles/actions.ts#grantRoleAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: () => ({
      ...{ email: 'katarzyna.nowak@example.org', role: 'LADDER_ADMIN' },
      reason: 'Not theirs to give.',
    }),
  },
  'app/(workspace)/admin/roles/actions.ts#revokeRoleAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: () => ({ grantId: NOBODY, reason: 'Not theirs to end.' }),
  },
  ...Object.fromEntries(
    [
      'approveRoleGrantAction',
      'approveAccountLinkAction',
      'approveLinesAction',
      'approveBreakglassAction',
      'declineApprovalAction',
      'withdrawApprovalAction',
    ].map((name) => [
      `app/(workspace)/admin/approvals/actions.ts#${name}`,
      {
        op: 'user.write',
        for: [],
        form: () => ({ approvalId: NOBODY }),
      } satisfies ActionRule,
    ]),
  ),
  'app/(workspace)/admin/people/[personId]/actions.ts#requestAccountLinkAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: ({ wei }) => ({ personId: wei, reason: 'Not theirs to ask for.' }),
  },
  'app/(workspace)/admin/break-glass/actions.ts#requestBreakglassAction': {
    op: 'breakglass.request',
    for: ['hr', 'admin'],
    form: () => ({
      ...{ email: 'sam.lindqvist@example.org', hours: '1' },
      reason: 'Not theirs to read.',
    }),
  },
  'app/(workspace)/admin/break-glass/actions.ts#revokeBreakglassAction': {
    op: 'breakglass.approve',
    for: [],
    form: () => ({ grantId: NOBODY }),
  },
}
