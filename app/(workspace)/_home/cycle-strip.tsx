'use client'

import type { Route } from 'next'
import Link from 'next/link'
import type { Strip } from '@/lib/reviews/next-up/next-up'

/** A running cycle on a line from its launch to its close, with today marked; the same as a list below. */
export function CycleStrip({ strip }: { strip: Strip }) {
  const id = `strip-${strip.cycleId}`
  return (
    <section aria-labelledby={id} className="rounded-md border border-line bg-surface px-4 py-3.5">
      <h2 id={id} className="font-semibold">
        <Link
          href={`/cycles/${strip.cycleId}` as Route}
          prefetch={false}
          className="hover:underline"
        >
          {strip.name}
        </Link>
        <span className="font-normal text-ink-soft"> · {strip.stateWord}</span>
      </h2>
      <p className="mt-0.5 max-w-prose text-ink-soft">{strip.next}</p>
      <Line strip={strip} />
      <ol className="mt-1 flex flex-wrap gap-x-6 gap-y-0.5 text-sm">
        {strip.milestones.map(({ title, day, isPast }) => (
          <li key={title} className={isPast ? 'text-ink-soft' : ''}>
            {title} <span className="whitespace-nowrap">{day}</span>
            {isPast ? <span className="sr-only"> (over)</span> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

// Lines reach into the ends by 1 percent, so that dots at the ends are whole.
const at = (percent: number) => `${1 + 0.98 * percent}%`

function Line({ strip: { milestones, today, todayInWords } }: { strip: Strip }) {
  return (
    <svg
      role="img"
      aria-label={`Today is ${todayInWords}`}
      height={34}
      className="mt-2 w-full overflow-visible"
    >
      <line x1={at(0)} x2={at(100)} y1={24} y2={24} className="stroke-line-strong" />
      <line x1={at(0)} x2={at(today)} y1={24} y2={24} className="stroke-accent" strokeWidth={3} />
      {milestones.map(({ title, at: place, isPast }) => (
        <circle
          key={title}
          cx={at(place)}
          cy={24}
          r={4}
          className={isPast ? 'fill-accent' : 'fill-surface stroke-line-strong'}
        />
      ))}
      <line x1={at(today)} x2={at(today)} y1={16} y2={32} className="stroke-ink" strokeWidth={2} />
      <text
        x={at(today)}
        y={11}
        textAnchor={today > 85 ? 'end' : today < 15 ? 'start' : 'middle'}
        className="fill-ink text-xs font-medium"
      >
        Today
      </text>
    </svg>
  )
}
