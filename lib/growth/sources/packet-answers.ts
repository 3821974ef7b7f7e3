import type { PacketPayload, PacketRating } from '@/lib/reviews/body'
import type { Answer } from './ratings'

/**
 * The ratings of a packet as answers. Keys of raters in a packet hold for that packet only, so whom
 * it names is known by name from cycle to cycle, and whom it does not name is new in each.
 */
export function packetAnswers(payload: PacketPayload, packetId: string): Answer[] {
  const shared = sharedNames(payload.ratings)
  return payload.ratings.map((rating) => ({
    itemKey: rating.itemKey,
    group: rating.group,
    raterKey: identityOf(rating, { packetId, shared }),
    rater: rating.rater,
    value: rating.value,
    note: rating.note || null,
    hasNote: rating.note !== '',
  }))
}

function identityOf(
  { rater, raterKey }: PacketRating,
  { packetId, shared }: { packetId: string; shared: ReadonlySet<string> },
): string {
  if (rater === null) return `${packetId} ${raterKey}`
  return shared.has(rater) ? `${rater} ${packetId} ${raterKey}` : rater
}

/** Names that stand for two people in the same packet, whom the name alone would make into one. */
function sharedNames(ratings: readonly PacketRating[]): Set<string> {
  const keys = new Map<string, Set<string>>()
  for (const { rater, raterKey } of ratings) {
    if (rater === null) continue
    keys.set(rater, (keys.get(rater) ?? new Set()).add(raterKey))
  }
  return new Set([...keys].filter(([, own]) => own.size > 1).map(([name]) => name))
}
