import type { ReactNode } from 'react'
import { ChoiceField, Field, SelectField } from '@/app/_components/ui/field'
import type { CycleDays } from '@/lib/cycles/dates'

export type FormValues = CycleDays & {
  name: string
  periodStart: string
  periodEnd: string
  timeZone: string
  ladderVersionId: string
  hasSelf: boolean
  hasPeer: boolean
  hasCalibration: boolean
  ratesNextLevel: boolean
  ratesExpectations: boolean
  peerVisibility: string
  skipVisible: boolean
  blindSelf: boolean
  graceDays: number
  actingReviewerId: string
  teamIds: string[]
}
export type Options = {
  zones: string[]
  ladders: { id: string; title: string }[]
  teams: { id: string; name: string }[]
  people: { id: string; name: string }[]
}
type Section = { values: FormValues; options: Options; errors: Record<string, string> }

const DATES: [keyof CycleDays, string, string][] = [
  ['launchOn', 'Launch', 'Tasks are created and people are told.'],
  ['selfDueOn', 'Self-reviews due', 'Until the end of the day.'],
  ['peerDueOn', 'Peer feedback due', 'Until the end of the day.'],
  ['managerDueOn', 'Manager reviews due', 'Until the end of the day.'],
  ['shareFromOn', 'Sharing begins', 'Managers can share from this morning on.'],
  ['closeOn', 'Closes', 'The last day on which anything can be written.'],
]

