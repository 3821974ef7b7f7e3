'use client'

import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { BrandMark } from './brand-mark'
import { MenuSwitch } from './menu-switch'
import { NavLinks } from './nav-links'
import type { NavigationPlace } from './navigation'
import { SignOutButton } from './sign-out-button'
import { useSoftLinks } from './soft-links'
import { ThemeSwitch } from './theme-switch'

// From here they are drawn by the browser: single elements of every page, in a file that it has.
export { ForbiddenMessage, NotFoundMessage } from './dead-end'

type Theme = 'system' | 'light' | 'dark'

/** The frame of every page behind sign-in: rail on the left, on small screens a menu above. */
export function Shell({
  name,
  email,
  places,
  adminHref,
  theme,
  children,
}: {
  name: string
  email: string
  places: readonly NavigationPlace[]
  /** The first page of the administration that is for this person. */
  adminHref: Route | null
  theme: Theme
  children: ReactNode
}) {
  useSoftLinks()
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <header className="no-print max-md:sticky max-md:top-0 max-md:z-20 max-md:border-b max-md:border-line max-md:bg-paper md:border-r md:border-line">
        <div className="md:sticky md:top-0 md:flex md:h-dvh md:flex-col md:gap-4 md:overflow-y-auto md:px-3 md:py-4">
          <div className="flex items-center justify-between max-md:min-h-12 max-md:px-2">
            <Brand />
            <MenuSwitch />
          </div>
          <div className="flex flex-1 flex-col gap-4 max-md:hidden max-md:border-t max-md:border-line max-md:p-3 max-md:in-data-[menu=open]:flex">
            <NavLinks places={places} adminHref={adminHref} />
            <div className="mt-auto space-y-3 border-t border-line pt-3">
              <ThemeSwitch initial={theme} />
              <Link
                href={'/account' as Route}
                prefetch={false}
                title="Your account"
                className="block rounded-md px-2.5 py-1 no-underline hover:bg-sunken"
              >
                <span className="block truncate font-medium">{name}</span>
                <span className="block truncate text-sm text-ink-soft">{email}</span>
                <span className="sr-only">Your account</span>
              </Link>
              <SignOutButton />
            </div>
          </div>
        </div>
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
