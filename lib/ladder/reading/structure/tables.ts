import { cellText, type TableBlock, type TableRow } from './blocks'
import { piecesIn } from './sections'
import { cleanTitle, comparable, levelness } from './titles'

/** Where the levels stand in a table: at the head of its columns or of its rows. */
export type Axis = 'columns' | 'rows'

export type TableAxis = {
  axis: Axis
  tables: TableBlock[]
  titles: string[]
  categories: string[]
  score: number
}

const LEAST_LIKE = 0.3
const WORDY = 4

/** The two ways to read the tables of a source, as far as either is likely. */
export function tableAxes(tables: readonly TableBlock[]): TableAxis[] {
  return (['columns', 'rows'] as const).flatMap((axis) => {
    const seen = new Map<string, number>()
    for (const table of tables) {
      for (const title of new Set(axisTitles(table, axis).map(comparable))) {
        seen.set(title, (seen.get(title) ?? 0) + 1)
      }
    }
    const own = tables.filter((table) => isAxis(table, axis, seen))
    if (own.length === 0) return []
    const titles = distinct(own.flatMap((table) => axisTitles(table, axis)))
    const other = axis === 'columns' ? 'rows' : 'columns'
    const categories = distinct(own.flatMap((table) => axisTitles(table, other)))
    const covered = own.reduce((sum, table) => sum + piecesIn(table), 0)
    const like = 0.25 + levelness(titles)
    return [
      {
        axis,
        tables: own,
        titles,
        categories,
        score: covered * like * (1 - levelness(categories) / 2),
      },
    ]
  })
}

/** The head rows of a table: those marked so, or else its first. */
export function headRows(table: TableBlock): TableRow[] {
  const end = table.rows.findIndex((row) => !row.isHead)
  return table.rows.slice(0, Math.max(1, end === -1 ? 1 : end))
}

/** The row of the head that names the columns: the last one that names most of them. */
export function titleRow(table: TableBlock): TableRow {
  const rows = headRows(table)
  const named = (row: TableRow) => new Set(row.cells.map((cell) => cellText(cell))).size
  const most = rows.reduce((highest, row) => Math.max(highest, named(row)), 0)
  return rows.findLast((row) => named(row) === most) ?? { cells: [], isHead: true }
}

export function bodyRows(table: TableBlock): TableRow[] {
  return table.rows.slice(headRows(table).length)
}

/** The titles along an axis, without the corner and without what is empty. */
export function axisTitles(table: TableBlock, axis: Axis): string[] {
  const cells =
    axis === 'columns'
      ? titleRow(table).cells.slice(1)
      : bodyRows(table).flatMap((row) => row.cells.slice(0, 1))
  return distinct(cells.map((cell) => cleanTitle(cellText(cell))).filter((title) => title !== ''))
}

export type Wordiness = { words: number; perPiece: number }

/** The words in the body of these tables, in all and in a piece on average. */
export function wordiness(tables: Iterable<TableBlock>): Wordiness {
  let [words, pieces] = [0, 0]
  for (const table of tables) {
    for (const { cells } of bodyRows(table)) {
      for (const piece of cells.slice(1).flatMap((cell) => cell.pieces)) {
        words += piece.text.split(/\s+/).length
        pieces += 1
      }
    }
  }
  return { words, perPiece: pieces === 0 ? 0 : words / pieces }
}

function isAxis(table: TableBlock, axis: Axis, seen: Map<string, number>): boolean {
  const titles = axisTitles(table, axis)
  if (titles.length < 2) return false
  const repeats = titles.filter((title) => (seen.get(comparable(title)) ?? 0) >= 2).length
  return levelness(titles) > LEAST_LIKE || repeats >= 2 || wordiness([table]).perPiece >= WORDY
}

function distinct(titles: readonly string[]): string[] {
  const first = new Map<string, string>()
  for (const title of titles) {
    if (!first.has(comparable(title))) first.set(comparable(title), title)
  }
  return [...first.values()]
}
