import { createHash } from 'node:crypto'
import { MINIMUM_ANSWERS } from '@/lib/policy/global-denies'
import type { PacketItem, PacketPayload, PacketRating, PacketReview, SubmissionBody } from '../body'

/** One review as handed in. `writer` is null where whoever builds the packet may not know it. */
export type WrittenReview = {
  direction: PacketReview['direction']
  raterKey: string
  writer: { id: string; name: string } | null
  body: SubmissionBody
}

export type PacketFacts = {
  /** Orders peers who are not named; never derived from when they wrote. */
  seed: string
  cycle: PacketPayload['cycle'] & { hasSelf: boolean; hasPeer: boolean }
  subject: PacketPayload['subject']
  manager: PacketPayload['manager']
  ladderVersionId: string
  track: PacketPayload['track']
  level: PacketPayload['level']
  nextLevel: PacketPayload['nextLevel']
  peerVisibility: PacketPayload['peerVisibility']
  items: PacketItem[]
  /** Titles of the sections, in the order in which they are read. */
  sections: { key: string; title: string }[]
  reviews: WrittenReview[]
}

type Shown = { review: WrittenReview; raterKey: string; author: string | null }

/**
 * The packet as the person will read it. Peers who are named appear from the first on, peers who are
 * not named from three on, in an order that says nothing, and confidential ones never.
 */
export function buildPacket(facts: PacketFacts): PacketPayload {
  const shown = [
    ...numbered(written(facts, 'manager'), 'manager').map(named),
    ...shownPeers(facts),
    ...numbered(written(facts, 'self'), 'self').map(named),
  ]
  const { id, name, periodStart, periodEnd, timeZone } = facts.cycle
  return {
    format: 1,
    cycle: { id, name, periodStart, periodEnd, timeZone },
    subject: facts.subject,
    manager: facts.manager,
    ladderVersionId: facts.ladderVersionId,
    track: facts.track,
    level: facts.level,
    nextLevel: facts.nextLevel,
    peerVisibility: facts.peerVisibility,
    items: facts.items.map(({ key, text, kind, levelKey }) => ({ key, text, kind, levelKey })),
    reviews: shown.map((one) => reviewOf(one, facts)),
    ratings: shown.flatMap((one) => ratingsOf(one, facts)),
    omissions: omissionsOf(facts),
  }
}

function written(facts: PacketFacts, direction: WrittenReview['direction']): WrittenReview[] {
  return facts.reviews.filter((review) => review.direction === direction)
}

function numbered(reviews: WrittenReview[], group: string) {
  return reviews.map((review, index) => ({
    review,
    raterKey: reviews.length === 1 && group !== 'peer' ? group : `${group}-${index + 1}`,
  }))
}

function named({ review, raterKey }: { review: WrittenReview; raterKey: string }): Shown {
  return { review, raterKey, author: review.writer?.name ?? null }
}

function shownPeers(facts: PacketFacts): Shown[] {
  const peers = written(facts, 'peer')
  if (facts.peerVisibility === 'CONFIDENTIAL') return []
  if (facts.peerVisibility === 'ATTRIBUTED') return numbered(byName(peers), 'peer').map(named)
  if (peers.length < MINIMUM_ANSWERS) return []
  return numbered(shuffled(peers, facts.seed), 'peer').map((one) => ({ ...one, author: null }))
}

function byName(reviews: WrittenReview[]): WrittenReview[] {
  const nameOf = ({ writer, raterKey }: WrittenReview) => `${writer?.name ?? ''}\n${raterKey}`
  return [...reviews].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

function shuffled(reviews: WrittenReview[], seed: string): WrittenReview[] {
  const place = ({ raterKey }: WrittenReview) =>
    createHash('sha256').update(`${seed}|${raterKey}`).digest('hex')
  return [...reviews].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

function reviewOf({ review, author }: Shown, facts: PacketFacts): PacketReview {
  const sections = facts.sections.flatMap(({ key, title }) => {
    const text = review.body.sections[key]?.text.trim() ?? ''
    return text ? [{ key, title, text }] : []
  })
  return { direction: review.direction, author, sections }
}

function ratingsOf({ review, raterKey, author }: Shown, facts: PacketFacts): PacketRating[] {
  return facts.sections.flatMap(({ key }) =>
    Object.entries(review.body.sections[key]?.ratings ?? {}).flatMap(([itemKey, entry]) => {
      const item = ratedItem({ itemKey, sectionKey: key, facts })
      if (!item) return []
      return {
        itemKey,
        levelKey: item.levelKey,
        group: review.direction,
        raterKey,
        rater: author,
        value: entry.value,
        note: entry.note.trim(),
      }
    }),
  )
}

// An item may stand at both levels; the section then says which of them was rated.
function ratedItem({
  itemKey,
  sectionKey,
  facts,
}: {
  itemKey: string
  sectionKey: string
  facts: PacketFacts
}): PacketItem | undefined {
  const candidates = facts.items.filter(({ key }) => key === itemKey)
  return (
    candidates.find(({ levelKey }) => sectionKey === `indicators:${levelKey}`) ??
    candidates.find(({ levelKey }) => levelKey === facts.level.key) ??
    candidates[0]
  )
}

function omissionsOf(facts: PacketFacts): string[] {
  const { cycle, peerVisibility } = facts
  const peers = written(facts, 'peer').length
  const omissions: string[] = []
  if (written(facts, 'manager').length === 0) {
    omissions.push('There is no manager review because none was handed in.')
  }
  if (cycle.hasSelf && written(facts, 'self').length === 0) {
    omissions.push('There is no self-review because none was handed in.')
  }
  if (!cycle.hasPeer) return omissions
  if (peerVisibility === 'CONFIDENTIAL') {
    omissions.push(
      'Peer feedback is confidential in this cycle. It went to the manager and is not part of the packet.',
    )
  } else if (peerVisibility === 'UNATTRIBUTED' && peers < MINIMUM_ANSWERS) {
    // The same sentence for none, one and two: the number itself would point at people.
    omissions.push('Peer feedback is not shown because fewer than three people wrote.')
  } else if (peers === 0) {
    omissions.push('There is no peer feedback because none was handed in.')
  }
  return omissions
}
