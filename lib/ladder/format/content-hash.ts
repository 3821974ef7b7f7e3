import { createHash } from 'node:crypto'
import { canonicalDocument, type LadderDocument } from './document'

/**
 * SHA-256 (64 hex digits) over the canonical JSON of what readers of the ladder see. Version
 * number, status, change note and change classes tell how a version came about and do not count.
 */
export function contentHash(document: LadderDocument): string {
  const { version: _v, status: _s, changeNote: _c, ...content } = canonicalDocument(document)
  const items = content.items.map(({ change: _change, ...item }) => item)
  return createHash('sha256')
    .update(canonicalJson({ ...content, items }))
    .digest('hex')
}

/** JSON with the keys of every object in code-unit order and no whitespace. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
