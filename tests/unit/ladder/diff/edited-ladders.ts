import fc from 'fast-check'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { generatedLadder } from '../generated-ladders'

/** Two versions of a ladder: the keys of the second are partly those of the first, all else may differ. */
export const twoVersions: fc.Arbitrary<[LadderDocument, LadderDocument]> = fc
  .tuple(generatedLadder, generatedLadder, fc.nat(3))
  .chain(([before, other, kept]) =>
    fc.tuple(
      fc.constant(before),
      fc.oneof(reordered(before), reordered(sharing(before, other, kept))),
    ),
  )

const LISTS = ['tracks', 'levels', 'categories', 'items', 'transitions'] as const

function reordered(document: LadderDocument): fc.Arbitrary<LadderDocument> {
  return fc
    .tuple(
      ...LISTS.map((name) =>
        fc.shuffledSubarray(
          document[name].map((_, index) => index),
          { minLength: name === 'items' ? 0 : document[name].length },
        ),
      ),
    )
    .map((orders) => {
      const lists = LISTS.map((name, at) => [name, orders[at]?.map((i) => document[name][i])])
      return { ...document, ...Object.fromEntries(lists) }
    })
}

/** The other ladder with the keys of this one, from the one numbered `skipped` on. */
function sharing(before: LadderDocument, other: LadderDocument, skipped: number): LadderDocument {
  const names = new Map<string, string>()
  const taken = new Set(LISTS.flatMap((list) => other[list].map(({ key }) => key)))
  for (const list of LISTS) {
    other[list].forEach(({ key }, index) => {
      const known = before[list][index + (index % 2 === 0 ? skipped : 0)]
      if (!known || taken.has(known.key)) return
      taken.add(known.key)
      names.set(key, known.key)
    })
  }
  return JSON.parse(JSON.stringify(other), (_key, value: unknown) =>
    typeof value === 'string' ? (names.get(value) ?? value) : value,
  )
}
