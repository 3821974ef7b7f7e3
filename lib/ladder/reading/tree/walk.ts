import type { LocatedEntry, LocatedNode } from '../../format/exchange/located'
import type { OutlineNode } from '../outline'
import type { LevelTree, RecordPlace } from '../records/level-tree'
import {
  flagOfWord,
  kindOfWord,
  lineOf,
  proseIn,
  type RecordReport,
  textsIn,
  weightOfWord,
} from '../records/values'
import type { Declared } from './declared'
import { type PathRole, roleOfName, titleOfName } from './names'
import { isKeyedByLevel, keyedRole, listRole } from './shapes'

export type Walk = {
  tree: LevelTree
  report: RecordReport
  declared: Declared
  placeOf: (node: LocatedNode) => RecordPlace
  /** What a person says of a path; also hears of every path that there is. */
  said: (path: string, guess: PathRole) => PathRole
  /** Whether a person has said what stands at the path; then it is a collection of that. */
  isSaid: (path: string) => boolean
  left: OutlineNode[]
}

/** Where the walk is: what it has gone through on the way to a node. */
type Here = {
  path: string
  track: string | null
  level: { title: string; at: RecordPlace } | null
  categories: string[]
}
type Entity = { role: PathRole; name: string | null; index: number }
type MapNode = Extract<LocatedNode, { kind: 'map' }>

/** Takes in a whole document; `isLevel` when the file itself is one level. */
export function walkDocument(walk: Walk, root: LocatedNode, { isLevel }: { isLevel: boolean }) {
  const here: Here = { path: '', track: null, level: null, categories: [] }
  const role = isLevel ? 'level' : 'group'
  if (root.kind === 'list') visitCollection(walk, root, { role: listRole(root), here })
  else visitEntity(walk, root, { role, name: null, index: 0 }, here)
}

type Collection = { role: PathRole; here: Here; name?: string }

function visitCollection(walk: Walk, node: LocatedNode, { role, here, name = '' }: Collection) {
  if (node.kind === 'list') {
    const path = `${here.path}[]`
    node.items.forEach((item, index) => {
      visitEntity(walk, item, { role, name: null, index }, { ...here, path })
    })
    return
  }
  const isRecord =
    node.kind === 'map' && node.entries.some(({ key }) => roleOfName(key) === 'title')
  if (node.kind === 'map' && !isRecord) {
    node.entries.forEach(({ key, value }, index) => {
      visitEntity(walk, value, { role, name: key, index }, { ...here, path: `${here.path}.*` })
    })
    return
  }
  visitEntity(walk, node, { role, name: name || null, index: 0 }, here)
}

function visitEntity(walk: Walk, node: LocatedNode, entity: Entity, here: Here) {
  const { role } = entity
  if (role === 'ignored') leave(walk, node, here)
  else if (role === 'item') visitItem(walk, node, here)
  else {
    const inner = entered(walk, node, entity, here)
    if (node.kind === 'list') visitCollection(walk, node, { role: listRole(node), here: inner })
    else if (node.kind === 'map') visitFields(walk, node, { role, here: inner })
    else if (entity.name !== null || role === 'group') visitItem(walk, node, inner)
  }
}

/** The place that is below a track, level or category. */
function entered(walk: Walk, node: LocatedNode, entity: Entity, here: Here): Here {
  const { role, name, index } = entity
  const at = walk.placeOf(node)
  const own = node.kind === 'map' ? fieldText(walk, node, 'title', here) : null
  const scalar = node.kind === 'scalar' && name === null ? lineOf(String(node.value ?? '')) : null
  const key = name === null ? null : titleOfName(name)
  const title = own ?? key ?? scalar ?? (node.kind === 'map' ? refOf(walk, node, role, here) : null)
  if (role === 'track') return { ...here, track: title ?? `Track ${index + 1}` }
  if (role === 'category') {
    return title === null ? here : { ...here, categories: [...here.categories, title] }
  }
  if (role !== 'level') return here
  const numbered = title !== null && /^\d{1,2}$/.test(title) ? `Level ${title}` : title
  const level = { title: numbered ?? `Level ${index + 1}`, at }
  const code = node.kind === 'map' ? fieldText(walk, node, 'code', here) : null
  const made = walk.tree.level(here.track, level.title, at)
  made.code ??= code
  return { ...here, level }
}

function visitFields(walk: Walk, node: MapNode, { role, here }: { role: PathRole; here: Here }) {
  const unknown = node.entries.filter(({ key, value }) => isUnknown(key, value))
  const keyed = keyedRole(unknown, { hasLevel: here.level !== null, isRoot: here.path === '' })
  const isUnknownEntry = new Set(unknown)
  const hasMore = node.entries.some(({ value }) => value.kind !== 'scalar')
  for (const entry of node.entries) {
    const { key, value } = entry
    const isKeyed = isUnknownEntry.has(entry)
    const path = `${here.path}.${isKeyed && unknown.length > 1 ? '*' : key}`.replace(/^\./, '')
    const guess = isKeyed ? keyed : (roleOfName(key) ?? 'ignored')
    const said = walk.said(path, guess)
    const below = { ...here, path }
    const isEntity = isKeyed && said === guess && !walk.isSaid(path)
    if (said === 'ignored') leave(walk, value, below)
    else if (isEntity) visitEntity(walk, value, { role: said, name: key, index: 0 }, below)
    else if (value.kind === 'scalar') visitText(walk, entry, { said, role, hasMore, here: below })
    else if (isStructure(said)) {
      visitCollection(walk, value, { role: said, here: below, name: key })
    } else if (said === 'text') visitCollection(walk, value, { role: 'item', here: below })
    else leave(walk, value, below)
  }
}

