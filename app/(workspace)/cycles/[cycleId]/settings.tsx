import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { CycleView } from '@/lib/cycles/queries'

/** What was agreed for this cycle, and who sees what; the same for everybody, more for its operators. */
export function CycleSettings({ cycle }: { cycle: CycleView }) {
  return (
    <div className="grid gap-8 border-t border-line pt-4 md:grid-cols-2">
      <section>
        <h2 className="mb-2 text-lg font-semibold">Who sees what</h2>
        <ul className="max-w-prose list-disc space-y-1.5 ps-5">
          {cycle.whoSeesWhat.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className="mb-2 text-lg font-semibold">What is reviewed</h2>
        <dl className="space-y-2">
          {factsOf(cycle).map(([title, value]) => (
            <div key={title}>
              <dt className="text-sm text-ink-soft">{title}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}

function factsOf(cycle: CycleView): [string, ReactNode][] {
  const { operation } = cycle
  const ladder = (
    <Link href={'/ladder' as Route} prefetch={false} className="text-accent hover:underline">
      {cycle.ladder.name}, version {cycle.ladder.number}
    </Link>
  )
  const written = [
    cycle.hasSelf ? 'self-review' : '',
    cycle.hasPeer ? 'peer feedback' : '',
    'manager review',
  ].filter(Boolean)
  return [
    ['Ladder', ladder],
    ['Written', sentence(written.join(', '))],
    [
      'Rated',
      cycle.ratesNextLevel
        ? 'Growth indicators of the level held and of the next'
        : 'Growth indicators of the level held',
    ],
    ['Expectations', cycle.ratesExpectations ? 'In words, and rated' : 'In words, by category'],
    ['Calibration', cycle.hasCalibration ? 'In sessions, before sharing' : 'None'],
    ...(operation
      ? ([
          ['Takes part', operation.teams.length > 0 ? operation.teams.join(', ') : 'All teams'],
          ['Acting reviewer', operation.actingReviewer ?? 'Nobody'],
          ['Grace after a due day', `${operation.graceDays} days`],
        ] as [string, ReactNode][])
      : []),
  ]
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
