'use client'

import { type ColumnDef, tableFeatures, useTable } from '@tanstack/react-table'
import type { Route } from 'next'
import Link from 'next/link'
import { type ReactNode, useMemo } from 'react'

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

const features = tableFeatures({})
const CELL = 'px-3 py-2 text-start align-top font-normal'
const PINNED = 'sticky start-0 z-1 bg-surface'

/**
 * Rows that the server sorted, filtered and cut to a page. All state lives in the address: a header
 * is a link, so back and bookmarks work. Give `columns` from a constant of a module.
 */
export function DataTable<Row extends { id: string }>({
  caption,
  columns,
  rows,
  order,
}: {
  caption: string
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[]
  order: DataOrder
}) {
  const definitions = useMemo(() => columns.map(definitionOf), [columns])
  const table = useTable({ features, columns: definitions, data: rows, getRowId: idOf })
  const described = new Map(columns.map((column) => [column.id, column]))
  return (
    <section
      aria-label={caption}
      {...REACHABLE}
      className="relative overflow-x-auto rounded-md border border-line bg-surface"
    >
      <table className="w-full border-collapse text-start">
        <caption className="sr-only">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="border-b border-line">
              {group.headers.map(({ id }) => {
                const column = described.get(id)
                return column ? <Header key={id} column={column} order={order} /> : null
              })}
            </tr>
          ))}
        </thead>
        <tbody className="divide-y divide-line">
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) =>
                described.get(cell.column.id)?.isRowHeader ? (
                  <th key={cell.id} scope="row" className={`${CELL} ${PINNED}`}>
                    <table.FlexRender cell={cell} />
                  </th>
                ) : (
                  <td key={cell.id} className={CELL}>
                    <table.FlexRender cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

// A box that scrolls must be reachable by keyboard, although it is no control.
const REACHABLE = { tabIndex: 0 }

function idOf(row: { id: string }): string {
  return row.id
}

function definitionOf<Row extends { id: string }>({
  id,
  title,
  cell,
}: DataColumn<Row>): ColumnDef<typeof features, Row> {
  return { id, header: title, cell: ({ row }) => cell(row.original) }
}

function Header<Row>({ column, order }: { column: DataColumn<Row>; order: DataOrder }) {
  const { title, sort, isRowHeader } = column
  const isSorted = sort !== undefined && sort === order.sort
  const classes = `px-3 py-2 text-start text-sm font-medium whitespace-nowrap text-ink-soft ${isRowHeader ? PINNED : ''}`
  if (!sort) {
    return (
      <th scope="col" className={classes}>
        {title}
      </th>
    )
  }
  const ascending = order.direction === 'asc'
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (ascending ? 'ascending' : 'descending') : 'none'}
      className={classes}
    >
      <Link
        href={sortHref(order, { sort, direction: isSorted && ascending ? 'desc' : 'asc' }) as Route}
        prefetch={false}
        className="inline-flex items-center gap-1 hover:text-ink hover:underline"
      >
        {title}
        <svg viewBox="0 0 8 10" aria-hidden="true" className="h-2.5 w-2 fill-current">
          <path d="M4 0 7 4H1z" opacity={isSorted && ascending ? 1 : 0.25} />
          <path d="M4 10 1 6h6z" opacity={isSorted && !ascending ? 1 : 0.25} />
        </svg>
      </Link>
    </th>
  )
}

function sortHref(
  { path, query }: DataOrder,
  { sort, direction }: { sort: string; direction: 'asc' | 'desc' },
): string {
  return `${path}?${new URLSearchParams({ ...query, sort, direction })}`
}
