import { MAX_ITEMS } from '../checks/document'
import type { FileMessage, FilePlace, MessageCode } from '../format/messages'
import { severityOf } from '../format/messages'
import type { OutlineNode, Question, ReaderName, Reading, SourceFile } from './outline'
import { outlineOf, proseOutline } from './outlining/outline-of'
import { shaping } from './outlining/shaping'
import type { Mapping } from './schema'
import { titleOfFile } from './sources/file-order'
import { markdownOf } from './structure/blocks'
import { type Candidate, candidatesOf } from './structure/candidates'
import type { SpotReport } from './structure/harmless'
import { allSections, type FileBlocks, sectionsOf } from './structure/sections'
import { wordiness } from './structure/tables'
import { levelness } from './structure/titles'

export type Structured = {
  reader: ReaderName
  files: readonly SourceFile[]
  /** In the order of the levels they hold; `at` names the file. */
  blocks: readonly FileBlocks[]
  mapping: Mapping
  collected: FileMessages
  language: string | null
}

export type FileMessages = {
  messages: FileMessage[]
  report: SpotReport
  reportAt: (code: MessageCode, place: FilePlace, message: string) => void
}

// Beyond this many of a sort, one more says nothing new.
const MOST_MESSAGES = 500
const LEAST_LIKE = 0.3
const SURE = 1.5
const MOST_IN_TABLE = 40
const MOST_WORDS = 0.5
const CHOOSE = 'If one of the headings or tables holds them after all, say which.'
const NO_LEVELS =
  'No levels were found: neither headings nor tables that repeat. Prose is not read as a ladder.'

/** Messages of several files; of each code a bounded number is kept. */
export function fileMessages(files: readonly SourceFile[]): FileMessages {
  const messages: FileMessage[] = []
  const counts = new Map<MessageCode, number>()
  const reportAt: FileMessages['reportAt'] = (code, { file, line, column }, message) => {
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    if (count > MOST_MESSAGES) return
    messages.push({ file, line, column, code, severity: severityOf(code), message })
  }
  return {
    messages,
    reportAt,
    report: (code, { file, line, column }, message) => {
      reportAt(code, { file: files[file]?.name ?? '', line, column }, message)
    },
  }
}

/** What blocks of Markdown or HTML say of a ladder; refused with E114 when they say nothing of one. */
export function readStructured(source: Structured): Reading {
  const { reader, files, blocks, mapping, collected, language } = source
  const roots = blocks.map(sectionsOf)
  const found = candidatesOf(roots)
  const size = blocks.reduce(
    (sum, file) => sum + (markdownOf(file.blocks).match(/[\p{L}\p{N}]+/gu)?.length ?? 0),
    0,
  )
  const candidates = found.filter((one, index) => !isSameAs(one, found.slice(0, index)))
  const likely = candidates.filter((one) => isLadder(one, size))
  const answered = candidates.find(({ id }) => id === mapping.answers.levels)
  const candidate = answered ?? likely[0]
  const titles = candidate ? titlesOf(candidate, roots, mapping) : []
  const context = shaping(files, { mapping, report: collected.report, titles })
  const at = { file: files[0]?.name ?? '', line: 1, column: 1 }
  const hasError = collected.messages.some(({ code }) => code === 'E011')
  if (!candidate && !hasError) {
    collected.reportAt('E114', at, candidates.length > 0 ? `${NO_LEVELS} ${CHOOSE}` : NO_LEVELS)
  }
  let outline = candidate ? outlineOf(roots, candidate, context) : proseOutline(roots, context)
  const count = countItems(outline)
  if (count > MAX_ITEMS) {
    collected.reportAt('E011', at, `There are ${count} items; at most ${MAX_ITEMS} are read.`)
    outline = []
  }
  const title = roots.length === 1 ? (roots[0]?.title ?? '') : folderTitle(files)
  return {
    reader,
    outline,
    messages: collected.messages,
    questions: levelQuestions(likely.length > 0 ? likely : candidates, candidate, at),
    options: { title, language: language ?? 'en' },
    document: null,
  }
}

function folderTitle(files: readonly SourceFile[]): string {
  const folders = new Set(files.map(({ name }) => name.split(/[/\\]/).slice(0, -1).join('/')))
  const [only] = folders
  return folders.size === 1 && only ? titleOfFile(only) : 'Ladder'
}

function isLadder(candidate: Candidate, size: number): boolean {
  const { kind, titles, categories } = candidate
  if (titles.length < 2) return false
  if (levelness(titles) >= LEAST_LIKE) return kind !== 'tables' || titles.length <= MOST_IN_TABLE
  if (kind !== 'tables') return categories.length >= 2
  // Any table has rows and columns; one of a ladder says something in each cell, and little is beside it.
  const { words, perPiece } = wordiness(candidate.tables)
  return (
    categories.length >= 2 && titles.length <= 12 && perPiece >= 4 && words >= MOST_WORDS * size
  )
}

function isSameAs(candidate: Candidate, others: readonly Candidate[]): boolean {
  const same = (a: readonly string[], b: readonly string[]) => a.join('\n') === b.join('\n')
  return others.some(
    (other) =>
      same(other.titles, candidate.titles) &&
      (candidate.categories.length === 0 || same(other.categories, candidate.categories)),
  )
}

function titlesOf(
  candidate: Candidate,
  roots: readonly ReturnType<typeof sectionsOf>[],
  mapping: Mapping,
): string[] {
  const forced = roots
    .flatMap(allSections)
    .filter(({ at }) => mapping.nodes[`${at.file}:${at.line}`]?.role === 'level')
    .map((section) => section.title)
  return [...new Set([...candidate.titles, ...forced])]
}

function levelQuestions(
  candidates: readonly Candidate[],
  chosen: Candidate | undefined,
  place: FilePlace,
): Question[] {
  const [best, second] = candidates
  if (!best) return []
  const isSure = chosen !== undefined && (!second || best.score >= SURE * second.score)
  const question: Question = {
    id: 'levels',
    ask: 'What are the levels of this ladder?',
    choices: candidates
      .slice(0, 6)
      .map((candidate) => ({ value: candidate.id, label: choiceLabel(candidate) })),
    chosen: chosen?.id ?? '',
    isSure,
    place,
  }
  return [question]
}

function choiceLabel({ titles, categories }: Candidate): string {
  const named = `${listed(titles)} (${titles.length})`
  return categories.length === 0 ? named : `${named}, each with ${listed(categories)}`
}

function listed(titles: readonly string[]): string {
  const shown = titles.slice(0, 3).map((title) => `“${title.slice(0, 60)}”`)
  return titles.length > 3 ? `${shown.join(', ')} …` : shown.join(', ')
}

function countItems(nodes: readonly OutlineNode[]): number {
  return nodes.reduce((sum, { item, children }) => sum + (item ? 1 : 0) + countItems(children), 0)
}
