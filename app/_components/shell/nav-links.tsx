import type { Route } from 'next'
import { usePathname } from 'next/navigation'
import type { NavigationPlace } from './navigation'

const PLACES: Record<NavigationPlace, { href: Route; title: string }> = {
  home: { href: '/', title: 'Home' },
  growth: { href: '/me', title: 'My growth' },
  team: { href: '/team', title: 'My team' },
  reviews: { href: '/reviews', title: 'Reviews' },
  ladder: { href: '/ladder', title: 'Ladder' },
  calibration: { href: '/calibration' as Route, title: 'Calibration' },
  people: { href: '/people', title: 'People' },
  cycles: { href: '/cycles', title: 'Cycles' },
  privacy: { href: '/privacy' as Route, title: 'Privacy' },
  admin: { href: '/admin/people', title: 'Admin' },
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
    <nav aria-label="Main" className="rail" data-soft-links>
      <ul>
        {places.map((place) => {
          const { title, ...known } = PLACES[place]
          const href = place === 'admin' && adminHref ? adminHref : known.href
          return (
            <li key={place}>
              <a
                href={href}
                data-place={place}
                aria-current={isWithin(path, href) ? 'page' : undefined}
              >
                {title}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function isWithin(path: string, href: string): boolean {
  if (href === '/') return path === '/'
  const section = href.startsWith('/admin') ? '/admin' : href
  return path === section || path.startsWith(`${section}/`)
}
