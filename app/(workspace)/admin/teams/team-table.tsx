'use client'

import { type DataColumn, DataTable } from '@/app/_components/ui/data-table'
import type { TeamRow } from './team-row'

type Row = { id: string; name: string; people: number; members: string; endedOn: string | null }

const COLUMNS: DataColumn<Row>[] = [
  {
    id: 'name',
    title: 'Team',
    isRowHeader: true,
    cell: ({ name }) => <a href={`/people?team=${encodeURIComponent(name)}`}>{name}</a>,
  },
  { id: 'people', title: 'People', cell: ({ people }) => people },
  { id: 'members', title: 'Who', cell: ({ members }) => members || 'Nobody' },
  {
    id: 'act',
    title: 'Change',
    cell: ({ id, name, endedOn }) =>
      endedOn ? (
        `Dissolved ${endedOn}`
      ) : (
        <a href={`/admin/teams?team=${id}`} aria-label={`Change ${name}`}>
          Change
        </a>
      ),
  },
]
const ORDER = { path: '/admin/teams', query: {}, sort: '', direction: 'asc' } as const

/** A page of teams; the rows come packed, because they are sent beside the HTML. */
export function TeamTable({ packed }: { packed: TeamRow[] }) {
  const rows = packed.map(([id, name, people, members, endedOn]) => {
    return { id, name, people, members, endedOn }
  })
  return <DataTable caption="Teams" columns={COLUMNS} rows={rows} order={ORDER} />
}
