import { describe, expect, it } from 'vitest'
import { type Anchor, readAnchor, writeAnchor } from '@/lib/audit/sealing/anchor/anchor'
import { canonical, FIRST_LINK, sealHash } from '@/lib/audit/sealing/canonical'
import {
  anchorsBySequence,
  CHAIN_START,
  type ChainWalk,
  type SealedRow,
  walkOn,
} from '@/lib/audit/sealing/chain'
import { verdictOf } from '@/lib/audit/sealing/verdict'

const START = Date.parse('2026-03-01T09:00:00.000Z')
const NOW = new Date('2026-03-01T10:00:00Z')
const at = (minute: number) => new Date(START + minute * 60_000).toISOString()

type Given = { id: number; minute: number; action?: string }

function chainOf(events: Given[]): SealedRow[] {
  const rows: SealedRow[] = []
  for (const { id, minute, action = 'signIn' } of events) {
    const sequence = rows.length + 1
    const previous = rows.at(-1)?.hash ?? FIRST_LINK
    const fields = [String(id), at(minute), null, null, action, ...Array(9).fill(null)]
    rows.push({
      ...{ sequence, previous, fields, eventId: String(id), sealedAt: at(minute + 1) },
      hash: sealHash(sequence, previous, fields),
    })
  }
  return rows
}

const anchorOf = ({ sequence, eventId, hash, sealedAt }: SealedRow): Anchor => ({
  ...{ sequence, eventId, hash, sealedAt },
})

function walk(rows: SealedRow[], anchors: Anchor[]): ChainWalk {
  const byNumber = anchorsBySequence(anchors)
  return rows.reduce((now, row) => walkOn(now, row, byNumber), CHAIN_START)
}

function verdict(
  rows: SealedRow[],
  anchors: Anchor[] | null,
  unsealed: { id: string; at: string }[] = [],
) {
  const facts = { anchors, unsealed, anchorFile: '/anchor', now: NOW }
  return verdictOf({ ...facts, walk: walk(rows, anchors ?? []) })
}

const FIVE = [1, 2, 3, 4, 5].map((id) => ({ id, minute: id }))
const SOUND = chainOf(FIVE)
const ANCHORS = [SOUND[1], SOUND[4]].flatMap((row) => (row ? [anchorOf(row)] : []))

describe('the canonical form', () => {
  it('tells apart what reads the same when joined', () => {
    expect(canonical(['a,b', null])).not.toBe(canonical(['a', 'b']))
    expect(canonical([''])).not.toBe(canonical([null]))
    expect(canonical(['-'])).not.toBe(canonical([null]))
  })

  it('counts bytes', () => expect(canonical(['ä€', null])).toBe('5:ä€,-'))
})

describe('a line of the anchor', () => {
  it('reads back as it was written', () => {
    expect(ANCHORS.map((anchor) => readAnchor(writeAnchor(anchor)))).toEqual(ANCHORS)
  })

  it.each(['', '{', '{"sequence":1}', 'null', '[]'])('is not %j', (line) => {
    expect(readAnchor(line)).toBeNull()
  })
})

