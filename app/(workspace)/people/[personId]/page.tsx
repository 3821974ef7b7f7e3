import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import { loadAbout } from '@/app/_server/about-person'
import { getPerson, type PersonProfile } from '@/lib/people/profile/queries'
import { PersonLink } from '../person-link'

export const metadata: Metadata = { title: 'Person' }

export default async function PersonPage({ params }: PageProps<'/people/[personId]'>) {
  const person = await loadAbout(getPerson, await params)
  return (
    <>
      <PageHeader
        title={<bdi>{person.name}</bdi>}
        trail={[{ href: '/people', title: 'People' }]}
        lead={[person.level?.title, person.team].filter(Boolean).join(' · ') || person.email}
      />
      {person.isActive ? null : (
        <div className="mb-6 max-w-prose">
          <Notice kind="warn" title="No longer here">
            {person.endedOn ? (
              <p>
                Deactivated on <Day on={person.endedOn} />.
              </p>
            ) : null}
          </Notice>
        </div>
      )}
      <div className="grid max-w-5xl gap-8 md:grid-cols-2">
        <Section title="Today">
          <Facts person={person} />
        </Section>
        <Section title="Above them">
          <Chain person={person} />
        </Section>
        <Section title="Reports">
          <Reports person={person} />
        </Section>
        <Section title="Levels and managers over time">
          <History person={person} />
        </Section>
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0 border-t border-line pt-3">
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function Facts({ person }: { person: PersonProfile }) {
  const facts: [string, ReactNode][] = [
    ['E-mail', <span key="email">{person.email}</span>],
    ['Team', person.team ?? 'None'],
    ['Level', person.level?.title ?? 'None'],
    ['Started', person.startedOn ? <Day key="day" on={person.startedOn} /> : 'Not known'],
  ]
  return (
    <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-1.5">
      {facts.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-ink-soft">{term}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Chain({ person }: { person: PersonProfile }) {
  if (person.chain.length === 0) return <p className="text-ink-soft">Nobody: the top.</p>
  return (
    <ol className="space-y-1">
      {person.chain.map((manager, index) => (
        <li key={manager.id}>
          <PersonLink {...manager} />
          {index === 0 ? <span className="text-ink-soft"> – manager</span> : null}
        </li>
      ))}
    </ol>
  )
}

function Reports({ person }: { person: PersonProfile }) {
  if (person.reports.length === 0) return <p className="text-ink-soft">Nobody reports to them.</p>
  return (
    <>
      <ul className="columns-2 gap-6 space-y-1">
        {person.reports.map((report) => (
          <li key={report.id} className="break-inside-avoid">
            <PersonLink {...report} />
          </li>
        ))}
      </ul>
      {person.hasMoreReports ? (
        <p className="mt-2 text-sm text-ink-soft">
          And more; these are the first {person.reports.length}.
        </p>
      ) : null}
    </>
  )
}

function History({ person: { history } }: { person: PersonProfile }) {
  if (!history) {
    return (
      <p className="text-ink-soft">
        What was before today is shown to the person, everybody above them, HR partners and
        administrators.
      </p>
    )
  }
  const { levels, managers } = history
  return (
    <div className="space-y-4">
      <Spans title="Levels" spans={levels.map((level) => ({ ...level, words: level.title }))} />
      <Spans
        title="Managers"
        spans={managers.map((manager) => ({ ...manager, words: manager.name }))}
      />
    </div>
  )
}

type Span = { words: string; fromOn: Date; toOn: Date | null }

function Spans({ title, spans }: { title: string; spans: Span[] }) {
  return (
    <div>
      <h3 className="text-sm font-medium text-ink-soft">{title}</h3>
      {spans.length === 0 ? <p>None recorded.</p> : null}
      <ol className="mt-1 space-y-1">
        {spans.map((span) => (
          <li
            key={`${span.words} ${span.fromOn.toISOString()} ${span.toOn?.toISOString() ?? ''}`}
            className="flex flex-wrap justify-between gap-x-4"
          >
            <bdi>{span.words}</bdi>
            <span className="text-ink-soft">
              <Day on={span.fromOn} /> – {span.toOn ? <Day on={span.toOn} /> : 'today'}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
