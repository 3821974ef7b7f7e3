import { readLadder } from '@/lib/ladder/format/read'
import type { VersionTree } from '@/lib/ladder/versions/tree'

/** The ladder of a file as if it had been stored; every id is the key with a sign before it. */
export function treeOf(source: Uint8Array | string): VersionTree {
  const { document } = readLadder(source)
  if (!document) throw new Error('Unreadable')
  const ids = (entities: { key: string }[]) => new Map(entities.map(({ key }) => [key, `@${key}`]))
  return {
    versionId: '@version',
    document,
    levelIds: ids(document.levels),
    itemIds: ids(document.items),
  }
}
