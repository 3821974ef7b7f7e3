import type { Change } from './edit'

/** What somebody can take back and do again, each list with the latest last. */
export type UndoStacks = { undo: readonly Change[]; redo: readonly Change[] }

const LONGEST = 200

export const NOTHING_DONE: UndoStacks = { undo: [], redo: [] }

/**
 * The stacks after one more change of the same person. A change that takes back another moves to the
 * other stack; anything new makes what was taken back final.
 */
export function withChange({ undo, redo }: UndoStacks, change: Change): UndoStacks {
  if (change.undoes === null) return { undo: [...undo, change].slice(-LONGEST), redo: [] }
  const isOf = ({ id }: Change) => id === change.undoes
  if (undo.some(isOf)) return { undo: without(undo, isOf), redo: [...redo, change] }
  if (redo.some(isOf)) return { undo: [...undo, change], redo: without(redo, isOf) }
  return { undo, redo }
}

/** The stacks of a person from their changes, oldest first. */
export function undoStacks(changes: readonly Change[]): UndoStacks {
  return changes.reduce(withChange, NOTHING_DONE)
}

function without(list: readonly Change[], isOf: (change: Change) => boolean): Change[] {
  return list.filter((change) => !isOf(change))
}
