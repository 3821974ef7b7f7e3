import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { listPeople } from '@/lib/people/queries'
import { PeopleFilter } from './people-filter'
import { PeoplePager } from './people-pager'
import { PeopleTable } from './people-table'
import { packPerson } from './person-row'

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
        <PeopleTable packed={list.people.map(packPerson)} />
      )}
      <PeoplePager list={list} path="/people" />
    </>
  )
}
