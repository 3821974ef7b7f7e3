'use client'

import { type ColumnDef, tableFeatures, useTable } from '@tanstack/react-table'
import type { Route } from 'next'
import Link from 'next/link'
import { type ReactNode, useMemo } from 'react'
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

const features = tableFeatures({})

/**
 * Rows that the server sorted, filtered and cut to a page. All state lives in the address: a header
 * is a link, so back and bookmarks work. Give `columns` from a constant of a module.
 */
export function DataTable<Row extends { id: string }>(props: TableProps<Row>) {
  const { caption, columns, rows, order } = props
  const definitions = useMemo(() => columns.map(definitionOf), [columns])
  const table = useTable({ features, columns: definitions, data: rows, getRowId: idOf })
  const described = new Map(columns.map((column) => [column.id, column]))
  return (
    <section
      aria-label={caption}
      {...REACHABLE}
      className="relative overflow-x-auto rounded-md border border-line bg-surface"
    >
      <table className="data-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {table.getLeafHeaders().map(({ id }) => {
              const column = described.get(id)
              return column && <Header key={id} column={column} order={order} />
            })}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getAllCells().map((cell) => {
                const content = <table.FlexRender key={cell.id} cell={cell} />
                return described.get(cell.column.id)?.isRowHeader ? (
                  <th key={cell.id} scope="row">
                    {content}
                  </th>
                ) : (
                  <td key={cell.id}>{content}</td>
                )
              })}
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
  const { title, sort } = column
  if (!sort) return <th scope="col">{title}</th>
  const sorted = sort === order.sort ? order.direction : null
  const direction = sorted === 'asc' ? 'desc' : 'asc'
  return (
    <th scope="col" aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <Link href={sortHref(order, { sort, direction }) as Route} prefetch={false}>
        {title}{' '}
        <svg viewBox="0 0 8 10" aria-hidden="true">
          <path d="M4 0 7 4H1z" className={sorted === 'asc' ? undefined : 'off'} />
          <path d="M4 10 1 6h6z" className={sorted === 'desc' ? undefined : 'off'} />
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
