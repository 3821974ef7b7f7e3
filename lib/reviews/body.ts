import type { PeerVisibility } from '@/lib/db/generated/enums'

/** One rating as written: a point of the scale, or null for "Not observed". No entry means not answered yet. */
export type RatingEntry = { value: 1 | 2 | 3 | 4 | 5 | null; note: string }

/** What a draft of one section holds; ratings by the key of the ladder item. */
export type SectionBody = { text: string; ratings: Record<string, RatingEntry> }

/** A review as handed in: its sections by key, such as `summary`, `category:leadership`, `indicators:em`. */
export type SubmissionBody = { sections: Record<string, SectionBody> }

/** One rating as it stands in a packet. `rater` is a name only where the cycle names peers. */
export type PacketRating = {
  itemKey: string
  levelKey: string
  group: 'manager' | 'peer' | 'self'
  raterKey: string
  rater: string | null
  value: 1 | 2 | 3 | 4 | 5 | null
  note: string
}

export type PacketItem = {
  key: string
  text: string
  kind: 'EXPECTATION' | 'INDICATOR'
  levelKey: string
}

export type PacketReview = {
  direction: 'self' | 'manager' | 'peer'
  author: string | null
  sections: { key: string; title: string; text: string }[]
}

/**
 * What the person reads, whole: built once at sharing, rendered from itself for ever, and the only
 * source of what a person sees of their own scores and readiness.
 */
export type PacketPayload = {
  format: 1
  cycle: { id: string; name: string; periodStart: string; periodEnd: string; timeZone: string }
  subject: { id: string; name: string; teamName: string }
  manager: { id: string; name: string } | null
  ladderVersionId: string
  track: { key: string; title: string }
  level: { key: string; title: string }
  nextLevel: { key: string; title: string } | null
  peerVisibility: PeerVisibility
  items: PacketItem[]
  reviews: PacketReview[]
  ratings: PacketRating[]
  /** Why something a reader might expect is not here, in sentences. */
  omissions: string[]
}

export const SUMMARY_SECTION = 'summary'

export function categorySection(categoryKey: string): string {
  return `category:${categoryKey}`
}

export function indicatorSection(levelKey: string): string {
  return `indicators:${levelKey}`
}
