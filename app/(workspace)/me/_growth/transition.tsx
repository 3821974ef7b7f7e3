import { ArrowRight } from 'lucide-react'
import type { GrowthTransition } from '@/lib/growth/ladder/rated-level'
import { Section } from './section'

/** What changes on the way, as the ladder tells it. */
export function TransitionSection({ transition }: { transition: GrowthTransition }) {
  return (
    <Section id="transition" title="What changes on the way" lead={transition.intro}>
      <ul className="max-w-3xl divide-y divide-line rounded-md border border-line bg-surface">
        {transition.shifts.map(({ from, to }) => (
          <li
            key={`${from} ${to}`}
            className="grid gap-x-4 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]"
          >
            <span className="text-ink-soft">
              <span className="sr-only">From </span>
              {from}
            </span>
            <ArrowRight
              aria-hidden="true"
              className="mt-0.5 hidden size-4 text-ink-soft sm:block"
            />
            <span className="font-medium">
              <span className="sr-only">to </span>
              {to}
            </span>
          </li>
        ))}
      </ul>
      {transition.pitfalls.length > 0 ? (
        <div className="mt-4 max-w-prose">
          <h3 className="font-semibold">Where people trip</h3>
          <ul className="mt-1 list-disc ps-5">
            {transition.pitfalls.map((pitfall) => (
              <li key={pitfall}>{pitfall}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </Section>
  )
}
