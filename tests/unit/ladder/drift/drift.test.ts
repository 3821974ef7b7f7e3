import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DriftBlock } from '@/lib/ladder/drift/countable'
import { driftOf } from '@/lib/ladder/drift/drift'

const ITEM = { key: 'i', hasLevelBelow: true }

/** One rating for each value, of persons named by the prefix and a number. */
function block(
  side: DriftBlock['side'],
  values: readonly (number | null)[],
  { people = side, cycleId = 'h1', known = 0 }: Partial<Choice> = {},
): DriftBlock {
  const ratings = values.map((value, index) => ({
    personId: `${people}${index}`,
    value,
    isKnown: index < known,
  }))
  return { itemKey: 'i', cycleId, side, ratings }
}

type Choice = { people: string; cycleId: string; known: number }

function drift(...blocks: DriftBlock[]) {
  const [row] = driftOf([ITEM], blocks)
  if (!row) throw new Error('No row')
  return row
}

const TEN_HIGH = [4, 4, 5, 5, 4, 4, 4, 5, 4, 4]
const TEN_LOW = [3, 2, 3, 1, 2, 3, 3, 2, 3, 3]

describe('what it finds', () => {
  test('an item that nobody has observed', () => {
    const row = drift(block('at', Array(8).fill(null)))
    expect(row).toMatchObject({ findings: ['never-observed'], isTooFew: false, at: null })
  })

  test('an item that nobody is rated low on, with those below it apart from them', () => {
    const row = drift(block('at', TEN_HIGH), block('below', TEN_LOW))
    expect(row.findings).toEqual(['never-low'])
    expect(row).toMatchObject({ separation: 'separates', at: { ratings: 10, people: 10 } })
    expect(row.superiority?.probability).toBe(1)
  })

  test('an item that nobody at the level meets', () => {
    expect(drift(block('at', TEN_LOW)).findings).toEqual(['never-high'])
  })

  test('one Consistent among ten ends "never high"', () => {
    expect(drift(block('at', [...TEN_LOW.slice(1), 4])).findings).toEqual([])
  })

  test('levels that are rated alike: ½ exactly', () => {
    const row = drift(
      block('at', [3, 4, 3, 4, 3, 4, 3, 4]),
      block('below', [3, 4, 3, 4, 3, 4, 3, 4]),
    )
    expect(row).toMatchObject({ findings: ['not-separating'], separation: 'none' })
    expect(row.superiority?.probability).toBe(0.5)
  })

  test('a level that is rated below the one before it', () => {
    const row = drift(block('at', TEN_LOW), block('below', TEN_HIGH))
    expect(row.findings).toEqual(['reversed', 'never-high'])
  })

  test('a difference that the interval leaves open: 40 of 64 pairs and no tie is .625', () => {
    const row = drift(block('at', [5, 5, 5, 5, 5, 3, 3, 3]), block('below', Array(8).fill(4)))
    expect(row.superiority?.probability).toBe(0.625)
    expect(row).toMatchObject({ findings: [], separation: 'unclear' })
  })

  test('nothing to compare with at the first level of a track', () => {
    const blocks = [block('at', TEN_HIGH)]
    const [row] = driftOf([{ key: 'i', hasLevelBelow: false }], blocks)
    expect(row).toMatchObject({ separation: null, isTooFew: false })
  })
})

describe('too few', () => {
  test.each<[string, DriftBlock[]]>([
    ['no rating at all', []],
    ['seven ratings', [block('at', [4, 4, 4, 4, 4, 4, 4])]],
    ['seven "Not observed"', [block('at', Array(7).fill(null))]],
    [
      'eight ratings of four people',
      ['h1', 'h2'].map((cycleId) => block('at', [4, 4, 4, 4], { cycleId })),
    ],
    [
      'people by fours in cycle after cycle, each of which would tell one step from the next',
      ['a', 'b', 'c'].map((people) => block('at', [4, 4, 4, 4], { people, cycleId: people })),
    ],
    ['four whom the reader cannot look up', [block('at', TEN_HIGH, { known: 6 })]],
  ])('%s', (_, blocks) => {
    expect(drift(...blocks)).toMatchObject({
      findings: [],
      isTooFew: true,
      at: null,
      below: null,
      separation: 'too-few',
      superiority: null,
    })
  })

  test('that nobody is low is not said of fewer than ten', () => {
    expect(drift(block('at', TEN_HIGH.slice(1)))).toMatchObject({ findings: [], isTooFew: false })
  })

  test('values of four among eight who were asked about stay hidden', () => {
    const row = drift(block('at', [1, 2, 1, 1, null, null, null, null]))
    expect(row).toMatchObject({ findings: [], at: null, isTooFew: true })
  })

  test('a reader who can look everybody up is told of everybody', () => {
    expect(drift(block('at', TEN_HIGH, { known: 10 })).findings).toEqual(['never-low'])
  })

  test('who rose in between stands on the higher side alone', () => {
    const risen = block('at', TEN_HIGH, { people: 'p', cycleId: 'h2' })
    const before = block('below', TEN_LOW, { people: 'p' })
    expect(drift(risen, before)).toMatchObject({ separation: 'too-few', superiority: null })
  })
})

