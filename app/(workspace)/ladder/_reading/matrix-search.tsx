import type { Route } from 'next'
import { Button, ButtonLink } from '@/app/_components/ui/button'
import type { MatrixView } from '@/lib/ladder/queries'

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

/** How much was found; the rows below show the shown tracks only. */
export function FoundLine({ view, track }: { view: MatrixView; track: string }) {
  if (!view.search) return null
  const { items, passages } = view.search
  const shown = new Set(
    [...view.rows, ...view.growthAreas].flatMap(({ cells }) =>
      cells.flatMap(({ groups }) => groups.flatMap((group) => group.items.map(({ key }) => key))),
    ),
  ).size
  const elsewhere = passages.length === 0 ? '' : `, and ${passages.length} further below`
  return (
    <p className="mb-4" role="status">
      {shown === 0 ? 'Nothing found' : `${shown} found`} in the levels shown{elsewhere}.
      {items > shown
        ? ` ${items - shown} more in ${track === 'both' ? 'all' : 'the other track'}.`
        : ''}
    </p>
  )
}
