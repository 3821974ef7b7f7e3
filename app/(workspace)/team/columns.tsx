'use client'

import { useMemo } from 'react'
import { DotWhisker } from '@/app/_components/charts/dot-whisker'
import { type DataColumn, type DataOrder, DataTable } from '@/app/_components/ui/data-table'
import { firstNameOf } from '@/lib/reviews/team/figures'
import { type PackedRows, type TeamRow, unpackRows } from '@/lib/reviews/team/row'
import { actionHref, actionLabel } from '@/lib/reviews/team/stage'
import { VERDICTS } from '@/lib/scoring/verdict'

const COLUMNS: DataColumn<TeamRow>[] = [
  {
    id: 'name',
    title: 'Person',
    sort: 'name',
    isRowHeader: true,
    cell: ({ id, name }) => <a href={`/team/${id}`}>{name}</a>,
  },
  {
    id: 'level',
    title: 'Level and time in it',
    sort: 'tenure',
    cell: ({ level, timeInLevel }) => (
      <>
        {level}
        <small>{timeInLevel}</small>
      </>
    ),
  },
  {
    id: 'status',
    title: 'Review',
    sort: 'status',
    cell: ({ status, detail }) => (
      <>
        {status}
        {detail ? <small>{detail}</small> : null}
      </>
    ),
  },
  { id: 'score', title: 'Latest score', sort: 'score', cell: Score },
  {
    id: 'verdict',
    title: 'Readiness',
    sort: 'verdict',
    cell: ({ verdict }) => (verdict === null ? <i>None yet</i> : VERDICTS[verdict]?.name),
  },
  {
    id: 'evidence',
    title: 'Latest evidence',
    sort: 'evidence',
    cell: ({ evidence }) => evidence ?? <i>None yet</i>,
  },
  { id: 'action', title: 'Next', cell: Next },
]

/** The reports of a manager; they come packed, because they are sent beside the HTML. */
export function TeamTable({ packed, order }: { packed: PackedRows; order: DataOrder }) {
  const rows = useMemo(() => unpackRows(packed), [packed])
  return <DataTable caption="My team" columns={COLUMNS} rows={rows} order={order} />
}

function Score({ score }: TeamRow) {
  if (!score) return <i>No score yet</i>
  return (
    <>
      <DotWhisker value={score.value} low={score.low} high={score.high} />
      {score.cycle ? <small>{score.cycle}</small> : null}
    </>
  )
}

function Next({ name, action }: TeamRow) {
  if (!action) return null
  return <a href={actionHref(action)}>{actionLabel(action, firstNameOf(name))}</a>
}
