import { SelectField } from '@/app/_components/ui/field'
import { Cell, Table } from '@/app/_components/ui/table'
import { endSeatAction, setSeatAction } from '@/app/(workspace)/calibration/actions'
import { ActForm } from '@/app/(workspace)/people/act-form'
import { PersonField } from '@/app/(workspace)/people/person-field'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import type { SessionDesk } from '@/lib/calibration/sessions/queries'

const COLUMNS = ['Person', 'Seat', { title: 'Actions', isHidden: true }] as const

/** Who sits in a session; whoever is in the pool too is marked. */
export function Members({ desk }: { desk: SessionDesk }) {
  return (
    <section className="max-w-4xl space-y-4">
      <h2 className="text-lg font-semibold">Who sits here</h2>
      <Table caption="Who sits here" columns={COLUMNS}>
        {desk.members.map((member) => (
          <MemberRow key={member.id} member={member} desk={desk} />
        ))}
      </Table>
      {desk.can.change ? <SeatForm sessionId={desk.id} /> : null}
    </section>
  )
}

type Member = SessionDesk['members'][number]

function MemberRow({ member, desk }: { member: Member; desk: SessionDesk }) {
  const { id, name, role, seat, isInPool } = member
  return (
    <tr>
      <Cell isHeader>
        <PersonLink id={id} name={name} />
        {isInPool ? (
          <span className="block text-sm text-ink-soft">
            Is in this session: will not see their own row
          </span>
        ) : null}
      </Cell>
      <Cell>{seat}</Cell>
      <Cell>
        {desk.can.change && role !== 'FACILITATOR' ? (
          <TakeAway sessionId={desk.id} personId={id} name={name} />
        ) : null}
      </Cell>
    </tr>
  )
}

function TakeAway({
  sessionId,
  personId,
  name,
}: {
  sessionId: string
  personId: string
  name: string
}) {
  return (
    <div className="-my-1.5 text-end">
      <ActForm
        action={endSeatAction}
        look="quiet"
        label={
          <>
            Take away<span className="sr-only"> the seat of {name}</span>
          </>
        }
      >
        <input type="hidden" name="sessionId" value={sessionId} />
        <input type="hidden" name="personId" value={personId} />
      </ActForm>
    </div>
  )
}

function SeatForm({ sessionId }: { sessionId: string }) {
  return (
    <ActForm action={setSeatAction} label="Give the seat" look="secondary">
      <input type="hidden" name="sessionId" value={sessionId} />
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <PersonField
          label="Give a seat to"
          name="member"
          hint="Their e-mail; type a name to find it."
        />
        <SelectField label="Seat" name="role" defaultValue="MEMBER">
          <option value="MEMBER">Takes part</option>
          <option value="READER">Reads only</option>
          <option value="FACILITATOR">Facilitator, in place of the former</option>
        </SelectField>
      </div>
    </ActForm>
  )
}
