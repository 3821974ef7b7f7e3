'use client'

import type { ReactNode } from 'react'

// Every page carries these for the case that it is needed, so they are small and import nothing.
function DeadEnd({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-md px-5 py-24">
      <h1 className="text-2xl font-semibold">{title}</h1>
      <p className="mt-2 text-ink-soft">{children}</p>
      <p className="mt-4">
        <a href="/" className="font-medium text-accent underline">
          Go to your home page
        </a>
      </p>
    </div>
  )
}

/** What stands in place of a page that is not there; the caller gives it its landmark. */
export function NotFoundMessage() {
  return (
    <DeadEnd title="Not found">
      There is nothing here, or it is not for you to see. If somebody sent you this address, ask
      them.
    </DeadEnd>
  )
}

export function ForbiddenMessage() {
  return (
    <DeadEnd title="Not for you to do">
      You may see this, but you may not do that with it. Nothing was changed.
    </DeadEnd>
  )
}
