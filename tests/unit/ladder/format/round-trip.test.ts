import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentHash } from '@/lib/ladder/format/content-hash'
import { canonicalDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { writeLadder } from '@/lib/ladder/format/write'
import { generatedLadder } from '../generated-ladders'
import { SMALL_LADDER } from '../small-ladder'

describe('reading what was written', () => {
  test('gives the same document, the same hash and the same text, for every ladder', () => {
    fc.assert(
      fc.property(generatedLadder, (ladder) => {
        const text = writeLadder(ladder)
        const { document } = readLadder(text)
        if (!document) throw new Error(`Unreadable:\n${text}`)
        expect(document).toEqual(canonicalDocument(ladder))
        expect(contentHash(document)).toBe(contentHash(ladder))
        expect(writeLadder(document)).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  test('a canonical document stays as it is', () => {
    fc.assert(
      fc.property(generatedLadder, (ladder) => {
        const once = canonicalDocument(ladder)
        expect(canonicalDocument(once)).toEqual(once)
      }),
    )
  })

  test('a file in our own form is written back byte for byte', () => {
    const { document } = readLadder(SMALL_LADDER)
    expect(document && writeLadder(document)).toBe(SMALL_LADDER)
  })
})
