import {
  BookOpenCheck,
  CalendarRange,
  Contact,
  House,
  Layers,
  type LucideIcon,
  Settings,
  Sprout,
  Users,
} from 'lucide-react'
import { type Actor, hasRole } from '@/lib/context'

export type NavigationItem = { href: string; title: string; Icon: LucideIcon }

/** What this person can go to; a page that is not here refuses them all the same. */
export function navigationFor(actor: Actor): NavigationItem[] {
  const isAdmin = hasRole(actor, 'ADMIN')
  return [
    { href: '/', title: 'Home', Icon: House },
    { href: '/me', title: 'My growth', Icon: Sprout },
    ...(actor.hasReports ? [{ href: '/team', title: 'My team', Icon: Users }] : []),
    { href: '/reviews', title: 'Reviews', Icon: BookOpenCheck },
    { href: '/ladder', title: 'Ladder', Icon: Layers },
    { href: '/people', title: 'People', Icon: Contact },
    ...(isAdmin || hasRole(actor, 'HR_PARTNER')
      ? [{ href: '/cycles', title: 'Cycles', Icon: CalendarRange }]
      : []),
    ...(isAdmin ? [{ href: '/admin/people', title: 'Admin', Icon: Settings }] : []),
  ]
}
