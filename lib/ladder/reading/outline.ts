import type { Entity } from '../format/body/builder'
import type { ItemKind, LadderDocument } from '../format/document'
import type { FileMessage, FilePlace } from '../format/messages'
import type { Mapping } from './schema'

/** A file as the readers see it: UTF-8 decoded, without byte order mark, line ends LF. */
export type SourceFile = { name: string; text: string }

export const READER_NAMES = ['ladder/1', 'ladder.yaml', 'markdown', 'html', 'csv', 'tree'] as const
export type ReaderName = (typeof READER_NAMES)[number]

export const ROLES = [
  'track',
  'level',
  'category',
  'item',
  'fact',
  'transitions',
  'transition',
  'shift',
  'growth-areas',
  'growth-area',
  'cell',
  'prose',
  'ignored',
] as const
export type Role = (typeof ROLES)[number]

/**
 * One thing found in the source and what it is taken for. What `title`, `text` and `children` hold:
 *
 * - `track`: its title; prose, levels, transitions, growth areas
 * - `level`: its title; prose, facts, categories, items without a category
 * - `category`: its title; items, prose, categories below it
 * - `item`: `text` is its Markdown; no children, all else is in `item`
 * - `fact`: `title` is the label, `text` the words
 * - `transitions`: its heading; transitions, prose
 * - `transition`: a title such as "A to B"; prose, shifts
 * - `shift`: `title` is the side it comes from, `text` the side it goes to
 * - `growth-areas`: its heading; growth areas, prose
 * - `growth-area`: its title; cells, prose
 * - `cell`: `title` is the label of its levels, `text` its Markdown
 * - `prose`: `text` is Markdown as it goes into a body, its own heading within; no children
 * - `ignored`: `text` as in the source; reaches no document
 */
export type OutlineNode = {
  /** `file:line` or `file:line.n`, both from 0 and 1: the same for the same source in any reading. */
  id: string
  role: Role
  title: string
  text: string
  place: FilePlace
  children: OutlineNode[]
  /** For items and cells; null for everything else. */
  item: OutlineItem | null
  /** For categories and growth areas: what their items are unless they say otherwise. */
  kind: ItemKind | null
  /** For levels: the code that stood before the title, such as "IC4". */
  code: string | null
  /** For levels: other names of it in the source, such as "Level 3". */
  aliases: string[]
}

export type OutlineItem = {
  /** Null takes the kind of the category. */
  kind: ItemKind | null
  label: string | null
  /** Labels of the levels it belongs to besides the one it stands in; `*` means all of its track. */
  levels: string[]
  scored: boolean | null
  weight: number | null
  examples: string[]
  antiExamples: string[]
  anchors: { point: string; text: string }[]
  links: { label: string; url: string }[]
}

/**
 * Something the reader may not be sure of. It goes on with `chosen` until a mapping answers
 * otherwise; where that is empty, it has refused the source and an answer lets it try.
 */
export type Question = {
  id: string
  ask: string
  choices: { value: string; label: string }[]
  chosen: string
  /** Whether the reader would bet on it; then the question need not be put first. */
  isSure: boolean
  place: FilePlace
}

export type ReadingOptions = {
  /** Title of the ladder. */
  title: string
  /** BCP 47. */
  language: string
}

/** What a reader makes of the files, before a person has corrected it. */
export type Reading = {
  reader: ReaderName
  outline: OutlineNode[]
  messages: FileMessage[]
  questions: Question[]
  options: ReadingOptions
  /** Set by readers whose files say everything themselves; the outline then only shows it. */
  document: LadderDocument | null
}

/**
 * What `documentOf(reading, mapping)` of `document-of.ts` answers. `document` is null when there is
 * no ladder to import; messages (those of the reading too) may hold errors beside a document, which
 * stop its publication, not its import. `places` tells where each entity stands, by entity and key.
 */
export type ReadDocument = {
  document: LadderDocument | null
  messages: FileMessage[]
  places: { of: (entity: Entity, key: string) => FilePlace | null }
}

/** Never throws on bad input. Answers and roles in the mapping shape the outline. */
export type Reader = (files: readonly SourceFile[], mapping: Mapping) => Reading

const PLAIN = { title: '', text: '', item: null, kind: null, code: null } as const

/** A node with nothing in it but what is given. */
export function outlineNode(
  given: Pick<OutlineNode, 'id' | 'role' | 'place'> & Partial<OutlineNode>,
): OutlineNode {
  return { ...PLAIN, children: [], aliases: [], ...given }
}

/** An item about which nothing is said but its words. */
export function plainItem(given: Partial<OutlineItem> = {}): OutlineItem {
  return {
    kind: null,
    label: null,
    levels: [],
    scored: null,
    weight: null,
    examples: [],
    antiExamples: [],
    anchors: [],
    links: [],
    ...given,
  }
}
