import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Status } from '@/app/_components/ui/status'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { getRoom, type Room, type RoomRow } from '@/lib/calibration/room/queries'
import { SessionActs } from '../session-acts'

export const metadata: Metadata = { title: 'Calibration session' }

const COLUMNS = ['Person', 'Level', 'Manager', 'Reviews'] as const

export default async function SessionPage({ params }: PageProps<'/calibration/[sessionId]'>) {
  const { sessionId } = await params
  const room = await load(getRoom, { sessionId })
  return (
    <>
      <PageHeader
        title={room.name}
        trail={[{ href: '/calibration', title: 'Calibration' }]}
        lead={<Lead room={room} />}
        actions={
          <>
            <Status word={room.state} />
            <SessionActs session={room} />
          </>
        }
      />
      <ActingAsLine as={room.actingAs} />
      {room.rows.length === 0 ? (
        <EmptyState title="Nobody is in this session yet">
          <p>HR partners and administrators choose whom it is about.</p>
        </EmptyState>
      ) : (
        <Table caption="People in this session" columns={COLUMNS}>
          {room.rows.map((row) => (
            <PersonRow key={row.participantId} row={row} sessionId={sessionId} />
          ))}
        </Table>
      )}
      <Members members={room.members} />
    </>
  )
}

function Lead({ room: { cycle, state } }: { room: Room }) {
  return (
    <>
      <p>
        <Link
          href={`/cycles/${cycle.id}` as Route}
          prefetch={false}
          className="text-accent underline"
        >
          {cycle.name}
        </Link>
        .{' '}
        {state === 'Open'
          ? 'Peer feedback shows no names here, and each page that you open is recorded.'
          : 'What was submitted is closed again to its members; how far each person is stays with the facilitator.'}
      </p>
      <p>Nobody finds themselves in the list, and no number counts them.</p>
    </>
  )
}

function PersonRow({ row, sessionId }: { row: RoomRow; sessionId: string }) {
  const { participantId, name, level, manager, stages, isOpen } = row
  return (
    <tr>
      <Cell isHeader>
        {isOpen ? (
          <Link
            href={`/calibration/${sessionId}/${participantId}` as Route}
            prefetch={false}
            className="font-medium text-accent hover:underline"
          >
            <bdi>{name}</bdi>
          </Link>
        ) : (
          <bdi>{name}</bdi>
        )}
      </Cell>
      <Cell>{level}</Cell>
      <Cell>{manager ? <bdi>{manager}</bdi> : '–'}</Cell>
      <Cell>
        <dl className="space-y-0.5">
          {stages.map(({ title, word }) => (
            <div key={title} className="flex flex-wrap gap-x-2">
              <dt className="min-w-32 text-ink-soft">{title}</dt>
              <dd>
                <Status word={word} />
              </dd>
            </div>
          ))}
        </dl>
      </Cell>
    </tr>
  )
}

function Members({ members }: { members: Room['members'] }) {
  return (
    <section className="mt-8">
      <h2 className="mb-2 text-lg font-semibold">Who sits here</h2>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {members.map(({ id, name, seat }) => (
          <li key={id}>
            <bdi>{name}</bdi> <span className="text-sm text-ink-soft">{seat.toLowerCase()}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
