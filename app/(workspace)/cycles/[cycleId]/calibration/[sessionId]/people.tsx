import { Status } from '@/app/_components/ui/status'
import { Cell, Table } from '@/app/_components/ui/table'
import { removePersonAction } from '@/app/(workspace)/calibration/actions'
import { ActForm } from '@/app/(workspace)/people/act-form'
import type { SessionDesk } from '@/lib/calibration/sessions/queries'
import { AddForm } from './add-form'

const COLUMNS = [
  'Person',
  'Team',
  'Manager',
  'Reviews',
  { title: 'Actions', isHidden: true },
] as const

/** Whom a session is about, as far as whoever looks may know: never themselves. */
export function People({ desk }: { desk: SessionDesk }) {
  return (
    <section className="max-w-4xl space-y-4">
      <h2 className="text-lg font-semibold">Whom it is about</h2>
      <p className="max-w-prose text-ink-soft">
        {desk.people.length === 0
          ? 'Nobody yet. You are not shown here yourself.'
          : 'Locking waits until all are ready: the manager review is in, and nothing is being changed. You are not shown here yourself.'}
      </p>
      {desk.people.length === 0 ? null : (
        <Table caption="Whom it is about" columns={COLUMNS}>
          {desk.people.map((person) => (
            <PersonRow key={person.participantId} person={person} desk={desk} />
          ))}
        </Table>
      )}
      {desk.can.change ? <AddForm sessionId={desk.id} teams={desk.teams} /> : null}
    </section>
  )
}

type Person = SessionDesk['people'][number]

function PersonRow({ person, desk }: { person: Person; desk: SessionDesk }) {
  const { participantId, name, team, manager, wait } = person
  return (
    <tr>
      <Cell isHeader>
        <bdi className="font-medium">{name}</bdi>
      </Cell>
      <Cell>{team || '–'}</Cell>
      <Cell>{manager ? <bdi>{manager}</bdi> : '–'}</Cell>
      <Cell>
        <Status word={wait ? 'In progress' : 'Ready'} />
      </Cell>
      <Cell>{desk.can.change ? <TakeOut {...{ participantId, name }} id={desk.id} /> : null}</Cell>
    </tr>
  )
}

function TakeOut({ id, participantId, name }: { id: string; participantId: string; name: string }) {
  return (
    <div className="-my-1.5 text-end">
      <ActForm
        action={removePersonAction}
        look="quiet"
        label={
          <>
            Take out<span className="sr-only"> {name}</span>
          </>
        }
      >
        <input type="hidden" name="sessionId" value={id} />
        <input type="hidden" name="participantId" value={participantId} />
      </ActForm>
    </div>
  )
}
