import type { Draft } from './draft'
import { applyEdits, type Change, type Conflict, type Edit } from './edit'
import { isSame } from './same'

/** A change as the server gives it out: `sequence` counts the changes of a draft from 1. */
export type SavedChange = Change & { sequence: number; actor: { id: string; name: string } }

/** A change that did not fit, kept for the person to decide about. `at` is the edit that did not. */
export type Clash = { change: Change; at: number; conflict: Conflict }

/**
 * One browser's view of a draft. `base` is what the server has acknowledged up to `sequence`;
 * `pending` are own changes in their order that it has not; `draft` is both together.
 */
export type Sync = {
  base: Draft
  sequence: number
  pending: readonly Change[]
  draft: Draft
  clashes: readonly Clash[]
  /** Set when what came from the server does not fit: the page has to be loaded anew. */
  isLost: boolean
}

export function syncOf(draft: Draft, sequence: number): Sync {
  return { base: draft, sequence, pending: [], draft, clashes: [], isLost: false }
}

/** Adds an own change at the end, or a clash when it does not fit what stands there. */
export function withOwn(sync: Sync, change: Change): Sync {
  const result = applyEdits(sync.draft, change.edits)
  if ('conflict' in result) {
    return { ...sync, clashes: withClash(sync.clashes, { change, ...result }) }
  }
  return { ...sync, draft: result.draft, pending: [...sync.pending, change] }
}

/**
 * The last own change with more of the same: typing on in one field stays one change. Null when the
 * new edits are about something else.
 */
export function joined(last: Change | undefined, edits: readonly Edit[]): Change | null {
  const [before] = last?.edits ?? []
  const [after] = edits
  if (!last || last.undoes !== null || last.edits.length !== 1 || edits.length !== 1) return null
  if (before?.op !== 'set' || after?.op !== 'set') return null
  if (before.entity !== after.entity || before.key !== after.key) return null
  if (!isSame(before.after, after.before)) return null
  return { ...last, edits: [{ ...before, after: after.after } as Edit] }
}

/** Takes in what the server saved, by whomever. What was seen before is passed over. */
export function withSaved(sync: Sync, saved: readonly SavedChange[]): Sync {
  let { base, sequence, pending } = sync
  let isInOrder = true
  for (const change of saved) {
    if (change.sequence <= sequence) continue
    const result = applyEdits(base, change.edits)
    if (change.sequence !== sequence + 1 || 'conflict' in result) return { ...sync, isLost: true }
    base = result.draft
    sequence = change.sequence
    isInOrder = isInOrder && pending[0]?.id === change.id
    pending = pending.filter(({ id }) => id !== change.id)
  }
  const next = { ...sync, base, sequence, pending }
  return isInOrder ? next : rebased(next)
}

/** Takes a change out that the server did not take, and keeps it as a clash. */
export function withRefused(sync: Sync, id: string, why: { at: number; conflict: Conflict }): Sync {
  const change = sync.pending.find((one) => one.id === id)
  if (!change) return sync
  const pending = sync.pending.filter((one) => one !== change)
  return rebased({ ...sync, pending, clashes: withClash(sync.clashes, { change, ...why }) })
}

export function withoutClash(sync: Sync, id: string): Sync {
  return { ...sync, clashes: sync.clashes.filter(({ change }) => change.id !== id) }
}

function rebased(sync: Sync): Sync {
  let draft = sync.base
  const pending: Change[] = []
  let { clashes } = sync
  for (const change of sync.pending) {
    const result = applyEdits(draft, change.edits)
    if ('conflict' in result) clashes = withClash(clashes, { change, ...result })
    else {
      draft = result.draft
      pending.push(change)
    }
  }
  return { ...sync, draft, pending, clashes }
}

/** Of several texts for the same field that did not fit, the last one counts. */
function withClash(clashes: readonly Clash[], clash: Clash): Clash[] {
  const field = fieldOf(clash)
  return [...clashes.filter((other) => field === null || fieldOf(other) !== field), clash]
}

function fieldOf({ change: { edits } }: Clash): string | null {
  const [edit] = edits
  if (edits.length !== 1 || edit?.op !== 'set') return null
  return [edit.entity, edit.key, ...Object.keys(edit.after).sort()].join(' ')
}