export function AboutFields({ values, options, errors }: Section) {
  return (
    <FieldGroup title="What it is about">
      <Field
        label="Name"
        name="name"
        required
        maxLength={80}
        defaultValue={values.name}
        error={errors.name}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <DayField label="Period begins" name="periodStart" values={values} errors={errors} />
        <DayField label="Period ends" name="periodEnd" values={values} errors={errors} />
      </div>
      <SelectField
        label="Ladder"
        name="ladderVersionId"
        hint="The version is kept for this cycle, also when a newer one is published."
        defaultValue={values.ladderVersionId}
        error={errors.ladderVersionId}
      >
        {options.ladders.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
    </FieldGroup>
  )
}

export function DateFields({ values, options, errors }: Section) {
  return (
    <FieldGroup title="Dates">
      <SelectField
        label="Time zone"
        name="timeZone"
        hint="All days below are days in this zone, wherever people are."
        defaultValue={values.timeZone}
        error={errors.timeZone}
      >
        {options.zones.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </SelectField>
      <div className="grid gap-4 sm:grid-cols-2">
        {DATES.map(([name, label, hint]) => (
          <DayField
            key={name}
            label={label}
            hint={hint}
            name={name}
            values={values}
            errors={errors}
          />
        ))}
        <Field
          label="Days of grace"
          name="graceDays"
          type="number"
          min={0}
          max={30}
          required
          hint="How long self-reviews and peer feedback are still taken after their day."
          defaultValue={values.graceDays}
          error={errors.graceDays}
        />
      </div>
    </FieldGroup>
  )
}

export function WritingFields({ values }: Section) {
  return (
    <FieldGroup title="What is written">
      <p className="text-ink-soft">A manager review is always written.</p>
      <ChoiceField
        type="checkbox"
        name="hasSelf"
        label="Self-reviews"
        defaultChecked={values.hasSelf}
      />
      <ChoiceField
        type="checkbox"
        name="hasPeer"
        label="Peer feedback"
        hint="Managers choose the peers of each report once the cycle runs."
        defaultChecked={values.hasPeer}
      />
      <ChoiceField
        type="checkbox"
        name="ratesNextLevel"
        label="Rate the next level too"
        hint="Growth indicators of the person’s next level are rated beside those of their own. Readiness needs them."
        defaultChecked={values.ratesNextLevel}
      />
      <ChoiceField
        type="checkbox"
        name="ratesExpectations"
        label="Rate expectations"
        hint="Otherwise expectations are answered in words, by category."
        defaultChecked={values.ratesExpectations}
      />
    </FieldGroup>
  )
}

export function SightFields({ values, errors }: Section) {
  return (
    <FieldGroup title="Who sees what">
      <fieldset>
        <legend className="font-medium">Peers towards the person</legend>
        <p className="text-sm text-ink-soft">
          Fixed at the launch and told to every peer before they write.
        </p>
        <ChoiceField
          type="radio"
          name="peerVisibility"
          value="ATTRIBUTED"
          label="Named"
          hint="The person reads each piece of feedback with the name of its writer."
          defaultChecked={values.peerVisibility === 'ATTRIBUTED'}
        />
        <ChoiceField
          type="radio"
          name="peerVisibility"
          value="UNATTRIBUTED"
          label="Not named"
          hint="The person reads it without names, and only when three peers or more have answered. The manager sees the names."
          defaultChecked={values.peerVisibility === 'UNATTRIBUTED'}
        />
        <ChoiceField
          type="radio"
          name="peerVisibility"
          value="CONFIDENTIAL"
          label="Confidential"
          hint="The person does not read it. The manager reads it without names; an HR partner can look them up for a reason, which is recorded."
          defaultChecked={values.peerVisibility === 'CONFIDENTIAL'}
        />
        {errors.peerVisibility ? (
          <p className="text-sm font-medium text-danger">{errors.peerVisibility}</p>
        ) : null}
      </fieldset>
      <ChoiceField
        type="checkbox"
        name="skipVisible"
        label="The manager’s manager reads what was handed in"
        hint="Never a draft. Anybody further up sees no text at all."
        defaultChecked={values.skipVisible}
      />
      <ChoiceField
        type="checkbox"
        name="blindSelf"
        label="Managers write before they read the self-review"
        hint="It opens for them once their own review is in, so that it does not anchor theirs."
        defaultChecked={values.blindSelf}
      />
      <CalibrationField values={values} />
    </FieldGroup>
  )
}

function CalibrationField({ values }: { values: FormValues }) {
  return (
    <ChoiceField
      type="checkbox"
      name="hasCalibration"
      label="Calibration"
      hint="Between the deadline of the managers and sharing, sessions compare reviews. Their members read what was handed in about the people in them; everybody who writes is told so."
      defaultChecked={values.hasCalibration}
    />
  )
}

export function PeopleFields({ values, options, errors }: Section) {
  return (
    <FieldGroup title="Who takes part">
      <fieldset className="space-y-1">
        <legend className="font-medium">Teams</legend>
        <p className="text-sm text-ink-soft">
          Everybody with a level of the ladder takes part. Tick teams to keep it to them.
        </p>
        {errors.teamIds ? (
          <p className="text-sm font-medium text-danger">{errors.teamIds}</p>
        ) : null}
        <div className="grid max-h-56 gap-x-4 overflow-y-auto rounded-md border border-line bg-surface px-3 py-2 sm:grid-cols-2">
          {options.teams.map(({ id, name }) => (
            <ChoiceField
              key={id}
              type="checkbox"
              name="teamIds[]"
              value={id}
              label={name}
              defaultChecked={values.teamIds.includes(id)}
            />
          ))}
        </div>
      </fieldset>
      <SelectField
        label="Acting reviewer"
        name="actingReviewerId"
        hint="Writes the manager review of people who have no manager, such as the one at the top."
        defaultValue={values.actingReviewerId}
        error={errors.actingReviewerId}
      >
        <option value="">Nobody</option>
        {options.people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </FieldGroup>
  )
}

function FieldGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-4 border-t border-line pt-4">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function DayField({
  name,
  label,
  hint,
  values,
  errors,
}: {
  name: keyof CycleDays | 'periodStart' | 'periodEnd'
  label: string
  hint?: string
  values: FormValues
  errors: Record<string, string>
}) {
  return (
    <Field
      type="date"
      required
      label={label}
      name={name}
      hint={hint}
      defaultValue={values[name]}
      error={errors[name]}
    />
  )
}
