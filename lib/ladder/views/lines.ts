import type { ComparedItem } from './comparison'

/**
 * What becomes of a statement from the left level to the right one. `deeper`: the right one takes
 * the same subject up in other words; `added` and `dropped` have no counterpart.
 */
export type ComparedLine = {
  change: 'same' | 'deeper' | 'added' | 'dropped'
  left: ComparedItem | null
  right: ComparedItem | null
}

const LEAST_LIKENESS = 0.4
const SAME_VERB = 0.15
const UNTELLING = new Set(
  'a an and the of for to in on at by with from into or as its it is are be that what who than not'.split(
    ' ',
  ),
)

/**
 * The statements of a category beside their counterparts: equal ones first paired, then those that
 * share most of their telling words (Dice coefficient, with a premium for the same first word).
 * Lines are in the order of the right level, dropped ones at the end.
 */
export function comparedLines(left: ComparedItem[], right: ComparedItem[]): ComparedLine[] {
  const partners = pairs(left, right)
  const lines = right.map((item): ComparedLine => {
    const partner = partners.get(item) ?? null
    if (!partner) return { change: 'added', left: null, right: item }
    return { change: isSame(partner, item) ? 'same' : 'deeper', left: partner, right: item }
  })
  const taken = new Set(partners.values())
  const dropped = left.filter((item) => !taken.has(item))
  return [
    ...lines,
    ...dropped.map((item) => ({ change: 'dropped' as const, left: item, right: null })),
  ]
}

/** For what stands once per level by design, such as the cell of a growth area. */
export function facingLines(left: ComparedItem[], right: ComparedItem[]): ComparedLine[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const ours = left[index] ?? null
    const theirs = right[index] ?? null
    if (!theirs) return { change: 'dropped' as const, left: ours, right: null }
    if (!ours) return { change: 'added' as const, left: null, right: theirs }
    return { change: isSame(ours, theirs) ? 'same' : 'deeper', left: ours, right: theirs }
  })
}

function pairs(left: ComparedItem[], right: ComparedItem[]): Map<ComparedItem, ComparedItem> {
  const candidates = right.flatMap((theirs) =>
    left.map((ours) => ({ ours, theirs, likeness: likeness(ours.text, theirs.text) })),
  )
  const partners = new Map<ComparedItem, ComparedItem>()
  const taken = new Set<ComparedItem>()
  for (const { ours, theirs, likeness: score } of candidates.toSorted(
    (a, b) => b.likeness - a.likeness,
  )) {
    if (score < LEAST_LIKENESS || partners.has(theirs) || taken.has(ours)) continue
    partners.set(theirs, ours)
    taken.add(ours)
  }
  return partners
}

function isSame(a: ComparedItem, b: ComparedItem): boolean {
  return a.text.toLowerCase() === b.text.toLowerCase()
}

function likeness(a: string, b: string): number {
  const ours = tellingWords(a)
  const theirs = tellingWords(b)
  const common = [...ours].filter((word) => theirs.has(word)).length
  const size = ours.size + theirs.size
  if (size === 0 || common === 0) return 0
  const isSameVerb = [...ours][0] === [...theirs][0]
  return (2 * common) / size + (isSameVerb ? SAME_VERB : 0)
}

/** Words cut to their first six letters, so that "plans" and "planning" count as one. */
function tellingWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.filter((word) => !UNTELLING.has(word)).map((word) => word.slice(0, 6)))
}
