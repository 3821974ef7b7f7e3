import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuditFilter, readPlace, writePlace } from '@/lib/audit/log/schema'
import { auditSight, seesNothing } from '@/lib/audit/log/sight'
import { ACTION_GROUPS, actionInWords, objectInWords, reasonInWords } from '@/lib/audit/log/words'
import { refusedObject } from '@/lib/audit/refusal'
import type { Role } from '@/lib/context'
import { csvLine } from '@/lib/csv'

const NOW = new Date('2026-07-06T12:00:00Z')
const ID = '0192f0c1-7a60-7bbb-8000-0123456789ab'
const TEAM = '0192f0c1-7a60-7bbb-8000-0123456789ac'

function sight(...roles: [Role, string | null][]) {
  const held = roles.map(([role, scopeTeamId]) => ({ role, scopeTeamId }))
  return auditSight({ id: ID, roles: held }, NOW)
}

describe('what somebody sees of the log', () => {
  it('is everything for an auditor', () => {
    expect(sight(['AUDITOR', null])).toEqual({ everything: true, people: [], configuration: false })
  })

  it('is people in scope for an HR partner', () => {
    expect(sight(['HR_PARTNER', null])).toMatchObject({ everything: false, people: 'all' })
    expect(sight(['HR_PARTNER', TEAM])).toMatchObject({ people: [TEAM], configuration: false })
    expect(sight(['HR_PARTNER', TEAM], ['HR_PARTNER', null])).toMatchObject({ people: 'all' })
  })

  it('is the settings for an administrator', () => {
    expect(sight(['ADMIN', null])).toEqual({ everything: false, people: [], configuration: true })
  })

  it('adds up', () => {
    expect(sight(['ADMIN', null], ['HR_PARTNER', TEAM])).toEqual({
      ...{ everything: false, people: [TEAM], configuration: true },
    })
  })

  it.each([[[]], [[['LADDER_ADMIN', null]]]] as [[Role, string | null][]][])(
    'is nothing for %j',
    (roles) => expect(seesNothing(sight(...roles))).toBe(true),
  )
})

describe('a refused request', () => {
  it.each([
    [{ reviewId: ID, conflictId: TEAM }, 'review', ID],
    [{ version: '0', cycleId: ID.toUpperCase() }, 'cycle', ID],
    [{ personId: ID, reason: 'because' }, 'person', ID],
    [{ cycleId: TEAM, sessionId: ID }, 'calibration_session', ID],
    [{ sessionId: TEAM, participantId: ID }, 'participant', ID],
    [{ personId: 'Sam Lindqvist' }, 'request', null],
    [{ reason: ID }, 'request', null],
    ['Sam', 'request', null],
    [undefined, 'request', null],
  ])('%j is about the %s %s', (input, objectType, objectId) => {
    expect(refusedObject(input)).toEqual({ objectType, objectId })
  })
})

describe('words', () => {
  it('tells a refusal from what was done', () => {
    expect(actionInWords('packet.share', 'allow')).toBe('Shared a packet')
    expect(actionInWords('submitReview', 'deny')).toBe('Was refused: submit review')
    expect(actionInWords('signIn', 'deny')).toBe('Failed to sign in')
    expect(actionInWords('some.otherThing', 'allow')).toBe('Some other thing')
  })

  it('has one sentence for each action', () => {
    const says = ACTION_GROUPS.flatMap(({ actions }) => actions.map((action) => action.says))
    expect(new Set(says).size).toBe(says.length)
  })

  it('never repeats what a person wrote as their reason', () => {
    expect(reasonInWords('Sam is on leave and hard to reach.')).toBe('with a reason')
    expect(reasonInWords('operator')).toBe('on the machine itself')
    expect(reasonInWords(`import ${ID}`)).toBe('by an import')
    expect(reasonInWords(null)).toBeNull()
  })

  it('names the kind of thing only where it says more than the action', () => {
    expect(objectInWords('request')).toBeNull()
    expect(objectInWords('ladder_version')).toBe('ladder version')
    expect(objectInWords('packet')).toBe('packet')
  })
})

describe('the address', () => {
  it('keeps the place to the microsecond', () => {
    const place = { at: '2026-07-06T12:00:00.123456Z', id: '42' }
    expect(readPlace(writePlace(place))).toEqual(place)
  })

  it.each(['', 'x', writePlace({ at: 'now()', id: '1' }), writePlace({ at: '', id: "1'" })])(
    'has no place in %j',
    (cursor) => expect(readPlace(cursor)).toBeNull(),
  )

  it.each([
    { from: '2026-02-30' },
    { action: "x' OR 1" },
    { decision: 'maybe' },
    { person: 'x'.repeat(201) },
    { team: 'Payments' },
    { person: ['a', 'b'] },
  ])('refuses %j', (filter) => expect(AuditFilter.safeParse(filter).success).toBe(false))
})

describe('a cell of the export', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '  =1', '＝1', "'=1"])(
    'is no formula: %j',
    (text) => expect(csvLine([text])).toBe(`"'${text}"\r\n`),
  )

  it('is quoted whatever it holds, and comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const quoted = csvLine([text]).slice(1, -3).replaceAll('""', '"')
        expect(quoted.startsWith("'") ? quoted.slice(1) : quoted).toBe(text)
        expect(quoted).not.toMatch(/^[=+\-@\t\r\n\0]/)
      }),
    )
    expect(csvLine([null, 'a "b"'])).toBe('"","a ""b"""\r\n')
  })
})
