import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Status } from '@/app/_components/ui/status'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { listMySessions, type MySession } from '@/lib/calibration/room/queries'

export const metadata: Metadata = { title: 'Calibration' }

const COLUMNS = ['Session', 'Cycle', 'Your seat', 'People', 'State'] as const

export default async function CalibrationPage() {
  const sessions = await load(listMySessions, undefined)
  return (
    <>
      <PageHeader
        title="Calibration"
        lead="The sessions in which you sit. While one is open you read what was submitted about the people in it, never about yourself."
      />
      {sessions.length === 0 ? (
        <EmptyState title="You sit in no session">
          <p>HR partners and administrators choose who calibrates. What is over is not listed.</p>
        </EmptyState>
      ) : (
        <Table caption="Your calibration sessions" columns={COLUMNS}>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </Table>
      )}
    </>
  )
}

function SessionRow({ session }: { session: MySession }) {
  const { id, name, cycleName, seat, people, opensOn, state } = session
  return (
    <tr>
      <Cell isHeader>
        {opensOn ? (
          <bdi>{name}</bdi>
        ) : (
          <Link
            href={`/calibration/${id}` as Route}
            prefetch={false}
            className="font-medium text-accent hover:underline"
          >
            <bdi>{name}</bdi>
          </Link>
        )}
      </Cell>
      <Cell>
        <bdi>{cycleName}</bdi>
      </Cell>
      <Cell>{seat}</Cell>
      <Cell>{people ?? '–'}</Cell>
      <Cell>
        <Status word={state} />
        {opensOn ? (
          <span className="block text-sm text-ink-soft">opens after {opensOn}</span>
        ) : null}
      </Cell>
    </tr>
  )
}
