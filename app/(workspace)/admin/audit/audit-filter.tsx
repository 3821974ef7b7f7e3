import { Button, ButtonLink } from '@/app/_components/ui/button'
import { Field, SelectField } from '@/app/_components/ui/field'
import type { AuditView } from '@/lib/audit/log/queries'
import { ACTION_GROUPS } from '@/lib/audit/log/words'
import { exportHref } from './hrefs'

/** A plain form: what is asked for lives in the address, and works before any script has run. */
export function AuditFilterForm({ view: { filter, people } }: { view: AuditView }) {
  const isFiltered = Object.values(filter).some((value) => value !== '')
  const [person] = people
  const known = ACTION_GROUPS.flatMap(({ actions }) => actions.map(({ name }) => name))
  return (
    <search>
      <form
        action="/admin/audit"
        className="no-print mb-4 grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6 lg:items-end"
      >
        <Field
          label="Person"
          name="person"
          type="search"
          defaultValue={people.length === 1 && person ? person.email : filter.person}
          placeholder="Name or e-mail"
          maxLength={200}
        />
        <SelectField label="Action" name="action" defaultValue={filter.action}>
          <option value="">All actions</option>
          {filter.action && !known.includes(filter.action) ? (
            <option>{filter.action}</option>
          ) : null}
          {ACTION_GROUPS.map(({ title, actions }) => (
            <optgroup key={title} label={title}>
              {actions.map(({ name, says }) => (
                <option key={name} value={name}>
                  {says}
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
        <SelectField label="Decision" name="decision" defaultValue={filter.decision}>
          <option value="">All</option>
          <option value="allow">Done</option>
          <option value="deny">Refused</option>
        </SelectField>
        <Field label="From" name="from" type="date" defaultValue={filter.from} />
        <Field label="To" name="to" type="date" defaultValue={filter.to} />
        <Field
          label="Object"
          name="object"
          type="search"
          defaultValue={filter.object}
          placeholder="Its id"
          maxLength={200}
        />
        <div className="flex flex-wrap items-center gap-2 col-span-full">
          <Button type="submit">Show</Button>
          {isFiltered ? (
            <ButtonLink look="quiet" href="/admin/audit">
              Clear
            </ButtonLink>
          ) : null}
          <a href={exportHref(filter)} className="ms-auto font-medium text-accent hover:underline">
            Export as CSV
          </a>
        </div>
      </form>
    </search>
  )
}
