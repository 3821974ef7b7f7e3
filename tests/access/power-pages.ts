import type { PageRule } from './visit'

const NO_APPROVAL = '/admin/approvals/ffffffff-ffff-7fff-bfff-ffffffffffff'

/** The second person, break-glass, and what a person like this would see. */
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
  '/(workspace)/admin/view-as/page': {
    op: 'cycle.readFull',
    visits: () => [{ url: '/admin/view-as', for: ['hr', 'admin'] }],
  },
}
