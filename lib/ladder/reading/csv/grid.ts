import type { OutlineNode } from '../outline'
import type { LevelTree } from '../records/level-tree'
import { lineOf, proseIn, type RecordReport, textsIn } from '../records/values'
import type { Column } from './shape'
import type { Table, TableCell, TableRow } from './table'

const FACT =
  /^(?:team size|teams?|headcount|experience|years(?: of experience)?|(?:planning|time|thinking) horizon|time (?:in|at) level|tenure|reports to|reporting|grade|supervision|scope of impact|impact radius|span of control)$/i
const TITLE = /^(?:(?:job )?titles?|(?:level )?names?|roles?)$/i
const SUMMARY = /^(?:summary|description|overview|about|in short|tl;?dr|purpose)$/i
const CODE = /^[A-Za-z]{1,4}-?\d{1,2}[A-Za-z]?$/
const SHORT = 160

type Reading = { tree: LevelTree; report: RecordReport; columns: Column[] }
type LevelColumn = { index: number; node: OutlineNode }

/** Levels as columns, categories as rows. Answers what belongs to no level. */
export function readGrid(table: Table, reading: Reading): OutlineNode[] {
  const { tree, columns } = reading
  const levels = levelColumns(table, reading)
  const labels = columns.filter(({ role }) => role === 'category' || role === 'subcategory')
  const left: OutlineNode[] = []
  let path: string[] = []
  let group: string | null = null
  const groups = groupRows(table, { labels, levels })
  for (const row of table.rows) {
    path = pathOf(row, labels, path)
    for (const { index, role, header } of columns) {
      const text = lineOf(row.cells[index]?.text ?? '')
      if (role !== 'ignored' || text === '') continue
      left.push(tree.node({ role: 'ignored', title: header, text, at: row.at }))
    }
    if (groups.has(row)) {
      group = path.join(' ')
      path = []
      continue
    }
    const titles = group === null ? path : [group, ...path]
    for (const { index, node } of levels) {
      const cell = row.cells[index]
      if (cell && cell.text.trim() !== '') addCell(node, { cell, titles, row, reading })
    }
  }
  return left
}

/** The table with its rows as columns. */
export function transposed(table: Table): Table {
  const [head] = table.heads.slice(-1)
  if (!head) return table
  const all = [head, ...table.rows]
  const rows = head.cells.map((cell, column): TableRow => {
    const cells = all.map((row) => row.cells[column] ?? { text: '', at: row.at })
    return { at: cell.at, cells }
  })
  const [first, ...others] = rows
  return first ? { ...table, heads: [first], rows: others } : table
}

function levelColumns({ heads }: Table, { tree, columns }: Reading): LevelColumn[] {
  const [head] = heads.slice(-1)
  const tracks = heads.length > 1 ? tracksOf(heads[0]) : []
  return columns.flatMap(({ index, header, role }) => {
    const cell = head?.cells[index]
    if (role !== 'level-column' || !cell) return []
    const title = header === '' ? `Column ${index + 1}` : header
    return [{ index, node: tree.level(tracks[index] ?? null, title, cell.at) }]
  })
}

// The name of a group stands above its first column only.
function tracksOf(row: TableRow | undefined): (string | null)[] {
  let last: string | null = null
  return (row?.cells ?? []).map((cell) => {
    last = lineOf(cell.text) || last
    return last
  })
}

function pathOf(row: TableRow, labels: Column[], before: string[]): string[] {
  const texts = labels.map(({ index }) => lineOf(row.cells[index]?.text ?? ''))
  const first = texts.findIndex((text) => text !== '')
  if (first === -1) return before
  return [...before.slice(0, first), ...texts.slice(first).filter((text) => text !== '')]
}

/** Rows that say nothing but a category, with rows below them that do. */
function groupRows(
  { rows }: Table,
  { labels, levels }: { labels: Column[]; levels: LevelColumn[] },
): Set<TableRow> {
  const isBare = (row: TableRow | undefined) =>
    row !== undefined && levels.every(({ index }) => (row.cells[index]?.text ?? '').trim() === '')
  const isNamed = (row: TableRow) => labels.some(({ index }) => row.cells[index]?.text.trim())
  const bare = rows.filter((row, index) => {
    const next = rows[index + 1]
    return isBare(row) && isNamed(row) && next !== undefined && !isBare(next)
  })
  const isUsual = bare.length >= 2 || bare[0] === rows[0]
  return new Set(isUsual ? bare : [])
}

type Adding = { cell: TableCell; titles: string[]; row: TableRow; reading: Reading }

function addCell(level: OutlineNode, { cell, titles, row, reading }: Adding) {
  const { tree, report } = reading
  const label = titles.at(-1) ?? ''
  const line = lineOf(cell.text)
  if (TITLE.test(label) && line.length <= 100) {
    if (CODE.test(level.title)) level.code = level.title
    level.title = line
    return
  }
  if (FACT.test(label) && line.length <= SHORT) {
    level.children.push(tree.node({ role: 'fact', title: label, text: line, at: cell.at }))
    return
  }
  if (SUMMARY.test(label)) {
    const text = proseIn(cell.text, cell.at, report)
    level.children.push(tree.node({ role: 'prose', title: '', text, at: cell.at }))
    return
  }
  const texts = textsIn(cell.text, cell.at, report)
  if (texts.length === 0) return
  const parent = tree.category(level, titles, row.at)
  for (const text of texts) tree.item(parent, { text, at: cell.at })
}
