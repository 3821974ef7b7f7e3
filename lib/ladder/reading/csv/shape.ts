import { lineOf } from '../records/values'
import type { Mapping } from '../schema'
import { isLevelLike, levelness } from '../structure/titles'
import { COLUMN_ROLES, type ColumnRole, headerName, roleOfHeader } from './columns'
import type { Table } from './table'

export const SHAPES = ['long', 'grid', 'transposed'] as const
export type Shape = (typeof SHAPES)[number]

export type Column = { index: number; header: string; role: ColumnRole; hint: string | null }
export type TableShape = { shape: Shape; columns: Column[] }

/** What the table is and what its columns are, as guessed from headers or as a person has said. */
export function shapeOf(table: Table, mapping: Mapping): TableShape {
  const headers = headersOf(table)
  const guessed = headers.map(roleOfHeader)
  const said = headers.map((header, index) => saidOf(mapping, header, index))
  const answered = SHAPES.find((shape) => shape === mapping.answers['csv-shape'])
  const shape =
    answered ??
    guessShape(
      table,
      headers,
      said.map((role, i) => role ?? guessed[i]?.role),
    )
  const columns = headers.map((header, index): Column => {
    const role = said[index]
    if (role) return { index, header, role, hint: null }
    if (shape !== 'long')
      return { index, header, role: gridRole(table, headers, index), hint: null }
    const guess = guessed[index]
    return { index, header, role: guess?.role ?? 'ignored', hint: guess?.hint ?? null }
  })
  return { shape, columns: shape === 'long' ? withoutRivals(columns, said) : columns }
}

/** The words above each column: those of the last header row. */
export function headersOf({ heads }: Table): string[] {
  return heads.at(-1)?.cells.map(({ text }) => lineOf(text)) ?? []
}

function saidOf({ columns, answers }: Mapping, header: string, index: number): ColumnRole | null {
  const said = answers[`column:${index + 1}`] ?? columns[header]
  return COLUMN_ROLES.find((role) => role === said) ?? null
}

function guessShape(table: Table, headers: string[], roles: (ColumnRole | undefined)[]): Shape {
  const has = (role: ColumnRole) => roles.includes(role)
  if (has('level-column')) return 'grid'
  const levelHeaders = headers.slice(1).filter(isLevelLike).length
  if (isRowPerLevel(table, roles)) return 'transposed'
  const known = roles.filter((role) => role !== undefined).length
  if (
    has('level') &&
    (has('text') || levelHeaders === 0) &&
    known >= 2 &&
    table.heads.length === 1
  ) {
    if (has('text') || known >= 3) return 'long'
  }
  if (known >= 3 && levelHeaders < 2) return 'long'
  const labels = table.rows.map(({ cells }) => lineOf(cells[0]?.text ?? '')).filter(Boolean)
  const across = levelness(headers.slice(1).filter((header) => header !== ''))
  return levelness(labels) > across ? 'transposed' : 'grid'
}

function gridRole(table: Table, headers: string[], index: number): ColumnRole {
  const firstLevel = headers.findIndex((header, at) => at > 0 && isLevelLike(header))
  const labels = firstLevel === -1 ? 1 : firstLevel
  if (index < labels) {
    if (index === 0) return 'category'
    return index === 1 && !isWordy(table, index) ? 'subcategory' : 'ignored'
  }
  return headers[index] === '' ? 'ignored' : 'level-column'
}

/** Each level has one row, and there are columns of words beside those that are known. */
function isRowPerLevel(table: Table, roles: (ColumnRole | undefined)[]): boolean {
  const level = roles.indexOf('level')
  if (level !== 0 || roles.includes('category') || table.rows.length < 2) return false
  const titles = table.rows.map(({ cells }) => lineOf(cells[level]?.text ?? ''))
  const isDistinct = titles.every((title, i) => title !== '' && titles.indexOf(title) === i)
  const others = roles.filter((role, index) => role === undefined && isWorded(table, index))
  return isDistinct && others.length >= 2
}

function isWorded({ rows }: Table, index: number): boolean {
  return rows.some(({ cells }) => /\p{L}{2,}\s+\p{L}/u.test(cells[index]?.text ?? ''))
}

/** Whether the cells are sentences rather than names. */
function isWordy({ rows }: Table, index: number): boolean {
  const lengths = rows.map(({ cells }) => lineOf(cells[index]?.text ?? '').length).filter(Boolean)
  return lengths.reduce((sum, length) => sum + length, 0) > 50 * lengths.length
}

// Two columns that could be the same: the one named exactly wins, then the first; a second category nests.
function withoutRivals(columns: Column[], said: (ColumnRole | null)[]): Column[] {
  const taken = new Map<ColumnRole, number>()
  const ranked = columns.toSorted((a, b) => rank(a, said) - rank(b, said) || a.index - b.index)
  const kept = ranked.map((column): Column => {
    const { role } = column
    if (role === 'ignored' || !taken.has(role)) {
      taken.set(role, column.index)
      return column
    }
    if (role === 'category' && !taken.has('subcategory')) {
      taken.set('subcategory', column.index)
      return { ...column, role: 'subcategory' }
    }
    return { ...column, role: 'ignored' }
  })
  return kept.toSorted((a, b) => a.index - b.index)
}

function rank({ index, hint, header, role }: Column, said: (ColumnRole | null)[]): number {
  if (said[index]) return 0
  if (hint !== null) return 3
  return headerName(header).startsWith(role) ? 1 : 2
}
