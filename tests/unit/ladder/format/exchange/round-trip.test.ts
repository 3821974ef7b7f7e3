import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentHash } from '@/lib/ladder/format/content-hash'
import { canonicalDocument, type LadderDocument } from '@/lib/ladder/format/document'
import {
  LADDER_FORMATS,
  type LadderFormat,
  ladderFormatOf,
  readLadderFile,
  writeLadderFile,
} from '@/lib/ladder/format/exchange/ladder-file'
import { generatedLadder } from '../../generated-ladders'
import { SMALL_LADDER } from '../../small-ladder'

const bytes = (text: string) => new TextEncoder().encode(text)

function roundTrip(document: LadderDocument, format: LadderFormat) {
  const text = writeLadderFile(document, format)
  const name = `mine.${format}`
  expect(ladderFormatOf({ name, bytes: bytes(text) })).toBe(format)
  const read = readLadderFile({ name, bytes: bytes(text) })
  if (!read?.document) throw new Error(`Unreadable:\n${JSON.stringify(read?.messages)}\n${text}`)
  return { text, messages: read.messages, document: read.document }
}

describe.each(LADDER_FORMATS)('export to %s and import', (format) => {
  test('gives the same document and hash, for every ladder', () => {
    fc.assert(
      fc.property(generatedLadder, (ladder) => {
        const { document, text } = roundTrip(ladder, format)
        expect(document).toEqual(canonicalDocument(ladder))
        expect(contentHash(document)).toBe(contentHash(ladder))
        expect(writeLadderFile(document, format)).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  test('gives the ladder of the product and no message', () => {
    const source = readFileSync('prisma/seed/engineering.ladder.md')
    const seed = readLadderFile({ name: 'engineering.ladder.md', bytes: source })?.document
    if (!seed) throw new Error('The ladder cannot be read')
    const { document, messages } = roundTrip(seed, format)
    expect(contentHash(document)).toBe(contentHash(seed))
    expect(messages).toEqual([])
  })

  test('changes nothing for whoever goes on by another format', () => {
    const first = readLadderFile({ name: 'small.md', bytes: bytes(SMALL_LADDER) })?.document
    if (!first) throw new Error('The small ladder cannot be read')
    const { document } = roundTrip(first, format)
    expect(writeLadderFile(document, 'md')).toBe(SMALL_LADDER)
  })
})

test.each([
  ['a foreign heading file', 'notes.md', '# Level 1\n\n- Does things\n'],
  ['a foreign table', 'grid.csv', 'Category,L1,L2\nCraft,a,b\n'],
  ['foreign JSON', 'data.json', '{"levels": []}'],
  ['foreign YAML', 'data.yaml', 'levels: []\n'],
])('%s is none of our formats', (_what, name, text) => {
  expect(readLadderFile({ name, bytes: bytes(text) })).toBeNull()
})
