import { Button, ButtonLink } from '@/app/_components/ui/button'
import { Field, SelectField } from '@/app/_components/ui/field'
import type { PeopleList } from '@/lib/people/queries'
import { LevelOptions } from './[personId]/options'

const STATUSES = {
  active: 'Active',
  'no-account': 'Without an account',
  'on-leave': 'On leave today',
  contractors: 'Contractors',
  deactivated: 'Deactivated',
}

/** Search and filters as a plain form: they live in the address, and work before any script has run. */
export function PeopleFilter({
  list,
  path,
  withStatus = false,
}: {
  list: PeopleList
  path: '/people' | '/admin/people'
  withStatus?: boolean
}) {
  const { filter, teams, levels } = list
  const isFiltered =
    filter.search || filter.team || filter.level || filter.manager || filter.status !== 'active'
  return (
    <search>
      <form action={path} className="mb-4 grid grid-cols-2 gap-3 lg:flex lg:flex-wrap lg:items-end">
        <div className="max-lg:col-span-full lg:w-72">
          <Field
            label="Search"
            name="search"
            type="search"
            defaultValue={filter.search}
            placeholder="Name or e-mail"
            maxLength={200}
          />
        </div>
        <TeamField teams={teams} team={filter.team} />
        <SelectField label="Level" name="level" defaultValue={filter.level}>
          <LevelOptions levels={levels} none="All levels" />
        </SelectField>
        <Field
          label="Manager"
          name="manager"
          type="search"
          defaultValue={filter.manager}
          maxLength={200}
        />
        {withStatus ? (
          <SelectField label="Show" name="status" defaultValue={filter.status}>
            {Object.entries(STATUSES).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </SelectField>
        ) : null}
        <SelectField label="Order" name="sort" defaultValue={filter.sort}>
          <option value="name">By name</option>
          <option value="newest">Newest first</option>
        </SelectField>
        <div className="flex items-center gap-2">
          <Button type="submit">Search</Button>
          {isFiltered ? (
            <ButtonLink look="quiet" href={path}>
              Clear
            </ButtonLink>
          ) : null}
        </div>
      </form>
    </search>
  )
}

// A list of thousands is no choice: then the name is typed, or a part of it.
function TeamField({ teams, team }: { teams: string[] | null; team: string }) {
  if (!teams) {
    return <Field label="Team" name="team" type="search" defaultValue={team} maxLength={200} />
  }
  if (teams.length === 0) return null
  return (
    <SelectField label="Team" name="team" defaultValue={team}>
      <option value="">All teams</option>
      {teams.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
