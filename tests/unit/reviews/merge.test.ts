import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SectionBody } from '@/lib/reviews/body'
import { isSameBody, mergeBodies } from '@/lib/reviews/drafts/merge'

const body = (text: string, ratings: SectionBody['ratings'] = {}): SectionBody => ({
  text,
  ratings,
})
const rated = (value: 1 | 2 | 3 | 4 | 5 | null, note = '') => ({ value, note })

test('text of one side and a rating of the other are joined', () => {
  const merged = mergeBodies({
    base: body('before'),
    mine: body('mine'),
    theirs: body('before', { a: rated(4) }),
  })
  expect(merged).toEqual({ body: body('mine', { a: rated(4) }), clashes: [] })
})

test('what both changed differently clashes, and mine stands', () => {
  const merged = mergeBodies({
    base: body('before', { a: rated(3) }),
    mine: body('mine', { a: rated(2) }),
    theirs: body('theirs', { a: rated(3, 'seen') }),
  })
  expect(merged.clashes).toEqual(['text', 'a'])
  expect(merged.body).toEqual(body('mine', { a: rated(2) }))
})

test('an answer that one side cleared is cleared', () => {
  const base = body('', { a: rated(3) })
  expect(mergeBodies({ base, mine: base, theirs: body('') }).body).toEqual(body(''))
  expect(mergeBodies({ base, mine: body(''), theirs: base }).body).toEqual(body(''))
})

const bodies = fc.record({
  text: fc.constantFrom('', 'a', 'b'),
  ratings: fc.dictionary(
    fc.constantFrom('x', 'y'),
    fc.record({ value: fc.constantFrom(null, 1, 4), note: fc.constantFrom('', 'n') }),
    { noNullPrototype: true },
  ),
}) as fc.Arbitrary<SectionBody>

test('without a clash nothing that either side changed is lost', () => {
  fc.assert(
    fc.property(bodies, bodies, bodies, (base, mine, theirs) => {
      const { body: merged, clashes } = mergeBodies({ base, mine, theirs })
      const other = mergeBodies({ base, mine: theirs, theirs: mine })
      expect(other.clashes.sort()).toEqual([...clashes].sort())
      if (clashes.length === 0) expect(isSameBody(merged, other.body)).toBe(true)
      if (isSameBody(mine, base)) expect(isSameBody(merged, theirs)).toBe(true)
      if (isSameBody(theirs, base)) expect(isSameBody(merged, mine)).toBe(true)
    }),
  )
})
