import type { PageRule } from './visit'

const NO_APPROVAL = '/admin/approvals/ffffffff-ffff-7fff-bfff-ffffffffffff'

/** The second person and break-glass. */
export const POWER_PAGES: Record<string, PageRule> = {
  '/(workspace)/admin/approvals/page': {
    op: 'user.write',
    visits: () => [{ url: '/admin/approvals', for: ['hr', 'admin'] }],
  },
  '/(workspace)/admin/approvals/[approvalId]/page': {
    op: 'user.write',
    visits: () => [{ url: NO_APPROVAL, for: [] }],
  },
  '/(workspace)/admin/break-glass/page': {
    op: 'breakglass.request',
    visits: () => [{ url: '/admin/break-glass', for: ['hr', 'admin'] }],
  },
}
