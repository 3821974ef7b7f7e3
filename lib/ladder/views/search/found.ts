import {
  type Item,
  type LadderDocument,
  type Level,
  ratingScale,
  type Transition,
} from '../../format/document'
import { factTitle } from '../../words/fact-title'
import type { Matrix, MatrixRow } from '../matrix'
import { containsWords } from './words'

/** Where words were found outside the matrix; `key` names the level, transition, track or category. */
export type FoundPassage = {
  kind: 'level' | 'transition' | 'track' | 'category' | 'scale' | 'ladder'
  key: string
  title: string
  /** In which part of it; the title itself has no text besides. */
  where: 'title' | 'prose' | 'name' | 'fact' | 'skill' | 'shift' | 'pitfall' | 'point'
  /** The paragraph or line that has the words; empty where the title has them. */
  text: string
}

/** Where the words of an item stand that its own text does not show. */
export type FoundBeside = { where: 'example' | 'anti-example' | 'anchor' | 'link'; text: string }

/** The keys of the items of levels in whose words, examples or anchors every searched word stands. */
export function foundItems({ items }: LadderDocument, words: readonly string[]): Set<string> {
  const found = items.filter(
    (item) => item.levels.length > 0 && containsWords(wordsOfItem(item), words),
  )
  return new Set(found.map(({ key }) => key))
}

/**
 * The matrix with only these items, each with what was found beside its words; rows and columns in
 * which none is left are left out.
 */
export function foundMatrix(
  matrix: Matrix,
  keys: ReadonlySet<string>,
  beside: ReadonlyMap<string, FoundBeside> = new Map(),
): Matrix {
  const narrowed = (rows: MatrixRow[]) =>
    rows
      .map((row) => ({ ...row, cells: row.cells.map((cell) => withItems(cell, { keys, beside })) }))
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

/** For the items whose own words do not say why they were found: the first text beside them. */
export function foundBeside(
  { items }: LadderDocument,
  words: readonly string[],
): Map<string, FoundBeside> {
  const beside = new Map<string, FoundBeside>()
  for (const item of items) {
    if (containsWords(`${item.text}\n${item.label ?? ''}`, words)) continue
    const found = textsBeside(item).find(({ text }) =>
      words.some((word) => containsWords(text, [word])),
    )
    if (found) beside.set(item.key, found)
  }
  return beside
}

/** Every other place of the ladder that has the words, in reading order; the first of each place. */
export function foundPassages(document: LadderDocument, words: readonly string[]): FoundPassage[] {
  return placesOf(document).flatMap(({ texts, ...place }) => {
    const lines = texts.flatMap(({ where, text }) =>
      text.split('\n').map((line) => ({ where, text: withoutMarks(line) })),
    )
    const line = lines.find(({ text }) => containsWords(text, words))
    if (line) return [{ ...place, ...line }]
    return containsWords(place.title, words)
      ? [{ ...place, where: 'title' as const, text: '' }]
      : []
  })
}

type Text = Pick<FoundPassage, 'where' | 'text'>
type Place = Pick<FoundPassage, 'kind' | 'key' | 'title'> & { texts: Text[] }

function placesOf(document: LadderDocument): Place[] {
  const { ladder, name, body, tracks, levels, transitions, categories } = document
  return [
    { kind: 'ladder', key: ladder, title: name, texts: textsIn('prose', body) },
    ...tracks.map((track): Place => {
      return {
        kind: 'track',
        key: track.key,
        title: track.title,
        texts: textsIn('prose', track.body),
      }
    }),
    ...levels.map((level): Place => {
      const texts = [...textsOfLevel(level), ...textsIn('skill', ...textsOfSkills(document, level))]
      return { kind: 'level', key: level.key, title: level.title, texts }
    }),
    ...transitions.map((step): Place => {
      return { kind: 'transition', key: step.key, title: step.title, texts: textsOfStep(step) }
    }),
    ...categories.map(({ key, title }): Place => ({ kind: 'category', key, title, texts: [] })),
    ...(ratingScale(document)?.points ?? []).map(({ code, title, description }): Place => {
      return { kind: 'scale', key: code, title, texts: textsIn('point', description) }
    }),
  ]
}

function textsIn(where: Text['where'], ...texts: string[]): Text[] {
  return texts.map((text) => ({ where, text }))
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

type Found = { keys: ReadonlySet<string>; beside: ReadonlyMap<string, FoundBeside> }

function withItems(cell: MatrixRow['cells'][number], { keys, beside }: Found) {
  const groups = cell.groups.map((group) => ({
    ...group,
    items: group.items
      .filter(({ key }) => keys.has(key))
      .map((item) => {
        const found = beside.get(item.key)
        return found ? { ...item, found } : item
      }),
  }))
  return { ...cell, groups: groups.filter(({ items }) => items.length > 0) }
}

function wordsOfItem({ text, label, examples, antiExamples, anchors, links }: Item): string {
  const more = [...anchors.map((anchor) => anchor.text), ...links.map((link) => link.label)]
  return [text, label ?? '', ...examples, ...antiExamples, ...more].join('\n')
}

function textsBeside({ examples, antiExamples, anchors, links }: Item): FoundBeside[] {
  return [
    ...examples.map((text) => ({ where: 'example' as const, text })),
    ...antiExamples.map((text) => ({ where: 'anti-example' as const, text })),
    ...anchors.map(({ text }) => ({ where: 'anchor' as const, text })),
    ...links.map(({ label }) => ({ where: 'link' as const, text: label })),
  ]
}

function textsOfLevel({ summary, body, code, aliases, facts }: Level): Text[] {
  const stated = facts.map((fact) => `${factTitle(fact)}: ${fact.text}`)
  return [
    ...textsIn('prose', summary, body),
    ...textsIn('name', code ?? '', ...aliases),
    ...textsIn('fact', ...stated),
  ]
}

/** What the level is held to in skills, which the matrix does not show. */
function textsOfSkills({ targets, items }: LadderDocument, { key }: Level): string[] {
  const held = targets.filter((target) => target.level === key && target.at !== null)
  return held.flatMap(({ category, at }) =>
    items.filter((item) => item.category === category && item.at === at).map(({ text }) => text),
  )
}

function textsOfStep({ body, shifts, pitfalls }: Transition): Text[] {
  return [
    ...textsIn('prose', body),
    ...textsIn('shift', ...shifts.map(({ from, to }) => `${from} → ${to}`)),
    ...textsIn('pitfall', ...pitfalls),
  ]
}

function withoutMarks(line: string): string {
  return line.replace(/^\s*(#+|[-*])\s+/, '')
}
