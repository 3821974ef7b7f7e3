import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packageDocument } from '@/lib/privacy/requests/package/document'
import type { AccessPackage } from '@/lib/privacy/requests/package/package'
import { findIdentities } from '@/lib/privacy/requests/redaction/identities'
import { leftOver, redact } from '@/lib/privacy/requests/redaction/redact'

const OTHERS = [
  { name: 'Maya Okafor', email: 'maya.okafor@example.org' },
  { name: 'José Pérez', email: 'jose@example.org' },
  { name: 'Will Stone', email: 'will@example.org' },
  { name: 'Sam Other', email: 'sam.other@example.org' },
  { name: '王伟', email: 'wang@example.org' },
  { name: 'Anna-Lena O’Brien', email: 'anna@example.org' },
]

describe('identities of others', () => {
  it.each([
    ['Maya helped a lot.', ['Maya']],
    ['With Maya Okafor and with MAYA OKAFOR.', ['Maya Okafor', 'MAYA OKAFOR']],
    ['Asked Okafor’s team.', ['Okafor']],
    ['jose perez said so.', ['jose perez']],
    ['Jose said so.', ['Jose']],
    ['It will stone the bridge.', ['will stone']],
    ['It will be done.', []],
    ['Will did it.', ['Will']],
    ['Sam did well, Sam Lindqvist that is.', []],
    ['Not Sam Other but Sam.', ['Sam Other']],
    ['和王伟一起', ['王伟']],
    ['王伟 helped', ['王伟']],
    ['Anna-Lena O’Brien and Lena', ['Anna-Lena O’Brien', 'Lena']],
    ['Mayan calendars', []],
    ['Write to will@example.org or eve@else.test', ['will@example.org', 'eve@else.test']],
    ['Mine is sam@example.org.', []],
    ['', []],
  ])('in %j', (text, matches) => {
    expect(found(text)).toEqual(matches)
  })
})

describe('redaction', () => {
  it('blackens, keeps and leaves out as decided, a whole name before its part', () => {
    const whole = packageOf('Maya Okafor told Maya. Will heard.')
    const at = { place: '0.0.0', reason: null }
    const redacted = redact(whole, [
      { ...at, match: 'Maya', decision: 'BLACKEN' },
      { ...at, match: 'Maya Okafor', decision: 'KEEP' },
      { ...at, match: 'Will', decision: 'BLACKEN' },
    ])
    expect(textIn(redacted)).toBe('Maya Okafor told █████. █████ heard.')
    const left = redact(whole, [
      { ...at, match: 'Maya', decision: 'BLACKEN' },
      { ...at, match: 'Will', decision: 'LEAVE_OUT', reason: 'It is about somebody else.' },
    ])
    expect(textIn(left)).toBe('[Left out: It is about somebody else.]')
  })

  it('K02 blackens an address that begins with a sign right after another one', () => {
    const text = 'will@example.org$&Maya-will@example.org'
    const whole = packageOf(text)
    const items = found(text).map((match) => ({
      ...{ place: '0.0.0', match, reason: null },
      decision: 'BLACKEN' as const,
    }))
    expect(textIn(redact(whole, items))).toBe('██████████')
  })

  it('K02 property: what is found and blackened is not found again', () => {
    const word = fc.constantFrom(
      ...[
        'Maya',
        'Okafor',
        'maya',
        'Will',
        'will',
        'Stone',
        'José',
        'PEREZ',
        'Sam',
        'Other',
        'the',
      ],
      ...[
        'bridge',
        ',',
        '.',
        '-',
        '’s',
        '(',
        ')',
        '王伟',
        'will@example.org',
        '\n',
        '*',
        '$&',
        'Lena',
        'a\u0301',
        'sam@example.org',
        'm@example.org',
      ],
    )
    const glue = fc.constantFrom(' ', '', ' ', '-')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, glue), { maxLength: 30 }), (pieces) => {
        const whole = packageOf(pieces.flat().join(''))
        const items = findIdentities(whole, OTHERS).map(({ place, match }) => ({
          ...{ place, match, reason: null },
          decision: 'BLACKEN' as const,
        }))
        expect(leftOver(redact(whole, items), items, OTHERS)).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  it('names what was added after the decisions', () => {
    const whole = packageOf('Maya and Will')
    const items = [{ place: '0.0.0', match: 'Maya', decision: 'BLACKEN' as const, reason: null }]
    expect(leftOver(redact(whole, items), items, OTHERS)).toEqual([
      { place: '0.0.0', kind: 'name', match: 'Will' },
    ])
  })
})

describe('the document', () => {
  it('shows texts as text, and holds the same as JSON', () => {
    const nasty = '</script><script>alert(1)</script> & "quotes"'
    const html = packageDocument(packageOf(nasty))
    expect(html.match(/<script/g)).toHaveLength(1)
    const json = /<script type="application\/json" id="data">(.*)<\/script>/.exec(html)?.[1] ?? ''
    expect(JSON.parse(json)).toEqual(packageOf(nasty))
    expect(html).toContain('&lt;script&gt;')
  })
})

function found(text: string): string[] {
  return findIdentities(packageOf(text), OTHERS).map(({ match }) => match)
}

function packageOf(text: string): AccessPackage {
  const entries = [{ title: 'Summary', fields: [{ label: 'Text', text }] }]
  return {
    format: 1,
    organisation: 'Example',
    person: { name: 'Sam Lindqvist', email: 'sam@example.org' },
    collectedAt: '2026-11-21T10:00:00.000Z',
    sections: [{ title: 'Reviews', why: 'They were written about you.', entries }],
    omissions: [],
  }
}

function textIn({ sections }: AccessPackage): string {
  return sections[0]?.entries[0]?.fields[0]?.text ?? ''
}
