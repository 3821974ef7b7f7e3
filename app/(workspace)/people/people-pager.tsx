import type { Route } from 'next'
import { ButtonLink } from '@/app/_components/ui/button'
import type { PeopleList } from '@/lib/people/queries'

/** Onward by fifty, and back to the start; the browser's own back goes page by page. */
export function PeoplePager({
  list: { filter, nextCursor },
  path,
}: {
  list: PeopleList
  path: '/people' | '/admin/people'
}) {
  if (!nextCursor && !filter.cursor) return null
  const { cursor: _, ...rest } = filter
  const start = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== ''))
  const next = new URLSearchParams(start)
  if (nextCursor) next.set('cursor', nextCursor)
  return (
    <nav aria-label="Pages" className="no-print mt-4 flex gap-2">
      {filter.cursor ? (
        <ButtonLink href={`${path}?${start}` as Route}>Back to the start</ButtonLink>
      ) : null}
      {nextCursor ? <ButtonLink href={`${path}?${next}` as Route}>Next 50</ButtonLink> : null}
    </nav>
  )
}
