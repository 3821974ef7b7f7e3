import { describe, expect, test } from 'vitest'
import { formatMessage, MESSAGE_CODES, type MessageCode } from '@/lib/ladder/format/messages'
import { readLadder } from '@/lib/ladder/format/read'
import { changed, lineOf, SMALL_LADDER } from '../small-ladder'
import { BROKEN_ITEMS } from './broken-items'
import { BROKEN_STRUCTURE } from './broken-structure'

const ROWS = [...BROKEN_STRUCTURE, ...BROKEN_ITEMS]

/** Codes that need bytes, another version or the moment of publication; tested beside their checks. */
const ELSEWHERE: MessageCode[] = [
  ...(['E001', 'W002', 'W003', 'E113', 'W306', 'E501', 'W503', 'W504', 'E507', 'W508'] as const),
  ...(['E601', 'E602', 'E603', 'W604', 'W605', 'W606'] as const),
  ...(['W111', 'W112', 'E114', 'W324', 'W701', 'W702', 'W703'] as const),
]

describe('messages about a broken ladder', () => {
  test('the ladder that is broken below is sound', () => {
    expect(readLadder(SMALL_LADDER).messages).toEqual([])
  })

  test.each(ROWS)('%s: %s', (code, _what, changes, blamed, nth = 1) => {
    const text = changed(...changes)
    const found = readLadder(text).messages.filter((message) => message.code === code)
    expect(found.map((message) => message.line)).toContain(lineOf(text, blamed, nth))
    for (const message of found) {
      expect(message.message).toMatch(/^[A-Z"@].*[.?]$|: /su)
      expect(message.column).toBeGreaterThanOrEqual(1)
    }
  })

  test('every code has a broken ladder', () => {
    const shown = new Set([...ROWS.map(([code]) => code), ...ELSEWHERE])
    expect(MESSAGE_CODES.filter((code) => !shown.has(code))).toEqual([])
  })

  test('all messages are collected, in the order of the file', () => {
    const text = changed(
      ['licence: MIT\n', ''],
      ['{#i-designs}', '{#i-tests}'],
      ['tasks -> p', 'p'],
    )
    const codes = readLadder(text).messages.map((message) => message.code)
    expect(codes).toEqual(['W506', 'E303', 'E302'])
  })

  test('a message is printed as compilers do, with its column', () => {
    const text = changed(['track: mgmt\n    title', 'track: mgnt\n    title'])
    const [message] = readLadder(text).messages
    if (!message) throw new Error('No message')
    expect(formatMessage('my.ladder.md', message)).toBe(
      `my.ladder.md:${lineOf(text, 'mgnt')}:12 E106 error: There is no track "mgnt". Did you mean "mgmt"?`,
    )
  })

  test('an unknown key is pointed at exactly and the right name is proposed', () => {
    const text = changed(['    code: M1', '    cod: M1'])
    expect(readLadder(text).messages).toEqual([
      {
        code: 'E008',
        severity: 'error',
        line: lineOf(text, 'cod: M1'),
        column: 5,
        message: 'Unknown key "cod". Did you mean "code"?',
      },
    ])
  })
})
