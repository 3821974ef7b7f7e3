'use client'

import { type DataColumn, DataTable } from '@/app/_components/ui/data-table'
import type { PersonRow } from './person-row'

type Row = {
  id: string
  name: string
  email: string
  team: string | null
  level: string | null
  managerId: string | null
  manager: string | null
}

const COLUMNS: DataColumn<Row>[] = [
  {
    id: 'name',
    title: 'Name',
    isRowHeader: true,
    cell: ({ id, name, email }) => (
      <>
        <a href={`/people/${id}`}>
          <bdi>{name}</bdi>
        </a>
        <small>
          {email.slice(0, email.indexOf('@') + 1)}
          <wbr />
          {email.slice(email.indexOf('@') + 1)}
        </small>
      </>
    ),
  },
  { id: 'team', title: 'Team', cell: ({ team }) => team ?? '–' },
  { id: 'level', title: 'Level', cell: ({ level }) => level ?? '–' },
  {
    id: 'manager',
    title: 'Manager',
    cell: ({ managerId, manager }) =>
      managerId ? (
        <a href={`/people/${managerId}`}>
          <bdi>{manager}</bdi>
        </a>
      ) : (
        '–'
      ),
  },
]
const ORDER = { path: '/people', query: {}, sort: '', direction: 'asc' } as const

/** The page of the directory; its rows come packed, because they are sent beside the HTML. */
export function PeopleTable({ packed }: { packed: PersonRow[] }) {
  const rows = packed.map(([id, name, email, team, level, managerId, manager]) => {
    return { id, name, email, team, level, managerId, manager }
  })
  return <DataTable caption="People" columns={COLUMNS} rows={rows} order={ORDER} />
}
