import { describe, expect, test } from 'vitest'
import { expandPolicy } from '@/lib/policy/expansion'
import type { Op } from '@/lib/policy/grants'
import { RELATIONS, type Relation, ROW_RELATIONS } from '@/lib/policy/relations'

const ALLOWED = expandPolicy([...RELATIONS, ...ROW_RELATIONS]).filter(
  ({ decision }) => decision !== 'deny',
)

const WORDS_ABOUT_OTHERS: Op[] = [
  'mgrReview.read',
  'ratingProposed.read',
  'ratingCal.read',
  'calibNote.read',
  'promo.read',
  'peer.read',
  'peerAuthor.read',
  'upward.read',
  'packet.read',
  'packet.exportPdf',
]

const WORDS: Op[] = [
  ...WORDS_ABOUT_OTHERS,
  'draft.read',
  'draft.write',
  'self.read',
  'upwardAuthor.read',
  'privateNote.*',
  'evidence.read',
  'history.read',
]

const OUTSIDERS: Relation[] = [
  ...(['anon', 'deact', 'stranger', 'chain3', 'exm_none', 'peer_off', 'calib_past'] as const),
  ...(['calib_other', 'hr_out', 'admin', 'ladder_admin', 'auditor', 'job', 'deleg'] as const),
  'deleg_exp',
]

function holders(ops: readonly Op[], states: string): string[] {
  const cells = ALLOWED.filter(({ op, state }) => ops.includes(op) && states.includes(state))
  return [...new Set(cells.map(({ relation }) => relation))]
}

describe('invariants of access.md section 4', () => {
  test('no draft to anybody but its author', () => {
    expect(holders(['draft.read', 'draft.write'], 'DSKLRAZE')).toEqual(['author'])
    expect(holders([...WORDS_ABOUT_OTHERS, 'self.read', 'history.read'], 'D')).toEqual(['author'])
  })

  test('nothing unshared to the subject', () => {
    expect(holders(WORDS_ABOUT_OTHERS, 'DSKL')).not.toContain('subj')
    const throughPacket = WORDS_ABOUT_OTHERS.filter((op) => holders([op], 'RAZ').includes('subj'))
    expect(throughPacket).toEqual([
      'promo.read',
      'peerAuthor.read',
      'upward.read',
      'packet.read',
      'packet.exportPdf',
    ])
  })

  test('no text to the administrator, the worker or outsiders', () => {
    const readers = holders(WORDS, 'DSKLRAZE')
    expect(OUTSIDERS.filter((relation) => readers.includes(relation))).toEqual([])
    expect(readers).toContain('mgr')
  })

  test('no upward author to anybody but the author', () => {
    expect(holders(['upwardAuthor.read'], 'DSKLRAZE')).toEqual(['author'])
  })

  test('what was erased leaves only the record of its erasure', () => {
    const left = ALLOWED.filter(({ state }) => state === 'E')
    expect(left.map(({ op, relation }) => `${op} ${relation}`)).toEqual([
      'audit.read hr_in',
      'audit.read auditor',
    ])
  })

  test('a relation that has ended gives what a stranger has (G5)', () => {
    const grantsOf = (wanted: Relation) =>
      ALLOWED.filter(({ relation }) => relation === wanted).map(({ op, state }) => `${op} ${state}`)
    const ended = ['deleg_exp', 'calib_past', 'calib_other', 'hr_out', 'peer_off', 'exm_none']
    for (const relation of ended) {
      expect(grantsOf(relation as Relation)).toEqual(grantsOf('stranger'))
    }
    expect(grantsOf('stranger')).toHaveLength(14)
  })
})
