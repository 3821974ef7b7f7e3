import { didYouMean } from '../../words/suggestion'
import type { OutlineNode } from '../outline'
import type { LevelTree } from '../records/level-tree'
import {
  flagOfWord,
  kindOfWord,
  lineOf,
  type RecordReport,
  textsIn,
  weightOfWord,
} from '../records/values'
import { comparable, isSharedTitle } from '../structure/titles'
import { type ColumnRole, ROLE_LABELS } from './columns'
import type { Column } from './shape'
import type { Table, TableCell, TableRow } from './table'

type Reading = { tree: LevelTree; report: RecordReport; columns: Column[] }
type Cells = Partial<Record<ColumnRole, TableCell>>

/** One row for each item: E601, W111, W604 and W605. Answers what belongs to no level. */
export function readLongForm(table: Table, reading: Reading): OutlineNode[] {
  if (!hasNeeded(table, reading)) return []
  const { tree, report, columns } = reading
  const rows = inOrder(table, reading).map((row) => ({ row, cells: cellsOf(row, columns) }))
  const names = levelNames(rows.map(({ cells }) => lineOf(cells.level?.text ?? '')))
  const seen = new Map<string, number>()
  const left: OutlineNode[] = []
  let before: Cells = {}
  for (const { row, cells: own } of rows) {
    const cells = carried(own, before)
    before = cells
    const { level, track, text } = cells
    if (!level || !text) {
      const words = row.cells
        .map((cell) => lineOf(cell.text))
        .filter(Boolean)
        .join(' | ')
      const what = level ? 'no words' : 'no level'
      report('W605', row.at, `This row has ${what} and is left out.`)
      left.push(tree.node({ role: 'ignored', title: '', text: words, at: row.at }))
      continue
    }
    const key = [track, level, cells.category, cells.subcategory, text]
      .map((cell) => lineOf(cell?.text ?? '').toLowerCase())
      .join('\n')
    const first = seen.get(key)
    if (first !== undefined) {
      report('W604', row.at, `This row repeats line ${first} and is left out.`)
      continue
    }
    seen.set(key, row.at.line)
    left.push(...leftIn(row, reading))
    addRow(cells, { row, names, reading, level, text })
  }
  return left
}

/** Sentences in columns that are left out stay in sight; numbers, dates and names do not. */
function leftIn({ cells, at }: TableRow, { columns, tree }: Reading): OutlineNode[] {
  return columns.flatMap(({ index, role, header }) => {
    const text = lineOf(cells[index]?.text ?? '')
    if (role !== 'ignored' || text.length < 20 || !text.includes(' ')) return []
    return [tree.node({ role: 'ignored', title: header, text, at })]
  })
}

type Row = {
  row: TableRow
  names: LevelNames
  reading: Reading
  level: TableCell
  text: TableCell
}

function addRow(cells: Cells, { row, names, reading, level, text }: Row) {
  const { tree, report } = reading
  const [first = '', ...others] = names(lineOf(level.text))
  const track = cells.track ? lineOf(cells.track.text) : null
  const node = tree.level(track, first, level.at)
  const titles = [cells.category, cells.subcategory].flatMap((cell) => {
    const title = lineOf(cell?.text ?? '')
    return title === '' ? [] : [title]
  })
  const parent = tree.category(node, titles, cells.category?.at ?? row.at)
  const listed = (cell: TableCell | undefined) => (cell ? textsIn(cell.text, cell.at, report) : [])
  const said = {
    levels: others,
    kind: valueIn(cells.kind, kindOfWord, report),
    weight: valueIn(cells.weight, weightOfWord, report),
    scored: valueIn(cells.scored, flagOfWord, report),
    label: cells.label ? lineOf(cells.label.text) : null,
    examples: listed(cells.examples),
    antiExamples: listed(cells['anti-examples']),
  }
  for (const words of textsIn(text.text, text.at, report)) {
    tree.item(parent, { text: words, at: text.at, ...said })
  }
}

function valueIn<T>(
  cell: TableCell | undefined,
  read: (word: string) => T | null,
  report: RecordReport,
): T | null {
  if (!cell) return null
  const value = read(cell.text)
  if (value === null) {
    report(
      'W605',
      cell.at,
      `"${lineOf(cell.text).slice(0, 60)}" is no value of this column; it is left out.`,
    )
  }
  return value
}

function hasNeeded({ heads, name }: Table, { report, columns }: Reading): boolean {
  const at = heads.at(-1)?.at ?? { file: name, index: 0, line: 1, column: 1 }
  const ignored = columns.filter(({ role }) => role === 'ignored').map(({ header }) => header)
  const missing = (['level', 'text'] as const).filter(
    (role) => !columns.some((column) => column.role === role),
  )
  for (const role of missing) {
    const hint = didYouMean(role, ignored)
    report('E601', at, `No column is "${ROLE_LABELS[role]}". Say which one it is.${hint}`)
  }
  if (missing.length === 0 && !columns.some(({ role }) => role === 'order')) {
    report('W111', at, 'No column gives an order; levels and items are in the order of the file.')
  }
  return missing.length === 0
}

function inOrder({ rows }: Table, { columns }: Reading): TableRow[] {
  const order = columns.find(({ role }) => role === 'order')
  if (!order) return rows
  const rank = ({ cells }: TableRow) => weightOfWord(cells[order.index]?.text ?? '') ?? Infinity
  const ranks = new Map(rows.map((row) => [row, rank(row)]))
  return rows.toSorted((a, b) => {
    const [left = Infinity, right = Infinity] = [ranks.get(a), ranks.get(b)]
    return left === right ? 0 : left - right
  })
}

function cellsOf({ cells }: TableRow, columns: Column[]): Cells {
  const named: Cells = {}
  for (const { role, index } of columns) {
    const cell = cells[index]
    if (role !== 'ignored' && cell && cell.text.trim() !== '') named[role] ??= cell
  }
  return named
}

// A level over several rows is often written in the first of them only.
function carried(own: Cells, before: Cells): Cells {
  const isNewLevel = own.level !== undefined
  return {
    ...own,
    level: own.level ?? before.level,
    track: own.track ?? (isNewLevel ? undefined : before.track),
    category: own.category ?? (isNewLevel ? undefined : before.category),
    subcategory: own.subcategory ?? (isNewLevel || own.category ? undefined : before.subcategory),
  }
}

/** The levels that a cell names; the first is the one it stands in, `*` all of its track. */
type LevelNames = (cell: string) => string[]

function levelNames(cells: readonly string[]): LevelNames {
  const split = (cell: string) => cell.split(/\s*[,;/&]\s*|\s+and\s+/).filter((part) => part !== '')
  const single = new Set(cells.map(comparable))
  const own = cells.find((cell) => cell !== '' && !isSharedTitle(cell)) ?? ''
  return (cell) => {
    if (isSharedTitle(cell) && own !== '') return [own, '*']
    const parts = split(cell)
    const isList = parts.length > 1 && parts.every((part) => single.has(comparable(part)))
    return isList ? parts : [cell]
  }
}
