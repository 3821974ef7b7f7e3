import { SCALE_POINTS } from '@/lib/scoring/scale'
import { checkDocument, MAX_ITEMS } from '../checks/document'
import { canonicalDocument, FORMAT, type LadderDocument } from '../format/document'
import { mintItemKey } from '../words/item-key'
import { addContents } from './document/contents'
import { type Drafting, drafting } from './document/drafting'
import { slug } from './document/keys'
import { addLevels } from './document/levels'
import type { OutlineNode, ReadDocument, Reading } from './outline'
import type { Mapping } from './schema'

/**
 * The ladder in a reading, as a person has mapped it, with every message about the reading and the
 * document. Items get minted keys, everything else keys made of its title. What no ladder has a
 * place for is kept as prose. Give it the mapping that the reading was made with.
 */
export function documentOf(
  reading: Reading,
  mapping: Mapping,
  { mintKey = mintItemKey }: { mintKey?: () => string } = {},
): ReadDocument {
  if (reading.reader === 'ladder/1' || reading.reader === 'ladder.yaml') {
    return { document: reading.document, messages: reading.messages, places: { of: () => null } }
  }
  const outline = reading.outline.map((node) => corrected(node, mapping))
  const draft = drafting({ reading, mapping, mintKey }, emptyDocument(reading, mapping))
  const places = { of: draft.placeOf }
  const excess = excessOf(outline)
  if (excess !== null) {
    draft.report('E011', START, excess)
    return { document: null, messages: [...reading.messages, ...draft.messages], places }
  }
  addLevels(outline, draft)
  if (draft.document.levels.length === 0) return refused(reading, draft)
  addContents(outline, draft)
  const document = canonicalDocument(draft.document)
  checkDocument(document, draft)
  return { document, messages: sorted([...reading.messages, ...draft.messages]), places }
}

const START = { line: 1, column: 1 }
const NO_LEVELS = 'No levels were found here, so this is no ladder. Name them, if they are there.'

function refused(reading: Reading, draft: Drafting): ReadDocument {
  const isSaid = reading.messages.some((message) => message.severity === 'error')
  if (!isSaid) draft.report('E114', START, NO_LEVELS)
  const messages = sorted([...reading.messages, ...draft.messages])
  return { document: null, messages, places: { of: () => null } }
}

function corrected(node: OutlineNode, mapping: Mapping): OutlineNode {
  const role = mapping.nodes[node.id]?.role ?? node.role
  return { ...node, role, children: node.children.map((child) => corrected(child, mapping)) }
}

const LIMITS: [role: OutlineNode['role'], name: string, most: number][] = [
  ['item', 'items', MAX_ITEMS],
  ['cell', 'cells', MAX_ITEMS],
  ['level', 'levels', 500],
  ['track', 'tracks', 100],
  ['transition', 'transitions', 1000],
]

function excessOf(outline: readonly OutlineNode[]): string | null {
  const counts = new Map<OutlineNode['role'], number>()
  const open = [...outline]
  for (let node = open.pop(); node; node = open.pop()) {
    counts.set(node.role, (counts.get(node.role) ?? 0) + 1)
    for (const child of node.children) open.push(child)
  }
  const over = LIMITS.find(([role, , most]) => (counts.get(role) ?? 0) > most)
  return over ? `There are ${counts.get(over[0])} ${over[1]}; at most ${over[2]} are read.` : null
}

function emptyDocument({ options }: Reading, mapping: Mapping): LadderDocument {
  const name = (mapping.title ?? options.title).slice(0, 200) || 'Ladder'
  return {
    format: FORMAT,
    ladder: slug(name, 'ladder'),
    name,
    version: 1,
    status: 'draft',
    language: mapping.language ?? options.language,
    cumulative: false,
    licence: null,
    source: null,
    changeNote: null,
    body: '',
    scales: [{ key: 'rating', kind: 'rating', points: SCALE_POINTS.map(pointOf) }],
    tracks: [],
    levels: [],
    categories: [],
    targets: [],
    items: [],
    transitions: [],
    keymap: [],
  }
}

function pointOf({ value, name, anchor }: (typeof SCALE_POINTS)[number]) {
  return { code: String(value), title: name, value, points: null, description: anchor }
}

function sorted(messages: ReadDocument['messages']) {
  const files = [...new Set(messages.map((message) => message.file))]
  const rank = new Map(files.map((file, index) => [file, index]))
  return messages.toSorted(
    (a, b) =>
      (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  )
}
