import type { ReactNode } from 'react'
import { Markdown } from '@/app/_components/ui/markdown'
import type { TransitionView } from '@/lib/ladder/views/overview'
import { LevelLink } from './level-link'
import { Shifts } from './shifts'

const KINDS: Record<TransitionView['kind'], string> = {
  promotion: 'Promotion',
  'track-switch': 'Change of track',
  lateral: 'Sideways move',
}

/** One step of the ladder: what it asks for in prose, the shifts, and where people trip. */
export function Step({ step, heading }: { step: TransitionView; heading: ReactNode }) {
  return (
    <article id={`step-${step.key}`} className="break-inside-avoid target:bg-accent-wash">
      {heading}
      <p className="mt-0.5 text-sm text-ink-soft">
        {KINDS[step.kind]} from{' '}
        {step.from.level ? <LevelLink level={step.from.level} /> : startOf(step.from)} to{' '}
        <LevelLink level={step.to} />
        {monthsOf(step)}
      </p>
      {step.body ? (
        <div className="mt-3">
          <Markdown text={step.body} topHeading={4} />
        </div>
      ) : null}
      <div className="mt-4">
        <Shifts shifts={step.shifts} />
      </div>
      <Pitfalls pitfalls={step.pitfalls} />
    </article>
  )
}

function startOf({ title, isTrack }: TransitionView['from']): string {
  return isTrack ? `any level of the ${title.toLowerCase()} track` : title
}

function Pitfalls({ pitfalls }: { pitfalls: string[] }) {
  if (pitfalls.length === 0) return null
  return (
    <div className="mt-3 max-w-3xl">
      <p className="font-medium">Where people trip</p>
      <ul className="list-disc ps-5">
        {pitfalls.map((pitfall) => (
          <li key={pitfall}>{pitfall}</li>
        ))}
      </ul>
    </div>
  )
}

function monthsOf({ minMonths, maxMonths }: TransitionView): string {
  if (minMonths !== null && maxMonths !== null) return `, usually ${minMonths}–${maxMonths} months`
  if (minMonths !== null) return `, usually at least ${minMonths} months`
  return maxMonths === null ? '' : `, usually up to ${maxMonths} months`
}
