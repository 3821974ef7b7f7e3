import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { setFields } from '@/lib/ladder/editing/changes/fields'
import { type Draft, documentOf, draftOf } from '@/lib/ladder/editing/draft'
import { applyEdits, type Change, type Edit } from '@/lib/ladder/editing/edit'
import {
  joined,
  type SavedChange,
  type Sync,
  syncOf,
  withOwn,
  withRefused,
  withSaved,
} from '@/lib/ladder/editing/sync'
import { canonicalDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { SMALL_LADDER } from '../small-ladder'
import { editsOf, step } from './generated-edits'

function small(): Draft {
  const { document } = readLadder(SMALL_LADDER)
  if (!document) throw new Error('Unreadable')
  return draftOf(canonicalDocument(document))
}

const ANNA = { id: 'anna', name: 'Anna' }
const made = (id: string, edits: Edit[]): Change => ({ id, undoes: null, edits })
const saved = (sequence: number, change: Change): SavedChange => ({
  ...change,
  sequence,
  actor: ANNA,
})
const set = (draft: Draft, fields: Parameters<typeof setFields<'item'>>[2]) =>
  setFields(draft, { entity: 'item', key: 'i-designs' }, fields)
const designs = ({ draft }: Sync) => draft.item.get('i-designs')

/** A server in memory that keeps to the rules of the real one. */
function server(draft: Draft) {
  let state = draft
  const log: SavedChange[] = []
  return {
    log,
    draft: () => state,
    take(change: Change) {
      if (log.some(({ id }) => id === change.id)) return null
      const result = applyEdits(state, change.edits)
      if ('conflict' in result) return result
      state = result.draft
      log.push(saved(log.length + 1, change))
      return null
    },
  }
}

describe('one browser', () => {
  test('shows a change at once and keeps it until the server has it', () => {
    const start = syncOf(small(), 0)
    const typed = withOwn(start, made('a', set(start.draft, { text: 'Mine' })))
    expect(designs(typed)?.text).toBe('Mine')
    const acknowledged = withSaved(typed, [saved(1, typed.pending[0] ?? made('', []))])
    expect(acknowledged).toMatchObject({ sequence: 1, pending: [] })
    expect(acknowledged.draft).toBe(typed.draft)
    expect(withSaved(acknowledged, [saved(1, made('a', []))])).toEqual(acknowledged)
  })

  test('puts the own changes on top of what another saved', () => {
    const start = syncOf(small(), 0)
    const typed = withOwn(start, made('a', set(start.draft, { text: 'Mine' })))
    const both = withSaved(typed, [saved(1, made('b', set(start.draft, { weight: 4 })))])
    expect(designs(both)).toMatchObject({ text: 'Mine', weight: 4 })
    expect(both.pending).toHaveLength(1)
  })

  test('keeps both texts when another said something else, and loses neither', () => {
    const start = syncOf(small(), 0)
    const typed = withOwn(start, made('a', set(start.draft, { text: 'Mine' })))
    const both = withSaved(typed, [saved(1, made('b', set(start.draft, { text: 'Theirs' })))])
    expect(designs(both)?.text).toBe('Theirs')
    expect(both.clashes).toMatchObject([
      { change: { id: 'a' }, conflict: { reason: 'changed', current: { text: 'Theirs' } } },
    ])
    const told = withRefused(typed, 'a', { at: 0, conflict: { reason: 'gone' } })
    expect(told).toMatchObject({ pending: [], clashes: [{ change: { id: 'a' } }] })
  })

  test('says when what comes cannot be true', () => {
    expect(withSaved(syncOf(small(), 0), [saved(2, made('b', []))]).isLost).toBe(true)
  })

  test('makes one change of what is typed on in one field', () => {
    const draft = small()
    const first = made('a', set(draft, { text: 'One' }))
    const next: Edit = {
      ...{ op: 'set', entity: 'item', key: 'i-designs' },
      ...{ before: { text: 'One' }, after: { text: 'One two' } },
    }
    expect(joined(first, [next])?.edits).toEqual([
      { ...next, before: { text: 'Designs services' } },
    ])
    expect(joined(first, set(draft, { weight: 2 }))).toBeNull()
    expect(joined({ ...first, undoes: 'z' }, [next])).toBeNull()
  })
})

describe('two browsers and a server', () => {
  test('come to the same draft, whatever both do and whenever they hear of each other', () => {
    const act = fc.record({
      who: fc.boolean(),
      what: fc.constantFrom('edit', 'send', 'hear'),
      step,
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const { log, draft, take } = server(small())
        const syncs = [syncOf(small(), 0), syncOf(small(), 0)]
        const at = (who: boolean) => syncs[Number(who)] ?? syncOf(small(), 0)
        const send = (who: boolean) => {
          const [first] = at(who).pending
          const refused = first ? take(first) : null
          const heard = withSaved(at(who), log)
          syncs[Number(who)] = first && refused ? withRefused(heard, first.id, refused) : heard
        }
        acts.forEach(({ who, what, step: one }, index) => {
          if (what === 'send') send(who)
          else if (what === 'hear') syncs[Number(who)] = withSaved(at(who), log)
          else {
            const edits = editsOf(at(who).draft, one, `new-${index}`)
            if (edits.length > 0) syncs[Number(who)] = withOwn(at(who), made(`${index}`, edits))
          }
        })
        for (const who of [true, false, true]) while (at(who).pending.length > 0) send(who)
        for (const who of [true, false]) {
          const { draft: own, isLost } = withSaved(at(who), log)
          expect(isLost).toBe(false)
          expect(documentOf(own)).toEqual(documentOf(draft()))
        }
      }),
      { numRuns: 300 },
    )
  })
})
