import type { LadderDocument } from '../format/document'

/** A stored version: its words as a document, and the database's ids of what others refer to. */
export type VersionTree = {
  versionId: string
  document: LadderDocument
  levelIds: ReadonlyMap<string, string>
  itemIds: ReadonlyMap<string, string>
}

/** What can change about a version after it was published, and which version it is. */
export type VersionHead = {
  versionId: string
  ladderKey: string
  number: number
  status: 'PUBLISHED' | 'ARCHIVED'
  publishedAt: Date | null
}

/** The published version, or the one with this number; null when there is none. */
export function chooseVersion(
  heads: readonly VersionHead[],
  number: number | null,
): VersionHead | null {
  const isChosen = (head: VersionHead) =>
    number === null ? head.status === 'PUBLISHED' : head.number === number
  return heads.find(isChosen) ?? null
}
