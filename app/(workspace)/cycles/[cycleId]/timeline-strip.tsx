import { Day } from '@/app/_components/ui/day'
import { daysBetween } from '@/lib/cycles/local-day'
import type { Milestone } from '@/lib/cycles/words'

/** The days of a cycle on a line with today marked; the list below says the same in words. */
export function TimelineStrip({
  milestones,
  today,
  timeZone,
}: {
  milestones: Milestone[]
  today: string
  timeZone: string
}) {
  const stops = gatherByDay(milestones)
  const first = stops[0]?.day ?? today
  const length = Math.max(1, daysBetween(first, stops.at(-1)?.day ?? today))
  // A margin at both ends, so that the outermost marks are not cut off.
  const place = (day: string) => 3 + (94 * daysBetween(first, day)) / length
  const now = place(today)
  const isOnLine = now >= 0 && now <= 100
  return (
    <section aria-label="Timeline" className="rounded-md border border-line bg-surface px-4 py-4">
      <svg aria-hidden="true" className="block h-14 w-full overflow-visible">
        <line x1="3%" x2="97%" y1="36" y2="36" className="stroke-line-strong" strokeWidth="2" />
        {now > 3 ? (
          <line
            x1="3%"
            x2={`${Math.min(97, now)}%`}
            y1="36"
            y2="36"
            className="stroke-accent"
            strokeWidth="4"
          />
        ) : null}
        {isOnLine ? (
          <>
            <line
              x1={`${now}%`}
              x2={`${now}%`}
              y1="18"
              y2="52"
              className="stroke-accent"
              strokeWidth="2"
            />
            <text
              x={`${now}%`}
              y="12"
              textAnchor={anchorAt(now)}
              className="fill-accent text-sm font-semibold"
            >
              Today
            </text>
          </>
        ) : null}
        {stops.map(({ day }, index) => (
          <Mark key={day} at={place(day)} number={index + 1} isPast={day < today} />
        ))}
      </svg>
      <ol className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {stops.map(({ day, titles }, index) => (
          <li key={day} className="flex gap-2.5">
            <span aria-hidden="true" className="w-4 shrink-0 text-end text-ink-soft tabular-nums">
              {index + 1}
            </span>
            <span>
              <span className="block font-medium">{titles.join(' and ')}</span>
              <span className="block text-sm text-ink-soft">
                <Day on={day} />, {distanceFrom(today, day)}
              </span>
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-3 text-sm text-ink-soft">
        Days are days in {timeZone.replaceAll('_', ' ')}; what is due can come until 23:59 there.
      </p>
    </section>
  )
}

function Mark({ at, number, isPast }: { at: number; number: number; isPast: boolean }) {
  return (
    <>
      <circle
        cx={`${at}%`}
        cy="36"
        r="9"
        strokeWidth="2"
        className={isPast ? 'fill-accent-fill stroke-accent' : 'fill-surface stroke-line-strong'}
      />
      <text
        x={`${at}%`}
        y="40"
        textAnchor="middle"
        className={`text-xs font-semibold ${isPast ? 'fill-accent-on' : 'fill-ink'}`}
      >
        {number}
      </text>
    </>
  )
}

function gatherByDay(milestones: Milestone[]): { day: string; titles: string[] }[] {
  const stops = new Map<string, string[]>()
  for (const { day, title } of milestones) stops.set(day, [...(stops.get(day) ?? []), title])
  return [...stops].map(([day, [first, ...others]]) => ({
    day,
    titles: [first ?? '', ...others.map((title) => title.charAt(0).toLowerCase() + title.slice(1))],
  }))
}

function anchorAt(percent: number): 'start' | 'middle' | 'end' {
  if (percent < 5) return 'start'
  return percent > 95 ? 'end' : 'middle'
}

function distanceFrom(today: string, day: string): string {
  const days = daysBetween(today, day)
  if (days === 0) return 'today'
  if (Math.abs(days) === 1) return days > 0 ? 'tomorrow' : 'yesterday'
  return days > 0 ? `in ${days} days` : `${-days} days ago`
}
