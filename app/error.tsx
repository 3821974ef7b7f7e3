'use client'

import { Button } from '@/app/_components/ui/button'

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="mx-auto max-w-md px-5 py-24">
      <h1 className="text-2xl font-semibold">This page could not be shown</h1>
      <p className="mt-2 mb-4 text-ink-soft">
        Something went wrong on our side. What you had saved is safe. Try again in a moment.
      </p>
      <Button look="primary" onClick={reset}>
        Try again
      </Button>
    </main>
  )
}
