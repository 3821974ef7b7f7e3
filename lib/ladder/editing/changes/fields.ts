import { canonicalBody, canonicalText } from '../../format/document'
import type { Draft, Entities, EntityName } from '../draft'
import type { Edit } from '../edit'
import { isSame, pick } from '../same'

/** An edit of some fields of one thing, as it stands in the draft now; nothing when they say so already. */
export function setFields<Name extends EntityName>(
  draft: Draft,
  { entity, key }: { entity: Name; key: string },
  fields: Partial<Entities[Name]>,
): Edit[] {
  const current = draft[entity].get(key)
  if (!current) return []
  const after = pick(fields, fields)
  const changed = Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => !isSame(value, current[name as keyof typeof current]),
    ),
  )
  if (Object.keys(changed).length === 0) return []
  return [{ op: 'set', entity, key, before: pick(current, changed), after: changed } as Edit]
}

const PARAGRAPHS = new Set(['body'])

/** A text as it is kept: without stray whitespace, so that it reads the same after it was stored. */
export function keptText(field: string, text: string): string {
  return PARAGRAPHS.has(field) ? canonicalBody(text) : canonicalText(text)
}
