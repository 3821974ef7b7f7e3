/** One person's rating by one manager; null is "Not observed". */
export type DriftRating = {
  personId: string
  /** Points of 1 to 5. */
  value: number | null
  /** The reader may look this rating up by the person, as their manager or the one above. */
  isKnown: boolean
}

/** The ratings of an item in one cycle: of people at its level, or of those one level below. */
export type DriftBlock = {
  itemKey: string
  cycleId: string
  side: 'at' | 'below'
  ratings: readonly DriftRating[]
}

/** Source: access.md section 4, k of aggregates. */
export const LEAST_PEOPLE = 5
export const LEAST_RATINGS = 8
/** For what is said of all alike, such as that nobody was rated low. Source: scoring.md section 5. */
export const LEAST_PEOPLE_FOR_RATE = 10

/**
 * The ratings that may count at all, of one item and side. A cycle counts as a whole or not: it
 * needs 5 people, and 5 (or none) among them whose ratings the reader cannot look up, so that
 * neither what the reader knows nor what stood here before a cycle closed leaves a remainder of
 * fewer than 5 (access.md G7; scoring.md section 5, differencing). The reader's own ratings are to
 * be left out before.
 */
export function countableRatings(blocks: readonly DriftBlock[]): DriftRating[] {
  return blocks.filter(({ ratings }) => isCountable(ratings)).flatMap(({ ratings }) => ratings)
}

/** As `countableRatings`, for the ratings with a value alone: "Not observed" fills no group. */
export function countableValues(blocks: readonly DriftBlock[]): DriftRating[] {
  return countableRatings(
    blocks.map((block) => ({
      ...block,
      ratings: block.ratings.filter(({ value }) => value !== null),
    })),
  )
}

/** Whether something may be said of these ratings: 8 or more, of at least this many people. */
export function areEnough(ratings: readonly DriftRating[], people = LEAST_PEOPLE): boolean {
  return ratings.length >= LEAST_RATINGS && countPeople(ratings) >= people
}

export function countPeople(ratings: readonly DriftRating[]): number {
  return new Set(ratings.map(({ personId }) => personId)).size
}

function isCountable(ratings: readonly DriftRating[]): boolean {
  const unknown = countPeople(ratings.filter(({ isKnown }) => !isKnown))
  return countPeople(ratings) >= LEAST_PEOPLE && (unknown === 0 || unknown >= LEAST_PEOPLE)
}
