import { MAX_ITEMS } from '../checks/document'
import type { FileMessage, FilePlace, MessageCode } from '../format/messages'
import { severityOf } from '../format/messages'
import type { OutlineNode, Question, ReaderName, Reading, SourceFile } from './outline'
import { outlineOf, proseOutline } from './outlining/outline-of'
import { shaping } from './outlining/shaping'
import type { Mapping } from './schema'
import { titleOfFile } from './sources/file-order'
import { type Candidate, candidatesOf } from './structure/candidates'
import type { SpotReport } from './structure/harmless'
import { allSections, type FileBlocks, sectionsOf } from './structure/sections'
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
  const likely = candidatesOf(roots).filter(isLadder)
  const candidates = likely.filter((one, index) => !isSameAs(one, likely.slice(0, index)))
  const candidate = candidates.find(({ id }) => id === mapping.answers.levels) ?? candidates[0]
  const titles = candidate ? titlesOf(candidate, roots, mapping) : []
  const context = shaping(files, { mapping, report: collected.report, titles })
  const at = { file: files[0]?.name ?? '', line: 1, column: 1 }
  const hasError = collected.messages.some(({ code }) => code === 'E011')
  if (!candidate && !hasError) collected.reportAt('E114', at, NO_LEVELS)
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
    questions: candidate ? [levelQuestion(candidates, candidate, at)] : [],
    options: { title, language: language ?? 'en' },
    document: null,
  }
}

function folderTitle(files: readonly SourceFile[]): string {
  const folders = new Set(files.map(({ name }) => name.split(/[/\\]/).slice(0, -1).join('/')))
  const [only] = folders
  return folders.size === 1 && only ? titleOfFile(only) : 'Ladder'
}

function isLadder(candidate: Candidate): boolean {
  if (candidate.titles.length < 2) return false
  return levelness(candidate.titles) >= LEAST_LIKE || candidate.categories.length >= 2
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

function levelQuestion(
  candidates: readonly Candidate[],
  chosen: Candidate,
  place: FilePlace,
): Question {
  const [best, second] = candidates
  const isSure = second === undefined || (best?.score ?? 0) >= SURE * second.score
  return {
    id: 'levels',
    ask: 'What are the levels of this ladder?',
    choices: candidates
      .slice(0, 6)
      .map((candidate) => ({ value: candidate.id, label: choiceLabel(candidate) })),
    chosen: chosen.id,
    isSure,
    place,
  }
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
