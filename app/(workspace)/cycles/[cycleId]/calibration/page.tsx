import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { Status } from '@/app/_components/ui/status'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { createSessionAction } from '@/app/(workspace)/calibration/actions'
import { ActForm } from '@/app/(workspace)/people/act-form'
import { PersonField } from '@/app/(workspace)/people/person-field'
import { listSessions, type SessionList } from '@/lib/calibration/sessions/queries'

export const metadata: Metadata = { title: 'Calibration sessions' }

const COLUMNS = ['Session', 'Facilitator', 'Seats', 'People', 'State'] as const

export default async function SessionsPage({ params }: PageProps<'/cycles/[cycleId]/calibration'>) {
  const view = await load(listSessions, await params)
  const { cycle, sessions, notNow, opensOn } = view
  return (
    <>
      <PageHeader
        title="Calibration sessions"
        trail={[
          { href: '/cycles', title: 'Cycles' },
          { href: `/cycles/${cycle.id}`, title: cycle.name },
        ]}
        lead={`Who sits in a session reads what was submitted about the people in it, from the deadline of the managers on ${opensOn} until it is locked. You are counted in none.`}
      />
      <ActingAsLine as={view.actingAs} />
      <div className="space-y-8">
        {sessions.length === 0 ? (
          <EmptyState title="No session yet">
            <p>{notNow ?? 'Make one below: give it a name and somebody to lead it.'}</p>
          </EmptyState>
        ) : (
          <Sessions cycleId={cycle.id} sessions={sessions} />
        )}
        {notNow && sessions.length > 0 ? <Notice>{notNow}</Notice> : null}
        {notNow ? null : <NewSession cycleId={cycle.id} />}
      </div>
    </>
  )
}

function Sessions({ cycleId, sessions }: { cycleId: string; sessions: SessionList['sessions'] }) {
  return (
    <Table caption="Calibration sessions" columns={COLUMNS}>
      {sessions.map(({ id, name, facilitator, members, people, state }) => (
        <tr key={id}>
          <Cell isHeader>
            <Link
              href={`/cycles/${cycleId}/calibration/${id}` as Route}
              prefetch={false}
              className="font-medium text-accent hover:underline"
            >
              <bdi>{name}</bdi>
            </Link>
          </Cell>
          <Cell>
            <bdi>{facilitator}</bdi>
          </Cell>
          <Cell>{members}</Cell>
          <Cell>{people}</Cell>
          <Cell>
            <Status word={state} />
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

function NewSession({ cycleId }: { cycleId: string }) {
  return (
    <section className="max-w-xl">
      <h2 className="mb-3 text-lg font-semibold">New session</h2>
      <ActForm action={createSessionAction} label="Make the session">
        <input type="hidden" name="cycleId" value={cycleId} />
        <Field
          label="Name"
          name="name"
          hint="Such as the teams that it compares. Everybody who sits in it reads it."
          required
          maxLength={80}
          autoComplete="off"
        />
        <PersonField
          label="Facilitator"
          name="facilitator"
          hint="Leads it and locks it. Their e-mail; type a name to find it."
        />
      </ActForm>
    </section>
  )
}
