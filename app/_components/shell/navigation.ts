import { type Actor, hasRole } from '@/lib/context'

export type NavigationPlace =
  | 'home'
  | 'growth'
  | 'team'
  | 'reviews'
  | 'ladder'
  | 'calibration'
  | 'people'
  | 'cycles'
  | 'privacy'
  | 'admin'

/**
 * Where this person can go; a page that is not here refuses them all the same. The caller knows
 * whether any page of the administration is for them.
 */
export function navigationFor(
  actor: Actor,
  { hasAdmin }: { hasAdmin: boolean },
): NavigationPlace[] {
  const isAdmin = hasRole(actor, 'ADMIN')
  return [
    'home',
    'growth',
    ...(actor.hasReports ? (['team'] as const) : []),
    'reviews',
    'ladder',
    ...(actor.isCalibrator ? (['calibration'] as const) : []),
    'people',
    ...(isAdmin || hasRole(actor, 'HR_PARTNER') ? (['cycles'] as const) : []),
    ...(hasRole(actor, 'HR_PARTNER') || hasRole(actor, 'AUDITOR') ? (['privacy'] as const) : []),
    ...(hasAdmin ? (['admin'] as const) : []),
  ]
}
