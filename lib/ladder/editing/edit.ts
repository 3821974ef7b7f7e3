import type { Draft, Entities, EntityName } from './draft'
import { missingReference, type Reference, usersOf } from './references'
import { faultOf } from './rules'
import { isSame, pick } from './same'

type EditOf<Name extends EntityName> =
  | {
      op: 'set'
      entity: Name
      key: string
      before: Partial<Entities[Name]>
      after: Partial<Entities[Name]>
    }
  | { op: 'add'; entity: Name; key: string; value: Entities[Name] }
  | { op: 'remove'; entity: Name; key: string; value: Entities[Name] }

/** One alteration of one thing. It carries what it replaces, so that it can be refused and undone. */
export type Edit = { [Name in EntityName]: EditOf<Name> }[EntityName]

/** What a person did in one go: all of it or nothing. `undoes` names the change that it takes back. */
export type Change = { id: string; undoes: string | null; edits: Edit[] }

/**
 * Why an edit does not fit: somebody changed the same fields (`current` is what they say now),
 * the thing is gone or there already, something it refers to is gone, or others still refer to it.
 * `invalid` is what no draft may hold, in a sentence.
 */
export type Conflict =
  | { reason: 'changed'; current: Record<string, unknown> }
  | { reason: 'gone' }
  | { reason: 'exists' }
  | { reason: 'missing'; of: Reference }
  | { reason: 'used'; by: Reference }
  | { reason: 'taken'; by: Reference }
  | { reason: 'invalid'; message: string }

export type EditResult = { draft: Draft } | { conflict: Conflict }
export type ChangeResult = { draft: Draft } | { conflict: Conflict; at: number }

/** The draft with the edit in it, or why it does not fit. The draft that goes in is left as it was. */
export function applyEdit(draft: Draft, edit: Edit): EditResult {
  const current = draft[edit.entity].get(edit.key)
  if (edit.op === 'add') {
    return current ? { conflict: { reason: 'exists' } } : put(draft, edit, edit.value)
  }
  if (!current) return { conflict: { reason: 'gone' } }
  const expected = edit.op === 'set' ? edit.before : edit.value
  const found = pick(current, expected)
  if (!isSame(found, expected)) return { conflict: { reason: 'changed', current: found } }
  if (edit.op === 'set') {
    return put(draft, edit, { ...current, ...edit.after } as Entities[EntityName])
  }
  const [by] = usersOf(draft, edit)
  return by ? { conflict: { reason: 'used', by } } : { draft: without(draft, edit) }
}

/** All edits of a change, one after the other, or the first that does not fit. */
export function applyEdits(draft: Draft, edits: readonly Edit[]): ChangeResult {
  let changed = draft
  for (const [at, edit] of edits.entries()) {
    const result = applyEdit(changed, edit)
    if ('conflict' in result) return { ...result, at }
    changed = result.draft
  }
  return { draft: changed }
}

/** The edit that takes this one back. */
export function inverseOf(edit: Edit): Edit {
  if (edit.op === 'set') return { ...edit, before: edit.after, after: edit.before } as Edit
  return { ...edit, op: edit.op === 'add' ? 'remove' : 'add' } as Edit
}

export function inverseOfAll(edits: readonly Edit[]): Edit[] {
  return edits.toReversed().map(inverseOf)
}

function put(draft: Draft, edit: Edit, value: Entities[EntityName]): EditResult {
  const message = faultOf({ entity: edit.entity, value })
  if (message) return { conflict: { reason: 'invalid', message } }
  const of = missingReference(draft, { entity: edit.entity, value })
  if (of) return { conflict: { reason: 'missing', of } }
  const by = rivalOf(draft, edit, value)
  if (by) return { conflict: { reason: 'taken', by } }
  const user = rescaledUser(draft, edit)
  if (user) return { conflict: { reason: 'used', by: user } }
  const table = new Map<string, Entities[EntityName]>(draft[edit.entity])
  table.set(edit.key, value)
  return { draft: { ...draft, [edit.entity]: table } }
}

function without(draft: Draft, { entity, key }: Edit): Draft {
  const table = new Map<string, Entities[EntityName]>(draft[entity])
  table.delete(key)
  return { ...draft, [entity]: table }
}

/** Two levels of a track never share a place: the database refuses it. */
function rivalOf(draft: Draft, { entity, key }: Edit, value: Entities[EntityName]) {
  if (entity !== 'level' || !('track' in value)) return null
  for (const level of draft.level.values()) {
    if (level.key === key || level.track !== value.track || level.order !== value.order) continue
    return { entity: 'level', key: level.key } as const
  }
  return null
}

/** Items and targets name points of their category's scale, so it stays while there are any. */
function rescaledUser(draft: Draft, edit: Edit): Reference | null {
  if (edit.op !== 'set' || edit.entity !== 'category' || edit.after.scale === undefined) return null
  return usersOf(draft, edit).find(({ entity }) => entity !== 'category') ?? null
}
