import type { TransitionView } from '@/lib/ladder/views/overview'

/** What changes on a step, as pairs of before and after. */
export function Shifts({ shifts }: { shifts: TransitionView['shifts'] }) {
  if (shifts.length === 0) return null
  return (
    <ul className="max-w-3xl divide-y divide-line border-y border-line">
      {shifts.map(({ from, to }) => (
        <li
          key={`${from} ${to}`}
          className="grid gap-x-4 py-2 sm:grid-cols-[minmax(0,1fr)_1rem_minmax(0,1fr)]"
        >
          <span className="text-ink-soft">
            <span className="sr-only">From </span>
            {from}
          </span>
          <span aria-hidden="true" className="hidden text-ink-soft sm:block">
            →
          </span>
          <span className="font-medium">
            <span className="sr-only">to </span>
            <span aria-hidden="true" className="sm:hidden">
              →{' '}
            </span>
            {to}
          </span>
        </li>
      ))}
    </ul>
  )
}
