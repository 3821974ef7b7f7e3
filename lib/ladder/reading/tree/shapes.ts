import type { LocatedEntry, LocatedNode } from '../../format/exchange/located'
import { levelness } from '../structure/titles'
import { type PathRole, roleOfName, titleOfName } from './names'

const DEEP = 6

export function isKeyedByLevel(keys: readonly string[]): boolean {
  return levelness(keys.map(titleOfName)) >= 0.6
}

/** What the entries of a list are, by the fields that they have. */
export function listRole(node: LocatedNode): PathRole {
  const maps = node.kind === 'list' ? node.items.filter((item) => item.kind === 'map') : []
  const has = (role: PathRole, isScalar: boolean) =>
    maps.some((map) =>
      map.entries.some(
        ({ key, value }) => roleOfName(key) === role && (value.kind === 'scalar') === isScalar,
      ),
    )
  if (maps.length === 0) return 'item'
  if (has('level', false) && has('category', false)) return 'track'
  if (has('level', false)) return 'category'
  if (has('level', true) && (has('text', true) || has('item', true))) return 'item'
  if (has('category', false) || has('item', false)) {
    return has('level', true) || levelness(titlesOf(maps)) >= 0.5 ? 'level' : 'category'
  }
  const holdsMore = maps.some(({ entries }) => entries.some(isUnknownContainer))
  if (!holdsMore) return 'item'
  return levelness(titlesOf(maps)) >= 0.5 ? 'level' : 'category'
}

/** What a mapping with names of its own is keyed by. */
export function keyedRole(
  entries: readonly LocatedEntry[],
  { hasLevel, isRoot }: { hasLevel: boolean; isRoot: boolean },
): PathRole {
  if (hasLevel) return 'category'
  const keys = entries.map(({ key }) => key)
  if (keys.length > 0 && isKeyedByLevel(keys)) return 'level'
  if (entries.some(({ value }) => namesLevels(value, 0))) {
    return isRoot && entries.length === 1 ? 'group' : 'category'
  }
  return entries.length > 1 ? 'level' : 'group'
}

function titlesOf(maps: Extract<LocatedNode, { kind: 'map' }>[]): string[] {
  return maps.flatMap(({ entries }) => {
    const title = entries.find(({ key }) => roleOfName(key) === 'title')?.value
    return title?.kind === 'scalar' && typeof title.value === 'string' ? [title.value] : []
  })
}

function isUnknownContainer({ key, value }: LocatedEntry): boolean {
  return value.kind !== 'scalar' && roleOfName(key) === null
}

function namesLevels(node: LocatedNode, depth: number): boolean {
  if (depth > DEEP || node.kind === 'scalar') return false
  if (node.kind === 'list')
    return node.items.slice(0, 20).some((item) => namesLevels(item, depth + 1))
  const keys = node.entries.map(({ key }) => key)
  if (keys.length > 1 && isKeyedByLevel(keys)) return true
  return node.entries.some(
    ({ key, value }) => roleOfName(key) === 'level' || namesLevels(value, depth + 1),
  )
}
