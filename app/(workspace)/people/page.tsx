import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { listPeople, type PersonListItem } from '@/lib/people/queries'
import { PeopleFilter } from './people-filter'
import { PeoplePager } from './people-pager'
import { PersonLink } from './person-link'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage({ searchParams }: PageProps<'/people'>) {
  const list = await load(listPeople, await searchParams)
  return (
    <>
      <PageHeader
        title="People"
        lead="Everybody who works here: team, level and manager."
        actions={<ButtonLink href="/people/chart">Organisation chart</ButtonLink>}
      />
      <PeopleFilter list={list} path="/people" />
      {list.people.length === 0 ? (
        <EmptyState title="Nobody matches">Try fewer words, or another team.</EmptyState>
      ) : (
        <Table caption="People" columns={['Name', 'Team', 'Level', 'Manager']}>
          {list.people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </Table>
      )}
      <PeoplePager list={list} path="/people" />
    </>
  )
}

function PersonRow({ person }: { person: PersonListItem }) {
  return (
    <tr>
      <Cell isHeader>
        <PersonLink id={person.id} name={person.name} />
        <span className="block text-sm text-ink-soft">{person.email}</span>
      </Cell>
      <Cell>{person.team ?? '–'}</Cell>
      <Cell>{person.level ?? (person.isContractor ? 'Contractor' : '–')}</Cell>
      <Cell>
        {person.managerId && person.manager ? (
          <PersonLink id={person.managerId} name={person.manager} />
        ) : (
          '–'
        )}
      </Cell>
    </tr>
  )
}
