import type {
  Matrix,
  MatrixCell,
  MatrixColumn,
  MatrixItem,
  MatrixRow,
} from '@/lib/ladder/views/matrix'
import { factTitle } from '@/lib/ladder/words/fact-title'
import { FoundBeside } from './found-beside'
import { leadIn } from './item-words'
import { levelPath } from './level-link'
import { Marked } from './marked'
import { type DrawnCell, type DrawnItem, MatrixGrid } from './matrix-grid'

/**
 * Levels as columns, categories as rows, written out for the grid that draws them. `name` tells
 * several matrices of one page apart.
 */
export function MatrixTable({
  caption,
  name,
  matrix: { columns, rows, growthAreas },
  words = [],
  ownLevel,
  hasFacts = true,
}: {
  caption: string
  name: string
  matrix: Matrix
  words?: readonly string[]
  ownLevel: string | null
  hasFacts?: boolean
}) {
  const anchored = new Set<string>()
  const rowOf = ({ category, depth, cells }: MatrixRow) => ({
    key: category.key,
    title: marked(category.title, words),
    isDeep: depth > 1,
    cells: placed(cells, columns).map((cell) => cellOf(cell, { words, anchored })),
  })
  return (
    <MatrixGrid
      caption={caption}
      name={name}
      heads={columns.map((column) => ({
        name: columnName(column),
        levels: column.levels.map(({ key, code, title }) => ({
          href: levelPath(key),
          title: marked(title, words),
          code,
          isOwn: key === ownLevel,
        })),
      }))}
      facts={hasFacts ? factRows(columns) : []}
      rows={rows.map(rowOf)}
      growthAreas={growthAreas.map(rowOf)}
      isSearch={words.length > 0}
    />
  )
}

// A text without marks is a text: an element would be sent as one.
function marked(text: string, words: readonly string[]) {
  return words.length > 0 ? <Marked text={text} words={words} /> : text
}

function factRows(columns: MatrixColumn[]) {
  const facts = columns.flatMap(({ levels }) => levels.flatMap((level) => level.facts))
  return [...new Set(facts.map(factTitle))].map((title) => ({
    title,
    cells: columns.map(({ levels }) => statedFacts(levels, title)),
  }))
}

function statedFacts(levels: MatrixColumn['levels'], title: string): string[] {
  return levels.flatMap(({ code, title: name, facts }) => {
    const fact = facts.find((candidate) => factTitle(candidate) === title)
    if (!fact) return []
    return [levels.length === 1 ? fact.text : `${code ?? name}: ${fact.text}`]
  })
}

type PlacedCell = { at: number; cell: MatrixCell; covered: MatrixColumn[] }

function placed(cells: MatrixCell[], columns: MatrixColumn[]): PlacedCell[] {
  let at = 0
  return cells.map((cell) => {
    const from = at
    at += cell.span
    return { at: from, cell, covered: columns.slice(from, at) }
  })
}

type Drawing = { words: readonly string[]; anchored: Set<string> }

function cellOf({ at, cell, covered }: PlacedCell, drawing: Drawing): DrawnCell {
  const levels = covered.flatMap((column) => column.levels)
  const isShared = covered.some((column) => column.levels.length > 1)
  return {
    at,
    span: cell.span,
    level: cell.groups.length > 0 ? covered.map(columnName).join(' / ') : undefined,
    groups: cell.groups.map(({ levelKey, items }) => {
      const level = isShared ? levels.find(({ key }) => key === levelKey) : undefined
      return {
        key: levelKey,
        title: level ? (level.code ?? level.title) : undefined,
        items: items.map((item) => itemOf(item, drawing)),
      }
    }),
  }
}

// An item of several levels may stand in several cells; its address is the first of them.
function itemOf(item: MatrixItem, { words, anchored }: Drawing): DrawnItem {
  const isRepeated = anchored.has(item.key)
  anchored.add(item.key)
  const lead = leadIn(item)
  return {
    key: item.key,
    text: marked(item.text, words),
    ...(isRepeated ? { isRepeated } : {}),
    ...(lead ? { lead } : {}),
    ...(item.found ? { beside: <FoundBeside found={item.found} words={words} /> } : {}),
  }
}

function columnName({ levels }: MatrixColumn): string {
  return levels.map(({ code, title }) => code ?? title).join(', ')
}
