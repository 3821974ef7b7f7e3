'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { DotWhisker } from '@/app/_components/charts/dot-whisker'
import { type DataColumn, type DataOrder, DataTable } from '@/app/_components/ui/data-table'
import type { TeamRow } from '@/lib/reviews/team/queries'

const SMALL = 'block text-sm text-ink-soft'

const COLUMNS: DataColumn<TeamRow>[] = [
  {
    id: 'name',
    title: 'Person',
    sort: 'name',
    isRowHeader: true,
    cell: ({ id, name }) => (
      <Link
        href={`/team/${id}` as Route}
        prefetch={false}
        className="block max-w-44 min-w-24 font-medium break-words text-accent hover:underline"
      >
        {name}
      </Link>
    ),
  },
  {
    id: 'level',
    title: 'Level and time in it',
    sort: 'tenure',
    cell: ({ level, timeInLevel }) => (
      <>
        {level}
        <small className={SMALL}>{timeInLevel}</small>
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
        <small className={`${SMALL} min-w-52`}>{detail}</small>
      </>
    ),
  },
  {
    id: 'score',
    title: 'Latest score',
    sort: 'score',
    cell: ({ score }) =>
      score ? (
        <>
          <span className="flex items-center gap-2">
            <b aria-hidden="true" className="w-6 text-end font-medium">
              {score.value}
            </b>
            <DotWhisker value={score.value} low={score.low} high={score.high} />
          </span>
          {score.cycle ? <small className={SMALL}>{score.cycle}</small> : null}
        </>
      ) : (
        <span className="whitespace-nowrap text-ink-soft">No score yet</span>
      ),
  },
  {
    id: 'verdict',
    title: 'Readiness',
    sort: 'verdict',
    cell: ({ verdict }) =>
      verdict ?? <span className="whitespace-nowrap text-ink-soft">None yet</span>,
  },
  {
    id: 'evidence',
    title: 'Latest evidence',
    sort: 'evidence',
    cell: ({ evidence }) => (
      <span className="whitespace-nowrap">
        {evidence ?? <i className="not-italic text-ink-soft">None yet</i>}
      </span>
    ),
  },
  {
    id: 'action',
    title: 'Next',
    cell: ({ name, action }) =>
      action ? (
        <Link
          href={action.href as Route}
          prefetch={false}
          aria-label={`${action.label}: ${name}`}
          className="font-medium whitespace-nowrap text-accent hover:underline"
        >
          {action.label}
        </Link>
      ) : null,
  },
]

/** The reports of a manager; plain rows come in, so that little is sent twice. */
export function TeamTable({ rows, order }: { rows: TeamRow[]; order: DataOrder }) {
  return <DataTable caption="My team" columns={COLUMNS} rows={rows} order={order} />
}