type Text = { said: PathRole; role: PathRole; hasMore: boolean; here: Here }

// Words beside more are about the level or category; words alone are what is expected there.
function visitText(walk: Walk, { value }: LocatedEntry, { said, role, hasMore, here }: Text) {
  if (said === 'item') visitItem(walk, value, here)
  if (said !== 'text' || value.kind !== 'scalar' || value.value === null) return
  const isAbout = role === 'track' || role === 'group' || hasMore || here.categories.length === 0
  if (!isAbout) {
    visitItem(walk, value, here)
    return
  }
  const at = walk.placeOf(value)
  const text = proseIn(String(value.value), at, walk.report)
  const prose = walk.tree.node({ role: 'prose', title: '', text, at })
  if (here.level === null) walk.left.push(prose)
  else parentOf(walk, here, at)?.children.push(prose)
}

function visitItem(walk: Walk, node: LocatedNode, here: Here) {
  if (node.kind === 'list') {
    for (const item of node.items) visitItem(walk, item, here)
    return
  }
  const at = walk.placeOf(node)
  if (node.kind === 'scalar') {
    if (node.value === null || node.value === '') return
    const parent = parentOf(walk, here, at)
    for (const text of textsIn(String(node.value), at, walk.report)) {
      if (parent) walk.tree.item(parent, { text, at })
      else walk.left.push(walk.tree.node({ role: 'ignored', title: '', text, at }))
    }
    return
  }
  visitRecord(walk, node, here)
}

/** An item with fields; in a flat list they also say its level and category. */
function visitRecord(walk: Walk, node: MapNode, here: Here) {
  const { report, placeOf } = walk
  const at = placeOf(node)
  const field = (role: PathRole) => fieldText(walk, node, role, here)
  const level = refOf(walk, node, 'level', here)
  const category = refOf(walk, node, 'category', here)
  const track = field('track')
  const place: Here = {
    ...here,
    track: track ?? here.track,
    level: level === null ? here.level : { title: level, at },
    categories: category === null ? here.categories : [...here.categories, category],
  }
  const words = field('text') ?? field('item') ?? field('title') ?? field('label')
  if (words === null) {
    visitFields(walk, node, { role: 'group', here: place })
    return
  }
  const parent = parentOf(walk, place, at)
  const label = field('label') ?? (field('text') === null ? null : field('title'))
  const kind = field('kind')
  const weight = field('weight')
  const scored = field('scored')
  for (const text of textsIn(words, at, report)) {
    if (!parent) {
      walk.left.push(walk.tree.node({ role: 'ignored', title: '', text, at }))
      continue
    }
    walk.tree.item(parent, {
      text,
      at,
      label: label === words ? null : label,
      kind: kind === null ? null : kindOfWord(kind),
      weight: weight === null ? null : weightOfWord(weight),
      scored: scored === null ? null : flagOfWord(scored),
      examples: fieldTexts(walk, node, 'examples', here),
      antiExamples: fieldTexts(walk, node, 'anti-examples', here),
    })
  }
}

function parentOf({ tree }: Walk, { track, level, categories }: Here, at: RecordPlace) {
  if (level === null) return null
  return tree.category(tree.level(track, level.title, level.at), categories, at)
}

/** What a field says of the level or category of its record; E410 when it is not among those declared. */
function refOf(walk: Walk, node: MapNode, role: PathRole, here: Here): string | null {
  if (role !== 'level' && role !== 'category') return null
  const entry = entryWith(walk, node, role, here)
  if (entry?.value.kind !== 'scalar' || entry.value.value === null) return null
  const written = lineOf(String(entry.value.value))
  const { title, hint } = walk.declared.resolve(role, written)
  if (hint !== null) {
    const message = `"${written}" at "${entry.key}" is no ${role} that the file declares.${hint}`
    walk.report('E410', walk.placeOf(entry.value), message)
  }
  return title
}

function fieldText(walk: Walk, node: MapNode, role: PathRole, here: Here): string | null {
  const entry = entryWith(walk, node, role, here)
  if (entry?.value.kind !== 'scalar' || entry.value.value === null) return null
  const isProse = role === 'text' || role === 'item'
  const words = String(entry.value.value)
  return isProse ? words.trim() || null : lineOf(words) || null
}

function fieldTexts(walk: Walk, node: MapNode, role: PathRole, here: Here): string[] {
  const entry = entryWith(walk, node, role, here)
  if (!entry) return []
  const values = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  return values.flatMap((value) => {
    if (value.kind !== 'scalar' || value.value === null) return []
    return textsIn(String(value.value), walk.placeOf(value), walk.report)
  })
}

function entryWith(walk: Walk, node: MapNode, role: PathRole, here: Here) {
  return node.entries.find(({ key }) => {
    const path = `${here.path}.${key}`.replace(/^\./, '')
    return walk.said(path, roleOfName(key) ?? 'ignored') === role
  })
}

function isUnknown(key: string, value: LocatedNode): boolean {
  return roleOfName(key) === null && (value.kind !== 'scalar' || isKeyedByLevel([key]))
}

function isStructure(role: PathRole): boolean {
  return ['track', 'level', 'category', 'item', 'group'].includes(role)
}

/** Words that no role takes are kept in sight; short values such as numbers and addresses are not. */
function leave(walk: Walk, node: LocatedNode, here: Here) {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return
  const text = lineOf(node.value)
  if (text.length < 20 || !text.includes(' ')) return
  const title = here.path
  walk.left.push(walk.tree.node({ role: 'ignored', title, text, at: walk.placeOf(node) }))
}
