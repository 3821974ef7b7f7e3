import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import type { AttributePath, Comparison, Filter, FilterValue } from '../filter/filter'
import { pathText, readPath } from '../filter/path'
import { refusal } from '../refusal'

/** How an attribute is found in the database; `lower` is kept in small letters, so its index answers. */
export type Column = {
  sql: Prisma.Sql
  type: 'text' | 'lower' | 'exact' | 'id' | 'boolean' | 'instant' | 'one-of'
}

/** The column of an attribute; null where nothing can be asked about it. */
export type Columns = (path: AttributePath) => Column | null

type Asking = { columns: Columns; within: AttributePath | null }

/** The rows that a filter finds. */
export function filterSql(filter: Filter, columns: Columns): Prisma.Sql {
  return partSql(filter, { columns, within: null })
}

/** What to sort by; an attribute that a filter could name. */
export function sortSql(sortBy: string, columns: Columns): Prisma.Sql {
  const path = readPath(sortBy)
  const column = path && columns(path)
  if (!column) throw refusal('invalidPath', 'This attribute cannot be sorted by.')
  return column.type === 'text' ? Prisma.sql`lower(${column.sql})` : column.sql
}

function partSql(filter: Filter, asking: Asking): Prisma.Sql {
  switch (filter.kind) {
    case 'and':
      return Prisma.sql`(${partSql(filter.left, asking)} AND ${partSql(filter.right, asking)})`
    case 'or':
      return Prisma.sql`(${partSql(filter.left, asking)} OR ${partSql(filter.right, asking)})`
    case 'not':
      // Something compared with nothing is unknown to SQL, and its opposite would be so too.
      return Prisma.sql`NOT COALESCE((${partSql(filter.of, asking)}), false)`
    case 'element':
      if (asking.within || filter.path.part !== null) throw unknown(filter.path)
      return partSql(filter.of, { ...asking, within: filter.path })
    case 'present':
      return presentSql(columnOf(filter.path, asking))
    case 'compare':
      return comparisonSql(filter, asking)
  }
}

function presentSql({ sql, type }: Column): Prisma.Sql {
  return type === 'one-of' ? Prisma.sql`cardinality(${sql}) > 0` : Prisma.sql`${sql} IS NOT NULL`
}

type Compare = Filter & { kind: 'compare' }

function comparisonSql({ path, comparison, value }: Compare, asking: Asking): Prisma.Sql {
  const column = columnOf(path, asking)
  if (value === null) return nothingSql(column, comparison)
  if (column.type === 'boolean') return flagSql(column, { comparison, value })
  if (typeof value !== 'string') {
    throw refusal('invalidFilter', `${pathText(path)} is compared with text.`)
  }
  if (column.type === 'instant') return instantSql(column, { comparison, value })
  return textSql(column, { comparison, value })
}

function nothingSql({ sql }: Column, comparison: Comparison): Prisma.Sql {
  if (comparison === 'eq') return Prisma.sql`${sql} IS NULL`
  if (comparison === 'ne') return Prisma.sql`${sql} IS NOT NULL`
  throw refusal('invalidFilter', 'With null there is only eq and ne.')
}

type Asked<Value = FilterValue> = { comparison: Comparison; value: Value }

function flagSql({ sql }: Column, { comparison, value }: Asked): Prisma.Sql {
  const flag = typeof value === 'string' ? FLAGS.get(value.toLowerCase()) : value
  if (typeof flag !== 'boolean' || (comparison !== 'eq' && comparison !== 'ne')) {
    throw refusal(
      'invalidFilter',
      'What is true or false is compared by eq or ne with true or false.',
    )
  }
  return Prisma.sql`${sql} = ${comparison === 'eq' ? flag : !flag}`
}

const FLAGS = new Map([
  ['true', true],
  ['false', false],
])

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

function instantSql({ sql }: Column, { comparison, value }: Asked<string>): Prisma.Sql {
  const sign = SIGNS.get(comparison)
  const instant = INSTANT.test(value) ? new Date(value) : null
  if (!sign || !instant || Number.isNaN(instant.getTime())) {
    throw refusal(
      'invalidFilter',
      'Compare a time by eq, ne, gt, ge, lt or le, as 2026-03-12T09:00:00Z.',
    )
  }
  return Prisma.sql`${sql} ${sign} ${instant}`
}

const SIGNS = new Map<Comparison, Prisma.Sql>([
  ['eq', Prisma.sql`=`],
  ['ne', Prisma.sql`<>`],
  ['gt', Prisma.sql`>`],
  ['ge', Prisma.sql`>=`],
  ['lt', Prisma.sql`<`],
  ['le', Prisma.sql`<=`],
])

function textSql(column: Column, { comparison, value }: Asked<string>): Prisma.Sql {
  if (value.includes('\0') || !value.isWellFormed()) {
    throw refusal('invalidFilter', 'The filter holds a character that cannot be stored.')
  }
  if (column.type === 'id' && comparison === 'eq') return idSql(column, value)
  if (column.type === 'one-of') {
    if (comparison !== 'eq') throw refusal('invalidFilter', 'Members are compared by eq.')
    return Prisma.sql`${value} = ANY(${column.sql})`
  }
  const { own, wanted } = folded(column, value)
  if (comparison === 'eq') return Prisma.sql`${own} = ${wanted}`
  if (comparison === 'ne') return Prisma.sql`${own} IS DISTINCT FROM ${wanted}`
  const pattern = PATTERNS[comparison]?.(wanted.replace(/[\\%_]/g, '\\$&'))
  if (pattern !== undefined) return Prisma.sql`${own} LIKE ${pattern}`
  return Prisma.sql`${own} COLLATE "C" ${SIGNS.get(comparison) ?? Prisma.sql`=`} ${wanted}`
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function idSql({ sql }: Column, value: string): Prisma.Sql {
  return UUID.test(value) ? Prisma.sql`${sql} = ${value}::uuid` : Prisma.sql`false`
}

const PATTERNS: Partial<Record<Comparison, (text: string) => string>> = {
  co: (text) => `%${text}%`,
  sw: (text) => `${text}%`,
  ew: (text) => `%${text}`,
}

function folded({ sql, type }: Column, value: string): { own: Prisma.Sql; wanted: string } {
  if (type === 'id') return { own: Prisma.sql`${sql}::text`, wanted: value }
  if (type === 'exact') return { own: sql, wanted: value }
  if (type === 'lower') return { own: sql, wanted: value.toLowerCase() }
  return { own: Prisma.sql`lower(${sql})`, wanted: value.toLowerCase() }
}

function columnOf(path: AttributePath, { columns, within }: Asking): Column {
  const whole = within ? { ...within, part: path.name } : path
  const column = within && path.part !== null ? null : columns(whole)
  if (!column) throw unknown(whole)
  return column
}

function unknown(path: AttributePath) {
  return refusal('invalidFilter', `${pathText(path).slice(0, 200)} cannot be filtered by.`)
}
