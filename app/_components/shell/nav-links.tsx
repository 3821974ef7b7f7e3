'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** The links of the rail; marks the section that the open page belongs to. */
export function NavLinks({ links }: { links: { href: string; title: string; icon: ReactNode }[] }) {
  const path = usePathname()
  return (
    <ul className="space-y-0.5">
      {links.map(({ href, title, icon }) => {
        const section = href.startsWith('/admin') ? '/admin' : href
        const isCurrent =
          section === '/' ? path === '/' : path === section || path.startsWith(`${section}/`)
        return (
          <li key={href}>
            <Link
              href={href as Route}
              prefetch={false}
              aria-current={isCurrent ? 'page' : undefined}
              className="flex min-h-8 items-center gap-2.5 rounded-md px-2.5 py-1 text-ink-soft hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-wash aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {icon}
              {title}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
