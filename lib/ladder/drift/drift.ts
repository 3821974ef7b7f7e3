import {
  areEnough,
  countableRatings,
  countableValues,
  countPeople,
  type DriftBlock,
  type DriftRating,
  LEAST_PEOPLE_FOR_RATE,
} from './countable'
import { type Superiority, superiority } from './superiority'

/** What may have gone wrong with an item, the gravest first. */
export const FINDINGS = [
  'never-observed',
  'reversed',
  'not-separating',
  'never-high',
  'never-low',
] as const
export type Finding = (typeof FINDINGS)[number]

export type DriftItem = {
  key: string
  /** Whether a level stands below it, from which people are rated towards it. */
  hasLevelBelow: boolean
}

/** Counts are there only where they are large enough to be shown. */
export type Drift = {
  findings: Finding[]
  /** Whether too little is known to say anything at all. */
  isTooFew: boolean
  at: Counted | null
  below: Counted | null
  /** `unclear`: the interval allows a difference and none. Null where no level stands below. */
  separation: 'separates' | 'unclear' | 'none' | 'reversed' | 'too-few' | null
  superiority: Superiority | null
}
/** Rounded down to fives, or else two items that differ by a rating would tell of one person. */
export type Counted = { ratings: number; people: number }

/** "Consistent", from which an indicator is met. Source: scoring.md section 2.1. */
const MET = 4
/** Less than this is no difference worth the name. Source: Vargha and Delaney (2000). */
const NEGLIGIBLE = 0.56

/**
 * How each item has been rated, the gravest first and otherwise in the order of the items. In:
 * submitted manager ratings of closed cycles under the keys of today, without those of the reader.
 * Says nothing where too few ratings may count; see `countableRatings`.
 */
export function driftOf<Item extends DriftItem>(
  items: readonly Item[],
  blocks: readonly DriftBlock[],
): (Item & Drift)[] {
  const byItem = Map.groupBy(blocks, ({ itemKey }) => itemKey)
  return items
    .map((item) => ({ ...item, ...driftOfItem(item, byItem.get(item.key) ?? []) }))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
}

function driftOfItem({ hasLevelBelow }: DriftItem, blocks: readonly DriftBlock[]): Drift {
  const of = (side: DriftBlock['side']) => blocks.filter((block) => block.side === side)
  const at = countableValues(of('at'))
  const below = countableValues(of('below'))
  const isUnseen = isNeverObserved([of('at'), of('below')])
  const separated = hasLevelBelow ? separationOf(at, below) : NO_LEVEL_BELOW
  return {
    findings: [
      ...(isUnseen ? (['never-observed'] as const) : []),
      ...findingsOfSeparation(separated.separation),
      ...findingsOfSpread(at),
    ],
    isTooFew: !isUnseen && !areEnough(at) && separated.superiority === null,
    at: counted(at),
    below: counted(below),
    ...separated,
  }
}

function isNeverObserved(sides: readonly DriftBlock[][]): boolean {
  const ratings = sides.flatMap(countableRatings)
  return areEnough(ratings) && ratings.every(({ value }) => value === null)
}

function findingsOfSpread(at: readonly DriftRating[]): Finding[] {
  if (!areEnough(at, LEAST_PEOPLE_FOR_RATE)) return []
  const met = at.filter(({ value }) => value !== null && value >= MET).length
  if (met === 0) return ['never-high']
  return met === at.length ? ['never-low'] : []
}

function findingsOfSeparation(separation: Drift['separation']): Finding[] {
  if (separation === 'reversed') return ['reversed']
  return separation === 'none' ? ['not-separating'] : []
}

const NO_LEVEL_BELOW = { separation: null, superiority: null }
const TOO_FEW = { separation: 'too-few', superiority: null } as const

// Whoever rose in between stands on the higher side alone, because the groups have to be others.
function separationOf(at: readonly DriftRating[], below: readonly DriftRating[]) {
  const higher = meanByPerson(at)
  const lower = below.filter(({ personId }) => !higher.has(personId))
  if (!areEnough(at) || !areEnough(lower)) return TOO_FEW
  const found = superiority([...higher.values()], [...meanByPerson(lower).values()])
  return { separation: separationIn(found), superiority: found }
}

function separationIn({ probability, low, high }: Superiority): Drift['separation'] {
  if (low > 0.5) return 'separates'
  if (high < 0.5) return 'reversed'
  return probability < NEGLIGIBLE ? 'none' : 'unclear'
}

/** One number per person, so that somebody rated often counts no more than others. */
function meanByPerson(ratings: readonly DriftRating[]): Map<string, number> {
  const sums = new Map<string, { total: number; count: number }>()
  for (const { personId, value } of ratings) {
    const sum = sums.get(personId) ?? { total: 0, count: 0 }
    sums.set(personId, { total: sum.total + (value ?? 0), count: sum.count + 1 })
  }
  return new Map([...sums].map(([personId, { total, count }]) => [personId, total / count]))
}

function counted(ratings: readonly DriftRating[]): Counted | null {
  if (!areEnough(ratings)) return null
  return { ratings: inFives(ratings.length), people: inFives(countPeople(ratings)) }
}

function inFives(count: number): number {
  return count - (count % 5)
}

function rankOf({ findings: [gravest], isTooFew }: Drift): number {
  if (gravest) return FINDINGS.indexOf(gravest)
  return FINDINGS.length + (isTooFew ? 1 : 0)
}
