import type { Item, LadderDocument, Level, Transition } from '../../format/document'
import type { Matrix, MatrixRow } from '../matrix'
import { containsWords } from './words'

/** Where words were found outside the matrix; `key` names the level, transition or track. */
export type FoundPassage = {
  kind: 'level' | 'transition' | 'track' | 'ladder'
  key: string
  title: string
  /** The paragraph or line that has the words; empty where the title has them. */
  text: string
}

/** The keys of the items of levels in whose words, examples or anchors every searched word stands. */
export function foundItems({ items }: LadderDocument, words: readonly string[]): Set<string> {
  const found = items.filter(
    (item) => item.levels.length > 0 && containsWords(wordsOfItem(item), words),
  )
  return new Set(found.map(({ key }) => key))
}

/** The matrix with only these items; rows and columns in which none is left are left out. */
export function foundMatrix(matrix: Matrix, keys: ReadonlySet<string>): Matrix {
  const narrowed = (rows: MatrixRow[]) =>
    rows
      .map((row) => ({ ...row, cells: row.cells.map((cell) => withItems(cell, keys)) }))
      .filter((row) => row.cells.some((cell) => cell.groups.length > 0))
  const rows = narrowed(matrix.rows)
  const growthAreas = narrowed(matrix.growthAreas)
  const filled = filledColumns([...rows, ...growthAreas])
  const within = (row: MatrixRow) => ({ ...row, cells: cellsWithin(row.cells, filled) })
  return {
    columns: matrix.columns.filter((_, index) => filled.has(index)),
    rows: rows.map(within),
    growthAreas: growthAreas.map(within),
  }
}

/** Every other place of the ladder that has the words, in reading order; the first of each place. */
export function foundPassages(document: LadderDocument, words: readonly string[]): FoundPassage[] {
  const places: { place: Omit<FoundPassage, 'text'>; texts: string[] }[] = [
    {
      place: { kind: 'ladder', key: document.ladder, title: document.name },
      texts: [document.body],
    },
    ...document.tracks.map(({ key, title, body }) => ({
      place: { kind: 'track' as const, key, title },
      texts: [body],
    })),
    ...document.levels.map((level) => ({
      place: { kind: 'level' as const, key: level.key, title: level.title },
      texts: [...textsOfLevel(level), ...textsOfSkills(document, level)],
    })),
    ...document.transitions.map((step) => ({
      place: { kind: 'transition' as const, key: step.key, title: step.title },
      texts: textsOfTransition(step),
    })),
  ]
  return places.flatMap(({ place, texts }) => {
    const lines = texts.flatMap((text) => text.split('\n')).map(withoutMarks)
    const line = lines.find((text) => containsWords(text, words))
    if (line === undefined && !containsWords(place.title, words)) return []
    return [{ ...place, text: line ?? '' }]
  })
}

function filledColumns(rows: MatrixRow[]): Set<number> {
  const filled = new Set<number>()
  for (const { cells } of rows) {
    let at = 0
    for (const { span, groups } of cells) {
      for (let index = at; groups.length > 0 && index < at + span; index += 1) filled.add(index)
      at += span
    }
  }
  return filled
}

function cellsWithin(cells: MatrixRow['cells'], filled: ReadonlySet<number>): MatrixRow['cells'] {
  let at = 0
  return cells.flatMap((cell) => {
    const covered = Array.from({ length: cell.span }, (_, index) => at + index)
    at += cell.span
    const span = covered.filter((index) => filled.has(index)).length
    return span > 0 ? [{ ...cell, span }] : []
  })
}

function withItems(cell: MatrixRow['cells'][number], keys: ReadonlySet<string>) {
  const groups = cell.groups.map((group) => ({
    ...group,
    items: group.items.filter(({ key }) => keys.has(key)),
  }))
  return { ...cell, groups: groups.filter(({ items }) => items.length > 0) }
}

function wordsOfItem({ text, label, examples, antiExamples, anchors, links }: Item): string {
  const more = [...anchors.map((anchor) => anchor.text), ...links.map((link) => link.label)]
  return [text, label ?? '', ...examples, ...antiExamples, ...more].join('\n')
}

function textsOfLevel({ summary, body, code, aliases, facts }: Level): string[] {
  return [summary, body, code ?? '', ...aliases, ...facts.map((fact) => fact.text)]
}

/** What the level is held to in skills, which the matrix does not show. */
function textsOfSkills({ targets, items }: LadderDocument, { key }: Level): string[] {
  const held = targets.filter((target) => target.level === key && target.at !== null)
  return held.flatMap(({ category, at }) =>
    items.filter((item) => item.category === category && item.at === at).map(({ text }) => text),
  )
}

function textsOfTransition({ body, shifts, pitfalls }: Transition): string[] {
  return [body, ...shifts.map(({ from, to }) => `${from} → ${to}`), ...pitfalls]
}

function withoutMarks(line: string): string {
  return line.replace(/^\s*(#+|[-*])\s+/, '')
}
