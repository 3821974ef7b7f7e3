import type { Category, Item, ItemKind, Level } from '../../format/document'
import type { FilePlace } from '../../format/messages'
import type { OutlineNode } from '../outline'
import type { Drafting } from './drafting'

const REFERENCE = /^(?:see|same as|as (?:for|in|at)|identical to)\s+(?:the\s+)?(.{1,60}?)\.?$/i

export type ItemContext = {
  level: Level | null
  /** Key of the track whose levels are meant by `*`. */
  track: string | null
  category: Category
  kind: ItemKind | null
  scored: boolean | null
}

/** A reference such as "see E3", to be followed when all items are there. */
export type Reference = {
  from: Level
  category: string
  to: string[]
  text: string
  place: FilePlace
  node: OutlineNode
  context: ItemContext
}

/** Adds the item of a node, or keeps the reference that it is. */
export function addItem(
  node: OutlineNode,
  context: ItemContext,
  { draft, references }: { draft: Drafting; references: Reference[] | null },
): void {
  const { level, category } = context
  const named = REFERENCE.exec(node.text)?.[1]
  const to = named && level && references ? draft.levelsOf(named, level.track) : []
  if (level && references && to.length > 0 && !to.includes(level.key)) {
    const { text, place } = node
    references.push({ from: level, category: category.key, to, text, place, node, context })
    return
  }
  const levels = levelsOf(node, context, draft)
  if (levels.length === 0) return
  const item = itemOf(node, { ...context, levels }, draft)
  draft.document.items.push(item)
  draft.add('item', item.key, node.place)
}

/** Links the items that a level refers to instead of repeating them (I308). */
export function followReferences(references: readonly Reference[], draft: Drafting): void {
  for (const reference of references) {
    const { from, category, to, text, place } = reference
    const meant = draft.document.items.filter(
      (item) => item.category === category && item.levels.some((level) => to.includes(level)),
    )
    if (meant.length === 0) addItem(reference.node, reference.context, { draft, references: null })
    else {
      const added = meant.filter((item) => !item.levels.includes(from.key))
      for (const item of added) item.levels.push(from.key)
      const count = added.length === 1 ? 'the item' : `the ${added.length} items`
      draft.report('I308', place, `"${text}" is read as ${count} of that level, shared by both.`)
    }
  }
}

function levelsOf(node: OutlineNode, { level, track }: ItemContext, draft: Drafting): string[] {
  const own = level ? [level.key] : []
  const labels = node.item?.levels ?? []
  const all = draft.document.levels.filter((l) => track === null || l.track === track)
  const isForAll = labels.includes('*') || (level === null && labels.length === 0)
  const named = labels.flatMap((label) => draft.levelsOf(label, track))
  return [...new Set([...own, ...(isForAll ? all.map((l) => l.key) : []), ...named])]
}

function itemOf(
  node: OutlineNode,
  context: ItemContext & { levels: string[] },
  draft: Drafting,
): Item {
  const correction = draft.correctionOf(node)
  const { stripEmphasis, scored: whatIsScored } = draft.mapping
  const given = node.item
  const kind = correction.kind ?? given?.kind ?? context.kind ?? 'expectation'
  const isRated = kind === 'indicator' || (whatIsScored === 'all' && kind === 'expectation')
  const usual = whatIsScored === 'none' ? false : isRated
  const plain = stripEmphasis ? withoutEmphasis(node.text) : node.text
  return {
    key: draft.mintKey(),
    kind,
    category: context.category.key,
    levels: context.levels,
    at: null,
    text: plain,
    label: given?.label ?? null,
    scored: correction.scored ?? context.scored ?? given?.scored ?? usual,
    weight: given?.weight ?? null,
    critical: false,
    target: null,
    change: null,
    examples: given?.examples ?? [],
    antiExamples: given?.antiExamples ?? [],
    anchors: given?.anchors ?? [],
    links: given?.links ?? [],
  }
}

function withoutEmphasis(text: string): string {
  return text.replace(/(\*\*|__)(?=\S)((?:(?!\1)[^\n])+?)\1/g, '$2')
}
