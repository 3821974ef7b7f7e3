import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/ladder/editing/edit'
import { undoStacks } from '@/lib/ladder/editing/undo'

const made = (id: string, undoes: string | null = null): Change => ({ id, undoes, edits: [] })
const stacks = (...changes: Change[]) => {
  const { undo, redo } = undoStacks(changes)
  return { undo: undo.map(({ id }) => id), redo: redo.map(({ id }) => id) }
}

describe('what can be taken back', () => {
  test('is everything one did, the latest first', () => {
    expect(stacks(made('a'), made('b'))).toEqual({ undo: ['a', 'b'], redo: [] })
  })

  test('is not what was taken back already; that can be done again', () => {
    expect(stacks(made('a'), made('b'), made('u', 'b'))).toEqual({ undo: ['a'], redo: ['u'] })
    expect(stacks(made('a'), made('b'), made('u', 'b'), made('r', 'u'))).toEqual({
      undo: ['a', 'r'],
      redo: [],
    })
  })

  test('cannot be done again after something new', () => {
    expect(stacks(made('a'), made('u', 'a'), made('b'))).toEqual({ undo: ['b'], redo: [] })
  })
})
