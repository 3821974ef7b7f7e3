import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ARTEFACT_STATES, type ArtefactState } from '@/lib/policy/artefact-state'
import { rulingFor } from '@/lib/policy/expansion'
import type { Op } from '@/lib/policy/grants'
import { RELATIONS, type Relation } from '@/lib/policy/relations'

const LETTERS: Record<string, Record<string, Op>> = {
  Ratings: { p: 'ratingProposed.read', c: 'ratingCal.read', w: 'ratingCal.write' },
  'Peer feedback': { r: 'peer.read', n: 'peerAuthor.read' },
  Packet: {
    r: 'packet.read',
    s: 'packet.share',
    u: 'packet.unshare',
    a: 'packet.ack',
    x: 'packet.exportPdf',
  },
  'Self-review': { r: 'self.read', s: 'self.submit', q: 'self.reqReopen' },
}

type Row = { table: string; relations: Relation[]; cells: string[] }

/**
 * The tables were generated with every bracket read as the last relation's alone. Where section 4
 * or a disputed cell says that the bracket holds for more, the code asks for the condition too.
 */
const STRICTER_THAN_THE_TABLE = [
  'Ratings calib_facil K ratingCal.write: the facilitator must give a reason as well',
  'Peer feedback calib_in K peer.read: no calibrator sees the names of peers (cell 10)',
  ...['S', 'K', 'L', 'R', 'A', 'Z'].map(
    (state) => `Self-review mgr ${state} self.read: blindSelf is the manager's condition (cell 12)`,
  ),
]

function readTables(): Row[] {
  const text = readFileSync(new URL('section-5-tables.md', import.meta.url), 'utf8')
  return text.split(/^(?=\*\*)/m).flatMap((part) => {
    const table = /^\*\*([^*:]+)/.exec(part)?.[1] ?? ''
    const rows = part.split('\n').filter((line) => /^\| \w/.test(line))
    return rows.map((line) => {
      const [ids = '', ...cells] = line.split('|').slice(1, -1)
      const relations = ids.split(',').map((id) => id.trim() as Relation)
      return { table, relations, cells: cells.map((cell) => cell.trim()) }
    })
  })
}

function decisionOf(cell: string, letter: string): string {
  const at = cell.indexOf(letter)
  if (at < 0) return 'deny'
  return cell[at + 1] === '?' ? 'allow_if' : 'allow'
}

describe('the generated tables of access.md section 5', () => {
  const rows = readTables()

  test('cover all 28 relations in each of the four tables', () => {
    for (const table of Object.keys(LETTERS)) {
      const ids = rows.filter((row) => row.table === table).flatMap((row) => row.relations)
      expect(ids.toSorted()).toEqual([...RELATIONS].toSorted())
    }
  })

  test('agree with the policy, but for the cells where section 4 is stricter', () => {
    const different = rows.flatMap(({ table, relations, cells }) =>
      relations.flatMap((relation) =>
        ARTEFACT_STATES.flatMap((state, index) =>
          Object.entries(LETTERS[table] ?? {}).flatMap(([letter, op]) => {
            const written = decisionOf(cells[index] ?? '·', letter)
            const { decision } = rulingFor(op, state, relation)
            if (written === decision) return []
            expect([written, decision]).toEqual(['allow', 'allow_if'])
            return [`${table} ${relation} ${state} ${op}`]
          }),
        ),
      ),
    )
    const explained = STRICTER_THAN_THE_TABLE.map((line) => line.slice(0, line.indexOf(':')))
    expect(different.toSorted()).toEqual(explained.toSorted())
  })
})

/** r and r? read the review, M status word, · nothing of it; one letter per state D S K L R A Z. */
const MANAGER_REVIEW: [Relation[], string[]][] = [
  [['author'], ['·', 'r', 'r', 'r', 'r', 'r', 'r']],
  [['newmgr'], ['·', '·', '·', '·', 'r', 'r', 'r']],
  [['mgr'], ['·', 'r', 'r', 'r', 'r', 'r', 'r']],
  [
    ['exm_none', 'stranger', 'peer_req', 'peer_done', 'peer_off', 'chain3', 'calib_other'],
    ['·', '·', '·', '·', '·', '·', '·'],
  ],
  [
    ['exm_author', 'calib_past', 'hr_out', 'ladder_admin', 'deleg', 'deleg_exp', 'subj', 'admin'],
    ['·', '·', '·', '·', '·', '·', '·'],
  ],
  [
    ['deact', 'anon', 'job', 'auditor', 'up_author'],
    ['·', '·', '·', '·', '·', '·', '·'],
  ],
  [['skip'], ['·', 'r?', 'r?', 'r?', 'r?', 'r?', 'r?']],
  [
    ['calib_in', 'calib_facil'],
    ['·', '·', 'r', '·', '·', '·', '·'],
  ],
  [
    ['hr_in', 'breakglass'],
    ['·', 'r', 'r', 'r', 'r', 'r', 'r'],
  ],
]

describe('the manager review of access.md section 5', () => {
  test.each(MANAGER_REVIEW)('%s read it in %s', (relations, cells) => {
    for (const relation of relations) {
      const coded = ARTEFACT_STATES.slice(0, 7).map((state) => {
        const { decision } = rulingFor('mgrReview.read', state, relation)
        return decision === 'deny' ? '·' : decision === 'allow' ? 'r' : 'r?'
      })
      expect(coded, relation).toEqual(cells)
    }
  })

  test('the rows name every relation', () => {
    const named = MANAGER_REVIEW.flatMap(([relations]) => relations)
    expect(named.toSorted()).toEqual([...RELATIONS].toSorted())
  })

  const SINGLE: [Op, ArtefactState, Relation, string][] = [
    ['draft.write', 'D', 'author', 'allow_if'],
    ['draft.write', 'D', 'mgr', 'deny'],
    ['packet.share', 'L', 'mgr', 'allow_if'],
    ['packet.share', 'R', 'mgr', 'deny'],
    ['ratingProposed.read', 'R', 'newmgr', 'deny'],
    ['packet.read', 'R', 'exm_author', 'allow_if'],
    ['progress.read', 'D', 'subj', 'allow_if'],
    ['progress.read', 'D', 'skip', 'allow_if'],
    ['progress.read', 'D', 'hr_in', 'allow'],
    ['progress.read', 'Z', 'admin', 'allow'],
    ['progress.read', 'S', 'job', 'deny'],
  ]

  test.each(SINGLE)('%s in %s by %s is %s', (op, state, relation, decision) => {
    expect(rulingFor(op, state, relation).decision).toBe(decision)
  })
})
