import type { Category, Item, LadderDocument, Level } from '../format/document'
import type { FoundBeside } from './search/found'
import { type FactView, factView } from './statement'

export type MatrixColumn = {
  /** The band that its levels share; null for a level that stands for itself. */
  band: number | null
  levels: (Pick<Level, 'key' | 'code' | 'title' | 'track'> & { facts: FactView[] })[]
}
/** `found`: where a search found it, other than in its own words. */
export type MatrixItem = Pick<Item, 'key' | 'kind' | 'text' | 'label' | 'critical'> & {
  found?: FoundBeside
}
/** `levelKey` tells the levels of a band apart. */
export type MatrixGroup = { levelKey: string; items: MatrixItem[] }
/** A cell covers `span` columns when the same items stand in all of them. */
export type MatrixCell = { span: number; groups: MatrixGroup[] }
export type MatrixRow = {
  category: Pick<Category, 'key' | 'title'>
  depth: number
  cells: MatrixCell[]
}
export type Matrix = { columns: MatrixColumn[]; rows: MatrixRow[]; growthAreas: MatrixRow[] }

/**
 * Levels as columns, categories and growth areas as rows; rows in which nothing stands are left out.
 * In: the document, one track or null for all, and whether levels of one band share a column.
 */
export function matrix(
  document: LadderDocument,
  { track, by }: { track: string | null; by: 'level' | 'band' },
): Matrix {
  const levels = document.levels.filter((level) => track === null || level.track === track)
  const columns = by === 'level' ? levels.map((level) => columnOf(null, [level])) : bands(levels)
  const itemsAt = itemsByPlace(document)
  const rowsOf = (kind: Category['kind']) =>
    document.categories
      .filter((category) => category.kind === kind)
      .map((category) => ({
        category: { key: category.key, title: category.title },
        depth: depthOf(document, category),
        cells: cellsOf(columns, (level) => itemsAt.get(`${category.key} ${level}`) ?? []),
      }))
      .filter((row) => row.cells.some((cell) => cell.groups.length > 0))
  return { columns, rows: rowsOf('competency'), growthAreas: rowsOf('growth-area') }
}

function bands(levels: Level[]): MatrixColumn[] {
  const values = new Set(levels.flatMap(({ band }) => (band === null ? [] : [band])))
  const shared = [...values]
    .sort((a, b) => a - b)
    .map((band) =>
      columnOf(
        band,
        levels.filter((level) => level.band === band),
      ),
    )
  const alone = levels.filter((level) => level.band === null)
  return [...shared, ...alone.map((level) => columnOf(null, [level]))]
}

function columnOf(band: number | null, levels: Level[]): MatrixColumn {
  return {
    band,
    levels: levels.map(({ key, code, title, track, facts }) => ({
      key,
      code,
      title,
      track,
      facts: facts.map(factView),
    })),
  }
}

function itemsByPlace({ items }: LadderDocument): Map<string, MatrixItem[]> {
  const places = new Map<string, MatrixItem[]>()
  for (const { category, levels, key, kind, text, label, critical } of items) {
    for (const level of levels) {
      const place = `${category} ${level}`
      const list = places.get(place)
      const item = { key, kind, text, label, critical }
      if (list) list.push(item)
      else places.set(place, [item])
    }
  }
  return places
}

function cellsOf(columns: MatrixColumn[], itemsAt: (level: string) => MatrixItem[]): MatrixCell[] {
  const cells: MatrixCell[] = []
  let before = ''
  for (const { levels } of columns) {
    const groups = levels.flatMap(({ key }) => {
      const items = itemsAt(key)
      return items.length > 0 ? [{ levelKey: key, items }] : []
    })
    const content = groups.map(({ items }) => items.map((item) => item.key).join(' ')).join('|')
    const last = cells.at(-1)
    const isSame = content !== '' && content === before
    if (last && isSame) last.span += 1
    else cells.push({ span: 1, groups })
    before = content
  }
  return cells
}

function depthOf({ categories }: LadderDocument, category: Category): number {
  let depth = 1
  for (let { parent } = category; parent !== null && depth < 3; depth += 1) {
    parent = categories.find((candidate) => candidate.key === parent)?.parent ?? null
  }
  return depth
}
