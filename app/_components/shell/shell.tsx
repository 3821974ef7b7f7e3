import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Actor } from '@/lib/context'
import { BrandMark } from './brand-mark'
import { NavLinks } from './nav-links'
import { navigationFor } from './navigation'
import { SignOutButton } from './sign-out-button'
import { ThemeSwitch } from './theme-switch'

type Theme = 'system' | 'light' | 'dark'

/** The frame of every page behind sign-in: rail on the left, on small screens a menu above. */
export function Shell({
  actor,
  theme,
  children,
}: {
  actor: Actor
  theme: Theme
  children: ReactNode
}) {
  const links = navigationFor(actor).map(({ href, title, Icon }) => ({
    href,
    title,
    icon: <Icon aria-hidden="true" className="size-4 shrink-0" />,
  }))
  const rail = (
    <>
      <nav aria-label="Main">
        <NavLinks links={links} />
      </nav>
      <div className="mt-auto space-y-3 border-t border-line pt-3">
        <ThemeSwitch initial={theme} />
        <div className="px-2.5">
          <p className="truncate font-medium">{actor.name}</p>
          <p className="truncate text-sm text-ink-soft">{actor.email}</p>
        </div>
        <SignOutButton />
      </div>
    </>
  )
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <header className="no-print hidden border-r border-line md:block">
        <div className="sticky top-0 flex h-dvh flex-col gap-4 overflow-y-auto px-3 py-4">
          <Brand />
          {rail}
        </div>
      </header>
      <header className="no-print sticky top-0 z-20 border-b border-line bg-paper md:hidden">
        <details className="group">
          <summary className="flex min-h-12 list-none items-center justify-between px-4">
            <span className="font-semibold">Rung</span>
            <span className="rounded-md border border-line-strong px-2.5 py-1 text-sm">Menu</span>
          </summary>
          <div className="flex flex-col gap-4 border-t border-line px-3 py-3">{rail}</div>
        </details>
      </header>
      <main
        id="content"
        className="mx-auto w-full max-w-7xl min-w-0 px-4 py-5 md:px-8 md:py-7 print:max-w-none print:p-0"
      >
        {children}
      </main>
    </div>
  )
}

function Brand() {
  return (
    <Link
      href="/"
      prefetch={false}
      className="flex items-center gap-2 px-2.5 text-lg font-semibold tracking-tight"
    >
      <BrandMark />
      Rung
    </Link>
  )
}
