'use client'

import type { ReactNode } from 'react'
import './data-table.css'

export type DataColumn<Row> = {
  id: string
  title: string
  cell: (row: Row) => ReactNode
  /** The name by which the server sorts this column; none when it does not. */
  sort?: string
  /** Names the row for screen readers; one column has it. */
  isRowHeader?: boolean
}

/** How the server ordered the rows, and the rest of the address, which stays when the order changes. */
export type DataOrder = {
  path: string
  query: Record<string, string>
  sort: string
  direction: 'asc' | 'desc'
}

type TableProps<Row> = {
  caption: string
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[]
  order: DataOrder
}

/**
 * Rows that the server sorted, filtered and cut to a page. All state lives in the address: a header
 * is a link, so back and bookmarks work. Links are plain ones (see `useSoftLinks`).
 */
export function DataTable<Row extends { id: string }>(props: TableProps<Row>) {
  const { caption, columns, rows, order } = props
  return (
    <section
      aria-label={caption}
      {...REACHABLE}
      className="relative overflow-x-auto rounded-md border border-line bg-surface"
    >
      <table className="plain-table data-table" data-soft-links>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>{columns.map((column) => headerOf(column, order))}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>{columns.map((column) => cellOf(column, row))}</tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

// A box that scrolls must be reachable by keyboard, although it is no control.
const REACHABLE = { tabIndex: 0 }

function cellOf<Row>({ id, cell, isRowHeader }: DataColumn<Row>, row: Row): ReactNode {
  return isRowHeader ? (
    <th key={id} scope="row">
      {cell(row)}
    </th>
  ) : (
    <td key={id}>{cell(row)}</td>
  )
}

function headerOf<Row>({ id, title, sort }: DataColumn<Row>, order: DataOrder): ReactNode {
  if (!sort) {
    return (
      <th key={id} scope="col">
        {title}
      </th>
    )
  }
  const sorted = sort === order.sort ? order.direction : null
  const direction = sorted === 'asc' ? 'desc' : 'asc'
  return (
    <th
      key={id}
      scope="col"
      aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <a href={sortHref(order, { sort, direction })}>
        {title}{' '}
        <svg viewBox="0 0 8 10" aria-hidden="true">
          <path d="M4 0 7 4H1z" className={sorted === 'asc' ? undefined : 'off'} />
          <path d="M4 10 1 6h6z" className={sorted === 'desc' ? undefined : 'off'} />
        </svg>
      </a>
    </th>
  )
}

function sortHref(
  { path, query }: DataOrder,
  { sort, direction }: { sort: string; direction: 'asc' | 'desc' },
): string {
  return `${path}?${new URLSearchParams({ ...query, sort, direction })}`
}
