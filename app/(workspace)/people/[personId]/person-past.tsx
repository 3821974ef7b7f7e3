import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Day } from '@/app/_components/ui/day'
import { LEAVE_KINDS } from '@/lib/people/changes/leaves/leave'
import type { PersonProfile } from '@/lib/people/profile/queries'
import { PersonLink } from '../person-link'

/** Levels, managers, teams and leaves over time, the latest first. */
export function PersonPast({ person }: { person: PersonProfile }) {
  const { history, id, can } = person
  if (!history) {
    return (
      <p className="text-ink-soft">
        What was before today is shown to the person, everybody above them, HR partners and
        administrators.
      </p>
    )
  }
  const { levels, managers, teams, leaves } = history
  return (
    <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
      <Spans title="Levels" spans={levels.map((level) => ({ ...level, words: level.title }))} />
      <Spans
        title="Managers"
        spans={managers.map((one) => ({
          ...one,
          words: <PersonLink id={one.id} name={one.name} />,
        }))}
      />
      <Spans title="Teams" spans={teams.map((team) => ({ ...team, words: team.name }))} />
      <Spans
        title="Leaves"
        open="not known"
        spans={leaves.map(({ id: leaveId, kind, fromOn, lastOn }) => ({
          fromOn,
          toOn: lastOn,
          words: can.change ? (
            <Link
              href={`/people/${id}?leave=${leaveId}` as Route}
              prefetch={false}
              className="text-accent hover:underline"
            >
              {LEAVE_KINDS[kind]}
            </Link>
          ) : (
            LEAVE_KINDS[kind]
          ),
        }))}
      />
    </div>
  )
}

type Span = { words: ReactNode; fromOn: string; toOn: string | null }

function Spans({ title, spans, open = 'today' }: { title: string; spans: Span[]; open?: string }) {
  return (
    <div>
      <h3 className="text-sm font-medium text-ink-soft">{title}</h3>
      {spans.length === 0 ? <p>None recorded.</p> : null}
      <ol className="mt-1 space-y-1">
        {spans.map((span) => (
          <li
            key={`${span.fromOn} ${span.toOn ?? ''}`}
            className="flex flex-wrap justify-between gap-x-4"
          >
            <bdi>{span.words}</bdi>
            <span className="text-ink-soft">
              <Day on={span.fromOn} /> – {span.toOn ? <Day on={span.toOn} /> : open}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
