import type { Metadata, Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Button, ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Field, SelectField } from '@/app/_components/ui/field'
import { load } from '@/app/_server/page'
import { listTeams, type TeamList } from '@/lib/people/teams/queries'
import { NewTeam, TeamPanel } from './team-panel'
import { packTeam } from './team-row'
import { TeamTable } from './team-table'

export const metadata: Metadata = { title: 'Teams' }

export default async function TeamsPage({ searchParams }: PageProps<'/admin/teams'>) {
  const { team, ...filter } = await searchParams
  const list = await load(listTeams, filter)
  const chosen = list.teams.find(({ id, endedOn }) => id === team && endedOn === null)
  return (
    <>
      <PageHeader
        title="Teams"
        lead="Who works together. A person is in one team at a time; who was in which and when stays with the person."
      />
      {chosen ? <TeamPanel team={chosen} choices={list.choices} /> : <NewTeam />}
      <TeamFilter list={list} />
      {list.teams.length === 0 ? (
        <EmptyState title="No team here">
          Teams are made above, or by an import of people.
        </EmptyState>
      ) : (
        <TeamTable packed={list.teams.map(packTeam)} />
      )}
      {list.nextCursor ? (
        <p className="mt-4">
          <ButtonLink href={`/admin/teams?${next(list)}` as Route}>Next 50</ButtonLink>
        </p>
      ) : null}
    </>
  )
}

function TeamFilter({ list: { filter } }: { list: TeamList }) {
  return (
    <search>
      <form action="/admin/teams" className="mb-4 flex flex-wrap items-end gap-3">
        <Field
          label="Search"
          name="search"
          type="search"
          maxLength={120}
          defaultValue={filter.search}
        />
        <SelectField label="Show" name="show" defaultValue={filter.show}>
          <option value="all">All teams</option>
          <option value="empty">With nobody in them</option>
          <option value="dissolved">Dissolved</option>
        </SelectField>
        <Button type="submit">Search</Button>
      </form>
    </search>
  )
}

function next({ filter, nextCursor }: TeamList): string {
  const query = new URLSearchParams({ ...filter, cursor: nextCursor ?? '' })
  return query.toString()
}
