import type { RatingEntry, SectionBody } from '../body'

export type Merge = {
  body: SectionBody
  /** What both sides changed differently: `text`, or the key of a rated item. Mine stands in `body`. */
  clashes: string[]
}

/** Joins two texts that grew from one: what only one side changed is taken from that side. */
export function mergeBodies({
  base,
  mine,
  theirs,
}: {
  base: SectionBody
  mine: SectionBody
  theirs: SectionBody
}): Merge {
  const clashes: string[] = []
  const text = pick({ base: base.text, mine: mine.text, theirs: theirs.text }, isSameText)
  if (text.isClash) clashes.push('text')
  const ratings: Record<string, RatingEntry> = {}
  for (const key of new Set([...Object.keys(mine.ratings), ...Object.keys(theirs.ratings)])) {
    const rating = pick(
      { base: base.ratings[key], mine: mine.ratings[key], theirs: theirs.ratings[key] },
      isSameRating,
    )
    if (rating.isClash) clashes.push(key)
    if (rating.value) ratings[key] = rating.value
  }
  return { body: { text: text.value, ratings }, clashes }
}

export function isSameBody(a: SectionBody, b: SectionBody): boolean {
  const keys = new Set([...Object.keys(a.ratings), ...Object.keys(b.ratings)])
  return a.text === b.text && [...keys].every((key) => isSameRating(a.ratings[key], b.ratings[key]))
}

function pick<T>(sides: { base: T; mine: T; theirs: T }, isSame: (a: T, b: T) => boolean) {
  if (isSame(sides.mine, sides.theirs)) return { value: sides.mine, isClash: false }
  if (isSame(sides.mine, sides.base)) return { value: sides.theirs, isClash: false }
  return { value: sides.mine, isClash: !isSame(sides.theirs, sides.base) }
}

function isSameText(a: string, b: string): boolean {
  return a === b
}

function isSameRating(a: RatingEntry | undefined, b: RatingEntry | undefined): boolean {
  return a?.value === b?.value && (a?.note ?? '') === (b?.note ?? '')
}
