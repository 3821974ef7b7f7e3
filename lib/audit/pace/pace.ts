/** What somebody has met lately: each thing once, with when it was met last, the oldest first. */
export type Sightings = Map<string, number>

type Sighting = { thing: string; at: number; windowMs: number }

/** How many different things were met within the window, this one included. */
export function sight(sightings: Sightings, { thing, at, windowMs }: Sighting): number {
  for (const [known, since] of sightings) {
    if (at - since < windowMs) break
    sightings.delete(known)
  }
  sightings.delete(thing)
  sightings.set(thing, at)
  return sightings.size
}

/**
 * Whether the count is worth comparing with the record that all instances write: at each quarter of
 * the limit, so that somebody who is spread over several is found too, and nobody else pays for it.
 */
export function isQuarter(count: number, limit: number): boolean {
  return count % Math.max(1, Math.ceil(limit / 4)) === 0
}
