import type { FieldChange } from './ladder-diff'

// How a version came about, which readers of it do not see.
const HIDDEN = new Set(['change', 'version', 'status', 'changeNote'])
const MOVES = new Set(['category', 'levels', 'at', 'track', 'parent'])

/** The changes of a thing that its readers can see. */
export function visibleFields({ fields }: { fields: FieldChange[] }): FieldChange[] {
  return fields.filter(({ field }) => !HIDDEN.has(field))
}

export function hasVisibleChange(changed: { fields: FieldChange[] }): boolean {
  return visibleFields(changed).length > 0
}

/** True where something stands in another category, level or track than before. */
export function isMove({ field }: FieldChange): boolean {
  return MOVES.has(field)
}
