import type { Metadata, Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import { loadAbout } from '@/app/_server/about-person'
import { getPerson, type PersonProfile } from '@/lib/people/profile/queries'
import { PersonLink } from '../person-link'
import { ChangePanel, PANELS } from './change-panel'
import { PersonChanges } from './person-changes'
import { PersonPast } from './person-past'

export const metadata: Metadata = { title: 'Person' }

export default async function PersonPage({
  params,
  searchParams,
}: PageProps<'/people/[personId]'>) {
  const [{ personId }, { change, leave }] = await Promise.all([params, searchParams])
  const person = await loadAbout(getPerson, { personId })
  return (
    <>
      <PageHeader
        title={<bdi>{person.name}</bdi>}
        trail={[{ href: '/people', title: 'People' }]}
        lead={leadOf(person)}
        actions={
          person.isActive ? (
            <ButtonLink href={`/people/chart?person=${person.id}`}>Show in the chart</ButtonLink>
          ) : null
        }
      />
      <Standing person={person} />
      {person.can.change ? (
        <>
          <ChangeLinks person={person} change={String(change ?? '')} />
          <ChangePanel
            person={person}
            change={String(change ?? '')}
            leaveId={typeof leave === 'string' ? leave : undefined}
          />
        </>
      ) : null}
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
        {person.changes ? (
          <Section title="Planned">
            <PersonChanges changes={person.changes} />
          </Section>
        ) : null}
        <Section title="Over time" isWide>
          <PersonPast person={person} />
        </Section>
      </div>
    </>
  )
}

function leadOf({ level, team, email, employment }: PersonProfile): string {
  const place = employment === 'CONTRACTOR' ? 'Contractor' : level?.title
  return [place, team].filter(Boolean).join(' · ') || email
}

function Standing({ person }: { person: PersonProfile }) {
  if (person.isActive && !person.isAway) return null
  return (
    <div className="mb-6 max-w-prose">
      {person.isActive ? (
        <Notice title="On leave" />
      ) : (
        <Notice kind="warn" title="No longer here">
          {person.endedOn ? (
            <p>
              The last day was <Day on={person.endedOn} />.
            </p>
          ) : null}
        </Notice>
      )}
    </div>
  )
}

function ChangeLinks({ person, change }: { person: PersonProfile; change: string }) {
  return (
    <nav
      aria-label="Change"
      className="no-print mb-6 flex flex-wrap items-baseline gap-x-4 gap-y-1"
    >
      <span className="text-ink-soft">Change</span>
      {Object.entries(PANELS).map(([key, { title }]) => (
        <Link
          key={key}
          href={`/people/${person.id}?change=${key}` as Route}
          prefetch={false}
          aria-current={key === change ? 'true' : undefined}
          className="font-medium text-accent hover:underline aria-[current=true]:text-ink"
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}

function Section({
  title,
  isWide = false,
  children,
}: {
  title: string
  isWide?: boolean
  children: ReactNode
}) {
  return (
    <section className={`min-w-0 border-t border-line pt-3 ${isWide ? 'md:col-span-2' : ''}`}>
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
    ['Employed', person.employment === 'CONTRACTOR' ? 'As a contractor' : 'As an employee'],
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
      {person.can.change ? (
        <p className="no-print mt-3">
          <ButtonLink href={`/admin/people/move?from=${encodeURIComponent(person.email)}`}>
            Move all reports
          </ButtonLink>
        </p>
      ) : null}
    </>
  )
}
