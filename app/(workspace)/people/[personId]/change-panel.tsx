import type { ReactNode } from 'react'
import { Field, SelectField } from '@/app/_components/ui/field'
import { addDays, dayOfDate } from '@/lib/cycles/local-day'
import { MAX_DAYS_AHEAD, MAX_DAYS_BACK } from '@/lib/people/changes/change'
import { LEAVE_KINDS } from '@/lib/people/changes/leaves/leave'
import type { PersonProfile } from '@/lib/people/profile/queries'
import { ActForm } from '../act-form'
import { AskSecond } from '../ask-second'
import { PersonField } from '../person-field'
import { changePersonAction, correctPersonAction, recordLeaveAction } from './actions'
import { LeavePanel } from './leave-panel'
import { LevelOptions, TeamOptions } from './options'
import { PanelFrame } from './panel-frame'

type Props = { person: PersonProfile }
type Panel = { title: string; says: string; Form: (props: Props) => ReactNode }

const CYCLES = 'Cycles that are running keep what held at their launch.'

/** What an administrator can change about a person; the address says which form is open. */
export const PANELS: Record<string, Panel> = {
  level: { title: 'Level', says: `Changes level or track. ${CYCLES}`, Form: LevelForm },
  manager: {
    title: 'Manager',
    says: `Moves the person, and everybody below them, to another manager. ${CYCLES}`,
    Form: ManagerForm,
  },
  team: { title: 'Team', says: 'Moves the person to another team.', Form: TeamForm },
  employment: {
    title: 'Employment',
    says: 'Contractors have no level and take no part in cycles: becoming one ends the level.',
    Form: EmploymentForm,
  },
  entry: {
    title: 'Name and start',
    says: 'Puts right what was written wrongly. It holds at once.',
    Form: EntryForm,
  },
  leave: {
    title: 'Leave',
    says: 'Writes down when somebody is away, never why they are ill. Colleagues see that, not what for.',
    Form: LeaveForm,
  },
  leaver: {
    title: 'Last day',
    says: 'They can sign in until that day is over. Then they are signed out for good, what they wrote stays, and what else is planned for them is cancelled.',
    Form: LeaverForm,
  },
}

export function ChangePanel({
  person,
  change,
  leaveId,
}: Props & { change: string; leaveId: string | undefined }) {
  const leave = person.history?.leaves.find(({ id }) => id === leaveId)
  if (leave) return <LeavePanel person={person} leave={leave} />
  const panel = PANELS[change]
  if (!panel) return null
  return (
    <PanelFrame title={panel.title} says={panel.says} personId={person.id}>
      <panel.Form person={person} />
    </PanelFrame>
  )
}

function LevelForm({ person }: Props) {
  return (
    <DatedForm person={person} kind="LEVEL" label="Change level">
      <SelectField label="Level" name="level">
        <LevelOptions levels={person.choices?.levels ?? []} none="No level" />
      </SelectField>
    </DatedForm>
  )
}

function ManagerForm({ person }: Props) {
  return (
    <DatedForm person={person} kind="MANAGER" label="Change manager" whenForbidden={<AskSecond />}>
      <PersonField
        label="New manager"
        name="manager"
        hint="Their e-mail; type a name to find it. Empty for nobody."
      />
    </DatedForm>
  )
}

function TeamForm({ person }: Props) {
  return (
    <DatedForm person={person} kind="TEAM" label="Change team">
      <TeamOptions
        label="New team"
        teams={person.choices?.teams ?? null}
        team={person.team ?? ''}
        none="No team"
      />
    </DatedForm>
  )
}

function EmploymentForm({ person }: Props) {
  const other = person.employment === 'EMPLOYEE' ? 'CONTRACTOR' : 'EMPLOYEE'
  return (
    <DatedForm person={person} kind="EMPLOYMENT" label="Change employment">
      <SelectField label="Employed as" name="employment" defaultValue={other}>
        <option value="EMPLOYEE">Employee</option>
        <option value="CONTRACTOR">Contractor</option>
      </SelectField>
    </DatedForm>
  )
}

function LeaverForm({ person }: Props) {
  return (
    <DatedForm person={person} kind="LEAVER" label="Set the last day" dayLabel="Last day here">
      {person.reports.length > 0 ? (
        <p>
          {person.reports.length === 1 ? 'One person reports' : 'People report'} to {person.name}.
          Move them to another manager too, or nobody can review them.
        </p>
      ) : null}
    </DatedForm>
  )
}

function DatedForm({
  person,
  kind,
  label,
  dayLabel = 'From',
  whenForbidden,
  children,
}: Props & {
  kind: string
  label: string
  dayLabel?: string
  whenForbidden?: ReactNode
  children: ReactNode
}) {
  return (
    <ActForm action={changePersonAction} label={label} whenForbidden={whenForbidden}>
      <input type="hidden" name="personId" value={person.id} />
      <input type="hidden" name="kind" value={kind} />
      {children}
      <Field
        label={dayLabel}
        name="on"
        type="date"
        required
        defaultValue={person.today}
        min={addDays(person.today, -MAX_DAYS_BACK)}
        max={addDays(person.today, MAX_DAYS_AHEAD)}
        hint={
          kind === 'LEAVER'
            ? 'At most a year back or ahead.'
            : 'At most a year back or ahead. Nothing that was recorded for a later day is overwritten.'
        }
      />
    </ActForm>
  )
}

function EntryForm({ person }: Props) {
  const startedOn = person.startedOn ? dayOfDate(person.startedOn) : ''
  return (
    <ActForm action={correctPersonAction} label="Save">
      <input type="hidden" name="personId" value={person.id} />
      <input type="hidden" name="nameBefore" value={person.name} />
      <input type="hidden" name="startedOnBefore" value={startedOn} />
      <Field label="Name" name="name" required maxLength={120} defaultValue={person.name} />
      <Field label="Started" name="startedOn" type="date" defaultValue={startedOn} />
    </ActForm>
  )
}

function LeaveForm({ person }: Props) {
  return (
    <ActForm action={recordLeaveAction} label="Record the leave">
      <input type="hidden" name="personId" value={person.id} />
      <SelectField label="Kind" name="kind" hint="Illness is other leave; no reason is kept.">
        {Object.entries(LEAVE_KINDS).map(([kind, words]) => (
          <option key={kind} value={kind}>
            {words}
          </option>
        ))}
      </SelectField>
      <Field
        label="First day away"
        name="fromOn"
        type="date"
        required
        defaultValue={person.today}
      />
      <Field label="Last day away" name="lastOn" type="date" hint="Empty while it is not known." />
    </ActForm>
  )
}
