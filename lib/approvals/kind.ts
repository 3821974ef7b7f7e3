import type { Op } from '@/lib/policy/grants'

export type ApprovalCase = { id: string; objectId: string }

type KindFacts = {
  /** What is asked for, as a heading. */
  title: string
  /** Whoever the policy lets do this, all conditions granted, may be the second person. */
  op: Op
  /** What lets somebody ask for it, where that is another operation. */
  asking?: Op
  /** The page where the case is seen and decided on. */
  path: (approval: ApprovalCase) => string
}

const ownPage = ({ id }: ApprovalCase) => `/admin/approvals/${id}`

/** Everything that one person asks for and another must agree to. A new kind is a line here. */
export const APPROVAL_KINDS = {
  'role.grant': { title: 'Grant a role', op: 'user.write', path: ownPage },
  'account.link': { title: 'Mail a link for a new password', op: 'user.write', path: ownPage },
  'people.lines': { title: 'Stand above people with reviews', op: 'user.write', path: ownPage },
  breakglass: {
    title: 'Read reviews under break-glass',
    op: 'breakglass.approve',
    asking: 'breakglass.request',
    path: ownPage,
  },
  'scim.token': {
    title: 'Let a provider run the accounts',
    op: 'user.write',
    path: () => '/admin/scim',
  },
  'retention.shorten': {
    title: 'Keep something for less long',
    op: 'user.write',
    path: () => '/admin/retention',
  },
  'hold.end': { title: 'End a legal hold', op: 'erase.run', path: () => '/privacy' },
  erasure: {
    title: 'Erase a person',
    op: 'erase.run',
    path: ({ objectId }: ApprovalCase) => `/privacy/people/${objectId}`,
  },
  'access.release': {
    title: 'Release a package to the person',
    op: 'sar.build',
    path: ({ objectId }: ApprovalCase) => `/privacy/requests/${objectId}`,
  },
} as const satisfies Record<string, KindFacts>

export type ApprovalKind = keyof typeof APPROVAL_KINDS

export function isApprovalKind(kind: string): kind is ApprovalKind {
  return Object.hasOwn(APPROVAL_KINDS, kind)
}

/** How a kind is dealt with; null for one that this version does not know. */
export function kindFacts(kind: string): KindFacts | null {
  return isApprovalKind(kind) ? APPROVAL_KINDS[kind] : null
}
