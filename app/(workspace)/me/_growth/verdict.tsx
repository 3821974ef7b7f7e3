import type { Route } from 'next'
import Link from 'next/link'
import { IntervalChart } from '@/app/_components/charts/interval-chart'
import type { Measured, ReadinessView } from '@/lib/growth/view'
import { certaintyText, intervalText } from './measured-words'
import './growth.css'

/** The verdict in words, how sure it is, and what holds it back; everything else on the page explains it. */
export function VerdictSection({
  readiness,
  whyHref,
}: {
  readiness: ReadinessView
  whyHref: string
}) {
  const failing = readiness.gates.filter(({ pass }) => !pass)
  const holding = readiness.gates.filter(({ pass }) => pass)
  return (
    <section aria-labelledby="verdict" className="rounded-md border border-line bg-surface p-5">
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
        <div className="min-w-0">
          <p className="text-sm text-ink-soft">Readiness for {readiness.targetTitle}</p>
          <h2 id="verdict" className="text-2xl font-semibold">
            {readiness.verdictWord}
          </h2>
          <p className="mt-1 max-w-prose text-lg">{readiness.means}</p>
        </div>
        <MeasuredReadiness measured={readiness.measured} whyHref={whyHref} />
      </div>
      {failing.length > 0 ? (
        <div className="mt-5 border-t border-line pt-4">
          <h3 className="font-semibold">What holds it back</h3>
          <Conditions gates={failing} />
        </div>
      ) : null}
      {holding.length > 0 ? (
        <details className="mt-4" open={failing.length === 0}>
          <summary className="w-fit font-medium text-accent">
            What is already there ({holding.length})
          </summary>
          <Conditions gates={holding} />
        </details>
      ) : null}
    </section>
  )
}

export function Conditions({ gates }: { gates: ReadinessView['gates'] }) {
  return (
    <ul className="mt-2 max-w-[85ch] space-y-2">
      {gates.map(({ id, pass, text }) => (
        <li key={id} className="condition" data-icon={pass ? 'circle-check' : 'circle-dashed'}>
          <span>
            <span className="sr-only">{pass ? 'Holds: ' : 'Missing: '}</span>
            {text}
          </span>
        </li>
      ))}
    </ul>
  )
}

function MeasuredReadiness({ measured, whyHref }: { measured: Measured | null; whyHref: string }) {
  if (!measured) {
    return (
      <p className="self-center text-ink-soft">
        There is no number yet, because nothing was rated.
      </p>
    )
  }
  const { value, low, high } = measured
  return (
    <div className="min-w-0 self-center">
      <IntervalChart
        title={`Readiness ${value} of 100`}
        description={`Readiness is ${value} of 100. Nine times out of ten it lies between ${low} and ${high}. ${certaintyText(measured)}.`}
        rows={[{ id: 'r', label: 'Readiness', text: intervalText(measured), value, low, high }]}
      />
      <p className="mt-1 text-sm text-ink-soft">
        {value} of 100, nine times out of ten between {low} and {high}. {certaintyText(measured)}.{' '}
        <Link href={whyHref as Route} prefetch={false} className="text-accent underline">
          See what it is made of
        </Link>
      </p>
    </div>
  )
}
