import type { MatrixView } from '@/lib/ladder/queries'

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
