'use client'

import { Button, ButtonLink } from '@/app/_components/ui/button'
import { Field, SelectField } from '@/app/_components/ui/field'
import type { TeamView } from '@/lib/reviews/team/queries'
import { isFiltered } from '@/lib/reviews/team/row'
import { VERDICTS } from '@/lib/scoring/verdict'

type FilterProps = Pick<TeamView, 'list' | 'cycles' | 'hasTree'> & { cycleId: string | undefined }

const STATUSES = {
  to_share: 'Ready to share',
  to_write: 'To write',
  waiting: 'Submitted, waiting',
  shared: 'Shared',
  acknowledged: 'Acknowledged',
}
const READINESS = Object.fromEntries(VERDICTS.map(({ id, name }) => [id, name]))

/**
 * Cycle, scope and filters as a plain form: they live in the address and work before any script has
 * run. On the client's side of the line only so that it is not sent twice.
 */
export function TeamFilter({ list, cycles, cycleId, hasTree }: FilterProps) {
  return (
    <search>
      <form
        action="/team"
        className="mb-4 grid grid-cols-2 items-end gap-3 lg:flex lg:flex-wrap lg:items-end"
      >
        {cycles.length > 0 ? <CycleChoice cycles={cycles} cycleId={cycleId} /> : null}
        {hasTree ? (
          <SelectField label="People" name="scope" defaultValue={list.scope}>
            <option value="direct">My reports</option>
            <option value="tree">My reports and theirs</option>
          </SelectField>
        ) : null}
        <Choice label="Review" name="status" value={list.status} choices={STATUSES} />
        <Choice label="Readiness" name="verdict" value={list.verdict} choices={READINESS} />
        <Field
          label="Search"
          name="search"
          type="search"
          defaultValue={list.search}
          placeholder="Name or e-mail"
          maxLength={80}
        />
        <input type="hidden" name="sort" value={list.sort} />
        <input type="hidden" name="direction" value={list.direction} />
        <div className="flex items-center gap-2">
          <Button type="submit">Apply</Button>
          {isFiltered(list) ? (
            <ButtonLink look="quiet" href="/team">
              Clear
            </ButtonLink>
          ) : null}
        </div>
      </form>
    </search>
  )
}

function CycleChoice({ cycles, cycleId }: Pick<FilterProps, 'cycles' | 'cycleId'>) {
  return (
    <SelectField label="Cycle" name="cycleId" defaultValue={cycleId}>
      {cycles.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}

function Choice({
  label,
  name,
  value,
  choices,
}: {
  label: string
  name: string
  value: string | undefined
  choices: Record<string, string>
}) {
  return (
    <SelectField label={label} name={name} defaultValue={value ?? ''}>
      <option value="">Any</option>
      {Object.entries(choices).map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </SelectField>
  )
}
