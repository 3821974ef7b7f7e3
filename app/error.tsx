'use client'

import { ForbiddenMessage, NotFoundMessage } from '@/app/_components/shell/dead-end'

// Every page carries this file for the case that it is needed, so it is small. The other dead ends
// are in it for that reason: from a file that is there already, each is one element of the page.
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto max-w-md px-5 py-24">
      <h1 className="text-2xl font-semibold">This page could not be shown</h1>
      <p className="mt-2 mb-4 text-ink-soft">
        Something went wrong on our side. What you had saved is safe. Try again in a moment.
      </p>
      <button
        type="button"
        onClick={reset}
        className="min-h-9 rounded-md bg-accent-fill px-3 py-1 font-medium text-accent-on hover:opacity-90"
      >
        Try again
      </button>
    </main>
  )
}

export function ForbiddenPage() {
  return (
    <main>
      <ForbiddenMessage />
    </main>
  )
}

export function NotFoundPage() {
  return (
    <main>
      <NotFoundMessage />
    </main>
  )
}
