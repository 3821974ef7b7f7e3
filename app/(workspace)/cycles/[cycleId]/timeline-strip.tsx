import { Day } from '@/app/_components/ui/day'
import { daysBetween, distanceInWords } from '@/lib/cycles/local-day'
import type { Milestone } from '@/lib/cycles/words'

const FIRST = 3
const LAST = 97
const GAP = 7

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
  return (
    <section aria-label="Timeline" className="rounded-md border border-line bg-surface px-4 py-4">
      <Line days={stops.map(({ day }) => day)} today={today} />
      <ol className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {stops.map(({ day, titles }, index) => (
          <li key={day} className="flex gap-2.5">
            <span aria-hidden="true" className="w-4 shrink-0 text-end text-ink-soft tabular-nums">
              {index + 1}
            </span>
            <span>
              <span className="block font-medium">{titles.join(' and ')}</span>
              <span className="block text-sm text-ink-soft">
                <Day on={day} />, {distanceInWords(today, day)}
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

function Line({ days, today }: { days: string[]; today: string }) {
  const places = placesOf(days)
  const now = placeOf(today, { days, places })
  return (
    <svg aria-hidden="true" className="block h-14 w-full overflow-visible">
      <line
        x1={`${FIRST}%`}
        x2={`${LAST}%`}
        y1="36"
        y2="36"
        className="stroke-line-strong"
        strokeWidth="2"
      />
      {now === null ? null : <Today at={now} />}
      {days.map((day, index) => (
        <Mark key={day} at={places[index] ?? FIRST} number={index + 1} isPast={day < today} />
      ))}
    </svg>
  )
}

function Today({ at }: { at: number }) {
  const x = `${at}%`
  return (
    <>
      <line x1={`${FIRST}%`} x2={x} y1="36" y2="36" className="stroke-accent" strokeWidth="4" />
      <line x1={x} x2={x} y1="18" y2="52" className="stroke-accent" strokeWidth="2" />
      <text x={x} y="12" textAnchor={anchorAt(at)} className="fill-accent text-sm font-semibold">
        Today
      </text>
    </>
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

// By their days, but never so close that one mark hides another on a telephone.
function placesOf(days: string[]): number[] {
  const first = days[0] ?? ''
  const length = Math.max(1, daysBetween(first, days.at(-1) ?? first))
  const places: number[] = []
  for (const day of days) {
    const place = FIRST + ((LAST - FIRST) * daysBetween(first, day)) / length
    places.push(Math.max(place, (places.at(-1) ?? Number.NEGATIVE_INFINITY) + GAP))
  }
  for (let index = places.length - 1, limit = LAST; index >= 0; index--, limit -= GAP) {
    places[index] = Math.min(places[index] ?? limit, limit)
  }
  return places
}

// Between the same two marks as in time; null before the first and after the last.
function placeOf(
  today: string,
  { days, places }: { days: string[]; places: number[] },
): number | null {
  const next = days.findIndex((day) => day >= today)
  if (next < 0) return null
  const after = places[next] ?? LAST
  if (days[next] === today) return after
  const from = days[next - 1]
  if (!from) return null
  const before = places[next - 1] ?? FIRST
  const share = daysBetween(from, today) / daysBetween(from, days[next] ?? today)
  return before + (after - before) * share
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