test('thirteen ratings of thirteen people are told as ten and more', () => {
  const again = block('at', [4, 3, 4, 4, 4], { people: 'again', cycleId: 'h2' })
  const blocks = [block('at', [4, 4, 3, 4, 4, 4, 4, 4]), again]
  expect(drift(...blocks).at).toEqual({ ratings: 10, people: 10 })
})

describe('order', () => {
  test('the gravest first, too few last, else that of the ladder', () => {
    const named = (itemKey: string, one: DriftBlock) => ({ ...one, itemKey })
    const items = ['few', 'fine', 'low', 'unseen', 'low2'].map((key) => ({
      key,
      hasLevelBelow: false,
    }))
    const rows = driftOf(items, [
      named('low', block('at', TEN_HIGH)),
      named('low2', block('at', TEN_HIGH)),
      named('fine', block('at', [...TEN_HIGH, 1])),
      named('unseen', block('at', Array(9).fill(null))),
    ])
    expect(rows.map(({ key }) => key)).toEqual(['unseen', 'low', 'low2', 'fine', 'few'])
  })
})

const rating = fc.record({
  personId: fc.integer({ min: 0, max: 14 }).map(String),
  value: fc.option(fc.integer({ min: 1, max: 5 })),
  isKnown: fc.boolean(),
})
const anyBlock = fc.record({
  itemKey: fc.constant('i'),
  cycleId: fc.constantFrom('h1', 'h2', 'h3'),
  side: fc.constantFrom('at' as const, 'below' as const),
  ratings: fc.array(rating, { maxLength: 20 }),
})
const anyBlocks = fc.uniqueArray(anyBlock, { selector: (b) => `${b.cycleId} ${b.side}` })

describe('always', () => {
  test('the order of blocks and ratings changes nothing', () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        const turned = blocks
          .toReversed()
          .map((one) => ({ ...one, ratings: one.ratings.toReversed() }))
        expect(drift(...turned)).toEqual(drift(...blocks))
      }),
    )
  })

  test('one rating with a value ends "never observed"', () => {
    const unseen = fc.integer({ min: 8, max: 30 }).map((count) => Array(count).fill(null))
    fc.assert(
      fc.property(unseen, fc.integer({ min: 1, max: 5 }), (values, value) => {
        expect(drift(block('at', values)).findings).toEqual(['never-observed'])
        expect(drift(block('at', [...values, value])).findings).toEqual([])
      }),
    )
  })

  test('counts that are shown are whole fives, of 8 ratings and 5 people at least', () => {
    fc.assert(
      fc.property(anyBlocks, (blocks) => {
        for (const counts of [drift(...blocks).at, drift(...blocks).below]) {
          if (!counts) continue
          expect(counts.people).toBeGreaterThanOrEqual(5)
          expect([counts.people % 5, counts.ratings % 5]).toEqual([0, 0])
        }
      }),
    )
  })

  test('a cycle with fewer than 5 people changes nothing that is shown', () => {
    fc.assert(
      fc.property(anyBlocks, fc.array(rating, { maxLength: 4 }), (blocks, ratings) => {
        const small: DriftBlock = { itemKey: 'i', cycleId: 'h4', side: 'at', ratings }
        expect(drift(...blocks, small)).toEqual(drift(...blocks))
      }),
    )
  })

  test('ratings of other items change nothing', () => {
    fc.assert(
      fc.property(anyBlocks, anyBlocks, (blocks, others) => {
        const elsewhere = others.map((one) => ({ ...one, itemKey: 'other' }))
        expect(drift(...blocks, ...elsewhere)).toEqual(drift(...blocks))
      }),
    )
  })
})
