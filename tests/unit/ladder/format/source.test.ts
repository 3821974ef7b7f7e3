import { describe, expect, test } from 'vitest'
import { contentHash } from '@/lib/ladder/format/content-hash'
import { hasErrors } from '@/lib/ladder/format/messages'
import { readLadder } from '@/lib/ladder/format/read'
import { changed, lineOf, SMALL_LADDER } from '../small-ladder'

function places(source: Uint8Array | string) {
  return readLadder(source).messages.map((m) => `${m.code} ${m.line}:${m.column}`)
}

function hashOf(source: string) {
  const { document } = readLadder(source)
  if (!document) throw new Error('Unreadable')
  return contentHash(document)
}

describe('the bytes of a ladder file', () => {
  test('that are not UTF-8 are refused at the first bad byte', () => {
    const bytes = new TextEncoder().encode(
      changed(['Words about managers', 'Words \u00e9 managers']),
    )
    const at = bytes.indexOf(0xc3)
    const latin = Uint8Array.from([...bytes.slice(0, at), 0xe9, ...bytes.slice(at + 2)])
    expect(places(latin)).toEqual([`E001 ${lineOf(SMALL_LADDER, 'Words about managers')}:7`])
    expect(readLadder(latin).document).toBeNull()
  })

  test('may begin with a mark and end lines as Windows does, which is said and changes nothing', () => {
    const text = `\ufeff${SMALL_LADDER.replaceAll('\n', '\r\n')}`
    expect(places(text)).toEqual(['W002 1:1', 'W003 1:1'])
    expect(hashOf(text)).toBe(hashOf(SMALL_LADDER))
  })

  test('are at most 5 MB', () => {
    expect(places(new Uint8Array(5 * 1024 * 1024 + 1))).toEqual(['E011 1:1'])
  })

  test('hold at most 10,000 items and are read in a few seconds', () => {
    const items = Array.from({ length: 10_001 }, (_, i) => `- Item number ${i} {#n${i}}`).join('\n')
    const text = changed(['- Designs services {#i-designs}', items])
    const start = performance.now()
    const messages = readLadder(text).messages
    expect(performance.now() - start).toBeLessThan(5000)
    expect(messages.map((message) => message.code)).toEqual(['E011'])
    expect(messages[0]?.message).toContain('10011 items')
  })

  test.each([
    ['nothing', ''],
    ['prose', '# A ladder essay\n\nWords, only words.\n'],
    ['an empty head', '---\n---\n'],
    ['a list as its head', '---\n- a\n---\n'],
    ['words as their head', '---\nwords\n---\n'],
    ['several YAML documents', '---\na: 1\n...\n%YAML 1.2\n---\nb: 1\n'],
  ])('that hold %s are refused', (_what, text) => {
    const { document, messages } = readLadder(text)
    expect(document).toBeNull()
    expect(hasErrors(messages)).toBe(true)
  })
})

describe('a hostile head', () => {
  const withHead = (yaml: string) => changed(['licence: MIT', `licence: MIT\n${yaml}`])

  test.each([
    ['an alias bomb', bomb()],
    ['an alias of itself', 'keymap: &a [*a]'],
    ['101 aliases', `x: &a {}\nkeymap: [${'*a, '.repeat(101)}]`],
    ['deep nesting', `keymap: ${'['.repeat(5000)}`],
    ['a key of all objects', 'keymap: { constructor: { a: b } }'],
    ['a hidden prototype', 'keymap: { "__proto__": { a: b } }'],
  ])('with %s is refused as such, quickly', (_what, yaml) => {
    const start = performance.now()
    const { document, messages } = readLadder(withHead(yaml))
    expect(document).toBeNull()
    expect(messages.map((message) => message.code)).toContain('E011')
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test.each([
    ['a tag that would build an object', 'source: !!js/function "x"'],
    ['an alias of nothing', 'source: *nothing'],
  ])('with %s is refused', (_what, yaml) => {
    const { document, messages } = readLadder(withHead(yaml))
    expect(document).toBeNull()
    expect(messages.map((message) => message.code)).toContain('E005')
  })

  test('leaves the prototype of objects alone', () => {
    readLadder(withHead('__proto__: { polluted: true }'))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('may use a few aliases', () => {
    const text = changed(
      ['facts:\n      - { key: team_size', 'facts:\n      - &size { key: team_size'],
      ['    band: 3', '    band: 3\n    facts: [ *size ]'],
    )
    expect(readLadder(text).messages).toEqual([])
    const director = readLadder(text).document?.levels.find((level) => level.key === 'director')
    expect(director?.facts[0]?.max).toBe(8)
  })
})

function bomb() {
  const rows = ['l0: &l0 [x, x, x, x, x, x, x, x, x]']
  for (let i = 1; i < 10; i++) {
    rows.push(
      `l${i}: &l${i} [${Array(9)
        .fill(`*l${i - 1}`)
        .join(', ')}]`,
    )
  }
  return rows.join('\n')
}
