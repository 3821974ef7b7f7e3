import type { Route } from 'next'
import { type Actor, hasRole } from '@/lib/context'

export type AdminTab = { href: Route; title: string }

const isAdmin = (actor: Actor) => hasRole(actor, 'ADMIN')
const isHr = (actor: Actor) => hasRole(actor, 'HR_PARTNER')
const isHrOfAll = ({ roles }: Actor) =>
  roles.some(({ role, scopeTeamId }) => role === 'HR_PARTNER' && scopeTeamId === null)
const isAuditor = (actor: Actor) => hasRole(actor, 'AUDITOR')

/** The pages of the administration, each for whoever may open it; a page refuses everybody else itself. */
const TABS: readonly (AdminTab & { forWhom: (actor: Actor) => boolean })[] = [
  { href: '/admin/people', title: 'People', forWhom: isAdmin },
  { href: '/admin/people/import', title: 'Import', forWhom: isAdmin },
  { href: '/admin/teams', title: 'Teams', forWhom: isAdmin },
  { href: '/admin/roles', title: 'Roles', forWhom: isAdmin },
  { href: '/admin/sign-in', title: 'Sign-in', forWhom: isAdmin },
  { href: '/admin/scim', title: 'SCIM', forWhom: isAdmin },
  { href: '/admin/mail' as Route, title: 'Mail', forWhom: isAdmin },
  {
    href: '/admin/approvals',
    title: 'Approvals',
    forWhom: (one) => isAdmin(one) || isHr(one) || isAuditor(one),
  },
  {
    href: '/admin/retention' as Route,
    title: 'Retention',
    forWhom: (one) => isAdmin(one) || isHrOfAll(one),
  },
  {
    href: '/admin/break-glass',
    title: 'Break-glass',
    forWhom: (one) => isAdmin(one) || isHr(one) || isAuditor(one),
  },
  {
    href: '/admin/view-as' as Route,
    title: 'View as',
    forWhom: (one) => isAdmin(one) || isHr(one),
  },
  {
    href: '/admin/audit',
    title: 'Audit',
    forWhom: (one) => isAdmin(one) || isHr(one) || isAuditor(one),
  },
]

export function adminTabsFor(actor: Actor): AdminTab[] {
  return TABS.filter(({ forWhom }) => forWhom(actor)).map(({ href, title }) => ({ href, title }))
}