describe('the verdict', () => {
  it('is sound for a chain that the anchor knows', () => {
    expect(verdict(SOUND, ANCHORS)).toMatchObject({ status: 'sound' })
  })

  it('names an event that was changed, and since when', () => {
    const rows = SOUND.map((row) =>
      row.eventId === '3' ? { ...row, fields: row.fields?.with(4, 'packet.share') ?? null } : row,
    )
    const { status, lines } = verdict(rows, ANCHORS)
    expect(status).toBe('broken')
    expect(lines[0]).toContain('event 3 (seal 3)')
    expect(lines[0]).toContain(`changed, at some time after ${at(4)}`)
    expect(lines[1]).toContain('seal 2: event 2')
  })

  it('names an event that was removed', () => {
    const rows = SOUND.map((row) => (row.eventId === '4' ? { ...row, fields: null } : row))
    expect(verdict(rows, ANCHORS).lines[0]).toContain('event 4 (seal 4) is gone')
  })

  it('misses nothing where retention has cut the oldest off, and all that is gone after it', () => {
    const cutTo = (last: number) =>
      SOUND.map((row) => (row.sequence <= last ? { ...row, fields: null, isCut: true } : row))
    const { status, lines } = verdict(cutTo(2), ANCHORS)
    expect(status).toBe('sound')
    expect(lines).toContain('The oldest 2 were removed by their retention; their seals stay.')
    const more = cutTo(2).map((row) => (row.eventId === '4' ? { ...row, fields: null } : row))
    expect(verdict(more, ANCHORS).lines[0]).toContain('event 4 (seal 4) is gone')
    const forged = cutTo(2).map((row) =>
      row.sequence === 1 ? { ...row, hash: '0'.repeat(64) } : row,
    )
    expect(verdict(forged, []).status).toBe('broken')
  })

  it('names the place of a seal that was removed with its event', () => {
    const rows = SOUND.filter(({ sequence }) => sequence !== 3)
    expect(verdict(rows, ANCHORS).lines[0]).toContain('the event of seal 3 is gone')
  })

  it('names an event that was swapped with another', () => {
    const swapped = SOUND.map((row) => {
      const other = { 2: SOUND[2], 3: SOUND[1] }[row.sequence]
      return other ? { ...row, eventId: other.eventId, fields: other.fields } : row
    })
    expect(verdict(swapped, ANCHORS).lines[0]).toContain('event 3 (seal 2) is not what was sealed')
  })

  it('names an event that was put in later with an old date, sealed or not', () => {
    const late = chainOf([
      ...[1, 2, 3].map((id) => ({ id, minute: 20 + id })),
      { id: 9, minute: 1 },
    ])
    const anchors = late.map(anchorOf)
    expect(verdict(late, anchors).lines[0]).toContain('event 9 (seal 4)')
    const unsealed = [{ id: '9', at: at(1) }]
    const { status, lines } = verdict(late.slice(0, 3), anchors.slice(0, 3), unsealed)
    expect(status).toBe('broken')
    expect(lines[0]).toContain('event 9 (without a seal)')
  })

  it('lets a transaction that committed late take a later place', () => {
    const rows = chainOf([
      { id: 2, minute: 2 },
      { id: 1, minute: 1 },
    ])
    expect(verdict(rows, rows.map(anchorOf)).status).toBe('sound')
  })

  it('finds a tail that was cut by the anchor alone', () => {
    expect(verdict(SOUND.slice(0, 3), ANCHORS.slice(0, 1)).status).not.toBe('broken')
    const { status, lines } = verdict(SOUND.slice(0, 4), ANCHORS)
    expect(status).toBe('broken')
    expect(lines[0]).toContain('event 5 (seal 5) is gone')
    expect(verdict([], ANCHORS).status).toBe('broken')
  })

  it('finds a chain that was rewritten by the anchor alone, and where it still agreed', () => {
    const rewritten = chainOf(FIVE.map((one) => (one.id === 4 ? { ...one, action: 'x' } : one)))
    expect(verdict(rewritten, rewritten.map(anchorOf)).status).toBe('sound')
    const { status, lines } = verdict(rewritten, ANCHORS)
    expect(status).toBe('broken')
    expect(lines[0]).toContain('rewritten from the event of seal 3 or later on')
  })

  it.each([
    ['without an anchor', SOUND, null, []],
    ['with an anchor that ends early', SOUND, ANCHORS.slice(0, 1), []],
    ['before anything is sealed', [], [], []],
    ['while nothing is sealed any more', SOUND, ANCHORS, [{ id: '6', at: at(-1) }]],
  ] as const)('cannot tell %s', (_, rows, anchors, unsealed) => {
    const later = new Date(NOW.getTime() + 86_400_000)
    const facts = { anchors, anchorFile: '/anchor', now: later, unsealed }
    const found = verdictOf({ ...facts, walk: walk([...rows], [...(anchors ?? [])]) })
    expect(found.status).toBe('unknown')
    expect(found.lines[0]).toMatch(/^Cannot tell/)
  })
})
