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
import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { NavigationPlace } from './navigation'

const PLACES: Record<NavigationPlace, { href: Route; title: string; Icon: LucideIcon }> = {
  home: { href: '/', title: 'Home', Icon: House },
  growth: { href: '/me', title: 'My growth', Icon: Sprout },
  team: { href: '/team', title: 'My team', Icon: Users },
  reviews: { href: '/reviews', title: 'Reviews', Icon: BookOpenCheck },
  ladder: { href: '/ladder', title: 'Ladder', Icon: Layers },
  people: { href: '/people', title: 'People', Icon: Contact },
  cycles: { href: '/cycles', title: 'Cycles', Icon: CalendarRange },
  admin: { href: '/admin/people', title: 'Admin', Icon: Settings },
}

/** The links of the rail; marks the section that the open page belongs to. */
export function NavLinks({
  places,
  adminHref,
}: {
  places: readonly NavigationPlace[]
  adminHref: Route | null
}) {
  const path = usePathname()
  return (
    <ul className="space-y-0.5">
      {places.map((place) => {
        const { title, Icon, ...known } = PLACES[place]
        const href = place === 'admin' && adminHref ? adminHref : known.href
        return (
          <li key={place}>
            <Link
              href={href}
              prefetch={false}
              aria-current={isWithin(path, href) ? 'page' : undefined}
              className="flex min-h-8 items-center gap-2.5 rounded-md px-2.5 py-1 text-ink-soft hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-wash aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              <Icon aria-hidden="true" className="size-4 shrink-0" />
              {title}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

function isWithin(path: string, href: string): boolean {
  if (href === '/') return path === '/'
  const section = href.startsWith('/admin') ? '/admin' : href
  return path === section || path.startsWith(`${section}/`)
}
