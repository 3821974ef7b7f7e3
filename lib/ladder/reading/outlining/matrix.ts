import type { OutlineNode } from '../outline'
import { append } from '../structure/append'
import { type Cell, cellText, type TableBlock, type TableRow } from '../structure/blocks'
import type { Axis } from '../structure/tables'
import { bodyRows, headRows, titleRow } from '../structure/tables'
import { cleanTitle, comparable, isLevelLike, levelTitle } from '../structure/titles'
import { kindOf } from './contents'
import { isFactName } from './facts'
import { cellItems } from './items'
import type { Shaping } from './shaping'

export type Matrix = {
  axis: Axis
  /** Levels that tables have given so far, by comparable title; those new in this table are added. */
  levels: Map<string, OutlineNode>
  /** The heading over the table, where it is a category. */
  over: { title: string; at: Cell['at'] } | null
  shaping: Shaping
}

type Filling = Matrix & { seen: Map<Cell, OutlineNode[]> }

/** Puts the cells of a table into its levels; the nodes that belong to no level are returned. */
export function fillMatrix(table: TableBlock, matrix: Matrix): OutlineNode[] {
  const { axis, shaping } = matrix
  if (axis === 'rows') {
    shaping.report('W703', table.at, 'Levels stand in the rows of this table; it is read so.')
  }
  const named = titleRow(table)
  const [corner] = named.cells
  const filling = { ...matrix, seen: new Map() }
  const rest =
    axis === 'columns'
      ? byColumns(named, bodyRows(table), filling)
      : byRows(named, bodyRows(table), filling)
  return [
    ...headRows(table).flatMap((row) =>
      row === named ? [] : wordsOf([...new Set(row.cells)], 'prose', shaping),
    ),
    ...(corner ? wordsOf([corner], 'ignored', shaping) : []),
    ...rest,
  ]
}

type Column = { title: string; at: Cell['at']; use: 'level' | 'examples' | 'prose' }

function byColumns(named: TableRow, rows: readonly TableRow[], filling: Filling): OutlineNode[] {
  const columns = columnsOf(named)
  for (const column of columns) if (column.use === 'level') levelFor(column, filling)
  const prose = columns
    .filter((column) => column.use === 'examples')
    .map(({ title, at }) => filling.shaping.node('ignored', at, { text: title }))
  let group: Cell | null = null
  let last: Cell | null = null
  const unused = new Set<Cell>()
  for (const { cells } of rows) {
    const [first, ...rest] = cells
    if (!first) continue
    const isNamed = cellText(first) !== ''
    if (isNamed && rest.every((cell) => cell === first || cell.pieces.length === 0)) {
      group = first
      last = null
      unused.add(first)
      continue
    }
    if (isNamed) last = first
    if (group) unused.delete(group)
    append(prose, rowOf(rest, { columns, title: last, group, filling }))
  }
  append(prose, wordsOf([...unused], 'prose', filling.shaping))
  return prose
}

type Row = { columns: Column[]; title: Cell | null; group: Cell | null; filling: Filling }

function rowOf(cells: readonly Cell[], row: Row): OutlineNode[] {
  const { columns, title, filling } = row
  const prose: OutlineNode[] = []
  let latest: OutlineNode[] = []
  cells.forEach((cell, index) => {
    const column = columns[index]
    if (cell.pieces.length === 0) return
    if (column?.use === 'examples' && latest.length > 0) {
      const examples = cell.pieces.map((piece) => piece.text)
      latest.at(-1)?.item?.examples.push(...examples)
    } else if (column?.use === 'level') {
      latest = addCell(cell, levelFor(column, filling), row)
    } else {
      const head = [title ? cellText(title) : '', column?.title ?? ''].filter((text) => text !== '')
      const text = `**${head.join(', ')}**\n\n${cellText(cell)}`
      prose.push(
        filling.shaping.node('prose', cell.at, { text: head.length > 0 ? text : cellText(cell) }),
      )
    }
  })
  return prose
}

function addCell(cell: Cell, level: OutlineNode, row: Omit<Row, 'columns'>): OutlineNode[] {
  const { filling, title, group } = row
  const { seen, shaping, over } = filling
  const before = seen.get(cell)
  if (before) {
    for (const node of before) node.item?.levels.push(level.title)
    return before
  }
  const name = title ? cleanTitle(cellText(title)) : ''
  if (title && isFactName(name)) {
    level.children.push(shaping.node('fact', cell.at, { title: name, text: cellText(cell) }))
    return []
  }
  let parent = level
  if (over) parent = categoryIn(parent, over, shaping)
  if (group)
    parent = categoryIn(parent, { title: cleanTitle(cellText(group)), at: group.at }, shaping)
  if (name !== '') parent = categoryIn(parent, { title: name, at: cell.at }, shaping)
  const items = cellItems(cell, shaping)
  append(parent.children, items)
  seen.set(cell, items)
  return items
}

function byRows(named: TableRow, rows: readonly TableRow[], filling: Filling): OutlineNode[] {
  const heads = named.cells.slice(1)
  const empty = heads.filter((_head, x) => rows.every(({ cells }) => !cells[x + 1]?.pieces.length))
  const prose = wordsOf(empty, 'ignored', filling.shaping)
  let level: OutlineNode | null = null
  for (const { cells } of rows) {
    const [first, ...rest] = cells
    if (!first) continue
    const title = cleanTitle(cellText(first))
    if (title !== '') level = levelFor({ title, at: first.at }, filling)
    if (!level) {
      append(prose, wordsOf(rest, 'prose', filling.shaping))
      continue
    }
    for (const [index, cell] of rest.entries()) {
      if (cell === first || cell.pieces.length === 0) continue
      addCell(cell, level, { title: heads[index] ?? null, group: null, filling })
    }
  }
  return prose
}

function columnsOf(named: TableRow): Column[] {
  const titles = named.cells
    .slice(1)
    .map((cell) => ({ title: cleanTitle(cellText(cell)), at: cell.at }))
  const isLike = titles.map(({ title }) => isLevelLike(title))
  const areMost = isLike.filter(Boolean).length * 2 >= titles.length
  return titles.map((column, index) => {
    if (/^(?:examples?|for example)$/i.test(column.title)) return { ...column, use: 'examples' }
    const isLevel = column.title !== '' && (isLike[index] || !areMost)
    return { ...column, use: isLevel ? 'level' : 'prose' }
  })
}

function levelFor({ title, at }: { title: string; at: Cell['at'] }, filling: Matrix): OutlineNode {
  const name = comparable(title)
  const known = filling.levels.get(name)
  if (known) return known
  const level = filling.shaping.node('level', at, levelTitle(title))
  filling.levels.set(name, level)
  return level
}

function categoryIn(
  parent: OutlineNode,
  { title, at }: { title: string; at: Cell['at'] },
  shaping: Shaping,
): OutlineNode {
  const name = comparable(title)
  const known = parent.children.find(
    (child) => child.role === 'category' && comparable(child.title) === name,
  )
  if (known) return known
  const category = shaping.node('category', at, { title, kind: kindOf(title) })
  parent.children.push(category)
  return category
}

function wordsOf(
  cells: readonly Cell[],
  role: 'prose' | 'ignored',
  shaping: Shaping,
): OutlineNode[] {
  const text = cells
    .map(cellText)
    .filter((words) => words !== '')
    .join(' — ')
  const [first] = cells
  return first && text !== '' ? [shaping.node(role, first.at, { text })] : []
}
