import { expect, test } from 'vitest'
import { readLadderFile } from '@/lib/ladder/format/exchange/ladder-file'
import { documentOf } from '@/lib/ladder/reading/document-of'
import { readUploads } from '@/lib/ladder/reading/read'
import { NO_MAPPING } from '@/lib/ladder/reading/schema'

const LONG_MS = 10_000
const bytes = (text: string) => new TextEncoder().encode(text)
const numbered = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n')

test.each([
  ['YAML of quotation marks', 'yaml', '"'.repeat(100_000)],
  ['YAML of anchors', 'yaml', '&a '.repeat(20_000)],
  ['YAML of tags', 'yaml', '!!x '.repeat(20_000)],
  ['YAML of nested lists', 'yaml', '- '.repeat(100_000)],
  ['YAML of unknown keys', 'yaml', numbered(30_000, (n) => `k${n}: 1`)],
  ['front matter of unknown keys', 'md', `---\n${numbered(30_000, (n) => `k${n}: 1`)}\n---\n`],
  ['JSON of open mappings', 'json', '{"a":'.repeat(100_000)],
  ['CSV of empty rows', 'csv', ',\n'.repeat(1_000_000)],
])('%s is refused in time', (_what, ending, text) => {
  const start = performance.now()
  const read = readLadderFile({ name: `a.ladder.${ending}`, bytes: bytes(text) })
  expect(performance.now() - start).toBeLessThan(LONG_MS)
  expect(read?.document).toBeNull()
  expect(read?.messages.length).toBeGreaterThan(0)
  expect(read?.messages.length).toBeLessThan(1_000)
})

test.each([
  ['CSV with half a million rows', 'a.csv', `Level,Text\n${'P1,x\n'.repeat(500_000)}`],
  ['one cell with a million bullets', 'a.csv', `Level,Text\nP1,"${'- a\n'.repeat(1_000_000)}"\n`],
  [
    'JSON with sixty thousand keys',
    'a.json',
    `{${numbered(60_000, (n) => `"k${n}":["a b"]`).replaceAll('\n', ',')}}`,
  ],
])('%s is more than a ladder may have', (_what, name, text) => {
  const start = performance.now()
  const { document, messages } = documentOf(
    readUploads([{ name, bytes: bytes(text) }], NO_MAPPING),
    NO_MAPPING,
  )
  expect(performance.now() - start).toBeLessThan(LONG_MS)
  expect(document).toBeNull()
  expect(messages.map(({ code }) => code)).toContain('E011')
})

test('2.5 MB of CSV are read and checked within 3 seconds', () => {
  const words = 'calm pot kiln glaze wheel clay hands shop guests plan fire cool shape mend teach'
  const rows = numbered(9_900, (n) => {
    const kind = n % 5 === 0 ? 'indicator' : 'expectation'
    return `P${(n % 9) + 1},Area ${Math.floor(n / 9) % 40},"${words} ${words} ${words} ${n}",${kind},${n}`
  })
  const upload = { name: 'big.csv', bytes: bytes(`Level,Category,Text,Kind,Order\n${rows}\n`) }
  expect(upload.bytes.length).toBeGreaterThan(2_500_000)
  const start = performance.now()
  const { document, messages } = documentOf(readUploads([upload], NO_MAPPING), NO_MAPPING)
  expect(performance.now() - start).toBeLessThan(3_000)
  expect(document?.items).toHaveLength(9_900)
  expect(messages.map(({ code }) => code)).toEqual(['W506'])
})
