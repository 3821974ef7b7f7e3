import { describe, expect, test } from 'vitest'
import { unsafeMarkdown } from '@/lib/ladder/checks/markdown'
import { writeLadder } from '@/lib/ladder/format/write'
import { Mapping } from '@/lib/ladder/reading/schema'
import { importText } from './fixture-readings'

const TITLED =
  '## Junior Cook\n\n### Pot\n\n- Stirs WORDS\n\n## Senior Cook\n\n### Pot\n\n- Tastes\n'

/** Longer than it takes, by far, where time grows with the size of the text. */
const SECONDS = 12

describe('text that means harm', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe src="https://example.org"></iframe>',
    '<a href="javascript:alert(1)">here</a>',
    '<a href="jAvAsCrIpT&colon;alert(1)">here</a>',
    '[here](javascript:alert(1))',
    '[here](java&#115;cript:alert(1))',
    '[a [b](javascript:x) c](vbscript:y)',
    '<javascript:alert(1)>',
    '[here](data:text/html,<script>alert(1)</script>)',
    '<scr<script>ipt>alert(1)</script>',
    '<<script>script>alert(1)<</script>/script>',
    '<!-- a --><script>x</script><!--',
    '`<b>` <script>` alert(1) `</script>',
    '\\<script>alert(1)</script>',
    '<style>* { display: none }</style>',
    '<form action="/sign-out"><button>x</button></form>',
    '\n\n<div onclick="x()">words</div>\n',
    '\n\n<table><tr><td><script>x()</script>words</td></tr></table>\n',
    '\n\n> <script>x()</script>\n',
    '\n\n[ref]: javascript:alert(1)\n',
  ])('%s is taken out of the ladder', (words) => {
    const { document } = importText(TITLED.replace('WORDS', words)).read
    if (!document) throw new Error('There is no document')
    const texts = [
      ...document.items.flatMap((item) => [item.text, ...item.examples]),
      ...[document.body, ...document.tracks.map((track) => track.body)],
      ...document.levels.flatMap((level) => [level.body, level.summary]),
    ]
    const findings = texts.flatMap((text) => unsafeMarkdown(text))
    expect(findings.filter((finding) => finding.code === 'E320')).toEqual([])
  })

  test('names that mean something to the language are titles like others', () => {
    const text = TITLED.replaceAll('Pot', '__proto__').replace('Junior Cook', 'constructor Junior')
    const { document } = importText(text).read
    expect(document?.categories.map((category) => category.key)).toEqual(['proto'])
    expect(document && writeLadder(document)).toContain('title: constructor Junior')
    const mapping = Mapping.parse(JSON.parse('{"nodes":{"__proto__":{"role":"level"}}}'))
    expect(Object.getPrototypeOf(mapping.nodes)).toBe(Object.prototype)
    expect(Object.keys(mapping.nodes)).toEqual([])
  })

  test('characters that cannot be seen are named and taken out', () => {
    const { document, messages } = importText(TITLED.replace('WORDS', 'pots\u202e\u0007')).read
    expect(messages.map((message) => message.code)).toContain('E323')
    expect(document?.items[0]?.text).toBe('Stirs pots')
  })
})

describe('text without end is refused in time', () => {
  const many = (count: number, text: string | ((index: number) => string)) =>
    Array.from({ length: count }, (_, i) => (typeof text === 'string' ? text : text(i))).join('')
  const ROWS: [name: string, text: string, file?: string][] = [
    ['nested quotations', '> '.repeat(10_000)],
    ['nested bullets on a line', '- '.repeat(10_000)],
    ['nested bullets on many lines', many(1500, (i) => `${' '.repeat(2 * i)}- a\n`)],
    ['brackets', '['.repeat(500_000)],
    ['angle brackets', '<'.repeat(500_000)],
    ['comments', '<!--'.repeat(200_000)],
    ['stars', '*'.repeat(500_000)],
    ['templates', '{%'.repeat(500_000)],
    ['fences', '```\n'.repeat(50_000)],
    ['folded blocks', '<details>\n\n'.repeat(5_000)],
    ['nested tags', '<div>'.repeat(100_000), 'a.html'],
    ['nested tables', '<table><tr><td>'.repeat(20_000), 'a.html'],
    [
      'merged cells',
      `<table>${'<tr><td colspan=9999 rowspan=9999>x'.repeat(2000)}</table>`,
      'a.html',
    ],
    ['bullets', many(90_000, (i) => `- item ${i}\n`)],
    ['bold lines', many(20_000, (i) => `**Engineer ${i % 300}**\n\n`)],
    ['arrows', `## ${'a to '.repeat(20_000)}\n\n${TITLED}`],
    ['levels', many(2_000, (i) => `## Engineer ${i}\n\n### Craft\n\n- does ${i}\n\n`)],
    ['aliases', '---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\ntitle: *b\n---\n'],
    [
      'tables',
      many(1_500, (i) => `| a${i} | Junior ${i} | Senior ${i} |\n|---|---|---|\n| x | y | z |\n\n`),
    ],
  ]

  test.each(ROWS)('%s', { timeout: SECONDS * 1000 }, (_name, text, file) => {
    const { read } = importText(text, {}, file)
    expect(read.messages.length).toBeLessThan(12_000)
  })

  test('more than 10,000 items: E011', () => {
    const level = (n: number) => `## Engineer ${n}\n\n${many(600, (i) => `- does ${n} ${i}\n`)}\n`
    const { read } = importText(many(20, level))
    expect(read.document).toBeNull()
    expect(read.messages.map((message) => message.code)).toContain('E011')
  })

  test('2.5 MB of Markdown are read', { timeout: SECONDS * 1000 }, () => {
    const words = 'carefully and well, '.repeat(12)
    const level = (n: number) =>
      `## Senior Engineer ${n}\n\n${many(10, (c) => `### Category ${c}\n\n${many(19, (i) => `- Does ${n} ${c} ${i} ${words}\n`)}\n`)}`
    const text = many(50, level)
    const { document } = importText(text).read
    expect(text.length).toBeGreaterThan(2_400_000)
    expect(document?.items).toHaveLength(9_500)
  })
})
