'use client'

import type { Route } from 'next'
import { Button, ButtonLink } from '@/app/_components/ui/button'

/** Search over all words of the ladder, as a plain form: it lives in the address. */
export function MatrixSearch({ track, search }: { track: string; search: string }) {
  return (
    <search>
      <form action="/ladder" className="flex flex-wrap items-center gap-2">
        <input type="hidden" name="track" value={track} />
        <label htmlFor="q" className="sr-only">
          Search the ladder
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={search}
          maxLength={200}
          placeholder="Search the ladder"
          className="min-h-9 w-56 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 placeholder:text-ink-soft"
        />
        <Button type="submit">Search</Button>
        {search ? (
          <ButtonLink look="quiet" href={`/ladder?track=${encodeURIComponent(track)}` as Route}>
            Clear
          </ButtonLink>
        ) : null}
      </form>
    </search>
  )
}
