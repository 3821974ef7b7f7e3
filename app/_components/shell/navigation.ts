import { type Actor, hasRole } from '@/lib/context'

export type NavigationPlace =
  | 'home'
  | 'growth'
  | 'team'
  | 'reviews'
  | 'ladder'
  | 'people'
  | 'cycles'
  | 'admin'
  | 'audit'

/** Where this person can go; a page that is not here refuses them all the same. */
export function navigationFor(actor: Actor): NavigationPlace[] {
  const isAdmin = hasRole(actor, 'ADMIN')
  const readsAudit = hasRole(actor, 'AUDITOR') || hasRole(actor, 'HR_PARTNER')
  return [
    'home',
    'growth',
    ...(actor.hasReports ? (['team'] as const) : []),
    'reviews',
    'ladder',
    'people',
    ...(isAdmin || hasRole(actor, 'HR_PARTNER') ? (['cycles'] as const) : []),
    ...(isAdmin ? (['admin'] as const) : []),
    ...(!isAdmin && readsAudit ? (['audit'] as const) : []),
  ]
}
