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
        {cycles.length > 0 ? (
          <SelectField label="Cycle" name="cycleId" defaultValue={cycleId}>
            {cycles.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        ) : null}
        {hasTree ? (
          <SelectField label="People" name="scope" defaultValue={list.scope}>
            <option value="direct">My reports</option>
            <option value="tree">My reports and theirs</option>
          </SelectField>
        ) : null}
        <SelectField label="Review" name="status" defaultValue={list.status ?? ''}>
          <option value="">Any</option>
          {Object.entries(STATUSES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
        <SelectField label="Readiness" name="verdict" defaultValue={list.verdict ?? ''}>
          <option value="">Any</option>
          {VERDICTS.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
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
