import type { ItemKind } from '../format/document'
import type { FileMessage, FilePlace, Severity } from '../format/messages'
import type { OutlineNode, Reading, Role } from '../reading/outline'
import type { Mapping } from '../reading/schema'
import { comparable } from '../reading/structure/titles'
import { nodesOf } from './corrections'
import type { HEADING_USES } from './schema'

/** Where something stands; `file` counts from 0. Null where the source does not say. */
export type SourceSpot = { file: number; line: number } | null

/** A heading of the tree, or an item. `items` counts those within it, `hidden` children not shown. */
export type TreeNode = {
  id: string
  role: Role
  title: string
  spot: SourceSpot
  items: number
  children: TreeNode[]
  hidden: number
}

export type LevelRow = {
  id: string
  is: (typeof HEADING_USES)[number]
  title: string
  code: string
  track: string
  band: string
  items: number
  spot: SourceSpot
}

/** A category of any number of levels. `is` is empty for what the reader takes it for, `kind`. */
export type CategoryRow = {
  title: string
  is: ItemKind | 'prose' | 'ignored' | ''
  kind: ItemKind
  into: string
  levels: number
  items: number
  spot: SourceSpot
}

export type ShownMessage = FileMessage & { spot: SourceSpot }
export type MessageGroups = Record<Severity, { shown: ShownMessage[]; total: number }>

const MOST_NODES = 900
const MOST_CHILDREN = 60
const MOST_ITEMS = 8
const MOST_ROWS = 150
const MOST_MESSAGES = 100
const LONGEST = 160

type Context = { mapping: Mapping; spotOf: (place: Partial<FilePlace>) => SourceSpot }

/** How a place of a message or a node is found among the files of an import. */
export function spotFinder(names: readonly string[]): Context['spotOf'] {
  const numbers = new Map(names.map((name, index) => [name, index]))
  return ({ file, line }) => {
    const number = numbers.get(file ?? '')
    return number === undefined || line === undefined ? null : { file: number, line }
  }
}

/** The outline as the person has corrected it, so far that a page can hold it. */
export function treeOf({ outline }: Reading, context: Context): TreeNode[] {
  let count = 0
  const shown = (nodes: readonly OutlineNode[]): Pick<TreeNode, 'children' | 'hidden'> => {
    const children: TreeNode[] = []
    let items = 0
    for (const node of nodes) {
      const isItem = node.role === 'item' || node.role === 'cell' || node.role === 'shift'
      items += isItem ? 1 : 0
      const isFull = children.length >= MOST_CHILDREN || (isItem && items > MOST_ITEMS)
      if (count >= MOST_NODES || isFull) continue
      count += 1
      children.push({
        id: node.id,
        role: context.mapping.nodes[node.id]?.role ?? node.role,
        title: wordsOf(node, context.mapping),
        spot: context.spotOf(node.place),
        items: countItems(node),
        ...shown(node.children),
      })
    }
    return { children, hidden: nodes.length - children.length }
  }
  return shown(outline).children
}

/** What is taken for a level, and what a person says is one or is none. */
export function levelRows(
  { outline }: Reading,
  trackOf: (id: string) => string,
  { mapping, spotOf }: Context,
): LevelRow[] {
  const rows = nodesOf(outline).flatMap((node): LevelRow[] => {
    const { role, title, code, band } = mapping.nodes[node.id] ?? {}
    if (node.role !== 'level' && role !== 'level') return []
    const is = role ?? node.role
    return [
      {
        id: node.id,
        is: is === 'category' || is === 'prose' || is === 'ignored' ? is : 'level',
        title: (title ?? node.title).slice(0, 200),
        code: code === undefined ? (node.code ?? '') : (code ?? ''),
        track: trackOf(node.id),
        band: String(band ?? ''),
        items: countItems(node),
        spot: spotOf(node.place),
      },
    ]
  })
  return rows.slice(0, MOST_ROWS)
}

/** The categories by their titles, in the order in which they come first. */
export function categoryRows({ outline }: Reading, { mapping, spotOf }: Context): CategoryRow[] {
  const rows = new Map<string, CategoryRow>()
  for (const node of nodesOf(outline)) {
    if (node.role !== 'category') continue
    const name = comparable(node.title)
    const known = rows.get(name)
    const { role, kind } = mapping.nodes[node.id] ?? {}
    const left = role === 'prose' || role === 'ignored' ? role : null
    const row = known ?? {
      title: node.title,
      is: left ?? kind ?? '',
      kind: node.kind ?? 'expectation',
      into: mapping.merge.find(({ from }) => comparable(from) === name)?.into ?? '',
      ...{ levels: 0, items: 0, spot: spotOf(node.place) },
    }
    rows.set(name, { ...row, levels: row.levels + 1, items: row.items + countItems(node) })
  }
  return [...rows.values()].slice(0, MOST_ROWS)
}

/** The messages by how much they matter, of each sort as many as anybody reads. */
export function messageGroups(
  messages: readonly FileMessage[],
  spotOf: Context['spotOf'],
): MessageGroups {
  const group = (severity: Severity) => {
    const own = messages.filter((message) => message.severity === severity)
    const shown = own.slice(0, MOST_MESSAGES)
    return { shown: shown.map((one) => ({ ...one, spot: spotOf(one) })), total: own.length }
  }
  return { error: group('error'), warning: group('warning'), info: group('info') }
}

function wordsOf(node: OutlineNode, mapping: Mapping): string {
  const title = mapping.nodes[node.id]?.title ?? node.title
  const text = title === '' || node.role === 'cell' ? `${title} ${node.text}`.trim() : title
  const words = node.code ? `${node.code} ${text}` : text
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words
}

function countItems({ item, children }: OutlineNode): number {
  return (item ? 1 : 0) + children.reduce((sum, child) => sum + countItems(child), 0)
}
