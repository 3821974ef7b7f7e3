import { createHash } from 'node:crypto'
import type { LadderDocument } from '../format/document'
import { comparable } from '../reading/structure/titles'
import { type ImportReading, isOwnFormat } from './read-import'

/** A ladder that an import may become a version of. */
export type TargetLadder = {
  key: string
  name: string
  published: { id: string; number: number } | null
  draft: { versionId: string; number: number; changes: number } | null
}

/** Which ladder (or, empty, a new one) and whether its other tracks stay. */
export type Target = { key: string; keepsTracks: boolean }

const SHARED = 0.2

/**
 * The ladder that an import seems to be of: of a format of our own the one with its key, of any
 * other the one that shares most words with it; else empty, for a new ladder.
 */
export function likelyTarget(
  { reading, document }: Pick<ImportReading, 'reading' | 'document'>,
  ladders: readonly { key: string; document: LadderDocument | null }[],
): string {
  if (!document) return ''
  if (isOwnFormat(reading)) {
    return ladders.some(({ key }) => key === document.ladder) ? document.ladder : ''
  }
  const words = wordsOf(document)
  const shares = ladders.map((ladder) => {
    const theirs = ladder.document ? wordsOf(ladder.document) : new Set<string>()
    const shared = [...words].filter((text) => theirs.has(text)).length
    return { key: ladder.key, share: words.size === 0 ? 0 : shared / words.size }
  })
  const [best] = shares.sort((a, b) => b.share - a.share)
  return best && best.share >= SHARED ? best.key : ''
}

/** Names all that a draft would be made of, so that nothing else is made than what was shown. */
export function previewHash(
  reading: ImportReading,
  { key, keepsTracks }: Target,
  published: { id: string } | null,
): string {
  const parts = [reading.hash, key, String(keepsTracks), published?.id ?? '']
  return createHash('sha256').update(parts.join(' ')).digest('hex')
}

/** A key for a new ladder that no other has. */
export function freeLadderKey(key: string, taken: ReadonlySet<string>): string {
  let count = 1
  while (taken.has(count === 1 ? key : `${key}-${count}`)) count += 1
  return count === 1 ? key : `${key.slice(0, 55)}-${count}`
}

function wordsOf({ levels, items }: LadderDocument): Set<string> {
  return new Set(
    [...levels.map(({ title }) => title), ...items.map(({ text }) => text)].map(comparable),
  )
}
