import type { PeerVisibility } from '@/lib/db/generated/enums'
import type { RatingEntry, SubmissionBody } from '@/lib/reviews/body'
import type { PacketFacts, WrittenReview } from '@/lib/reviews/packets/packet'

/** Facts of a packet about Sam, with a manager, a self-review and as many peers as named. */
export function packetFacts({
  peers = [],
  peerVisibility = 'ATTRIBUTED',
  ...rest
}: Partial<PacketFacts> & {
  peers?: WrittenReview[]
  peerVisibility?: PeerVisibility
} = {}): PacketFacts {
  return {
    seed: 'participant:1',
    cycle: {
      id: 'cycle',
      name: 'First half 2026',
      periodStart: '2026-01-01',
      periodEnd: '2026-06-30',
      timeZone: 'Europe/Stockholm',
      hasSelf: true,
      hasPeer: true,
    },
    subject: { id: 'sam', name: 'Sam Lindqvist', teamName: 'Payments' },
    manager: { id: 'maya', name: 'Maya Okafor' },
    ladderVersionId: 'version',
    track: { key: 'ic', title: 'Technical' },
    level: { key: 'engineer', title: 'Engineer' },
    nextLevel: { key: 'senior', title: 'Senior Engineer' },
    peerVisibility,
    items: [
      { key: 'ships', text: 'Ships features', kind: 'INDICATOR', levelKey: 'engineer' },
      { key: 'leads', text: 'Leads projects', kind: 'INDICATOR', levelKey: 'senior' },
    ],
    sections: [
      { key: 'summary', title: 'Summary' },
      { key: 'category:impact', title: 'Impact' },
      { key: 'indicators:engineer', title: 'Growth indicators: Engineer' },
      { key: 'indicators:senior', title: 'Towards the next level: Senior Engineer' },
    ],
    reviews: [
      review('manager', { id: 'maya', name: 'Maya Okafor' }),
      ...peers,
      review('self', { id: 'sam', name: 'Sam Lindqvist' }),
    ],
    ...rest,
  }
}

export function review(
  direction: WrittenReview['direction'],
  writer: { id: string; name: string } | null,
  value: RatingEntry['value'] = 4,
): WrittenReview {
  const who = writer?.id ?? 'nobody'
  return {
    direction,
    raterKey: `key-of-${who.length}-${[...who].reverse().join('')}`,
    writer,
    body: bodyOf(`Text ${direction}`, value),
  }
}

export function bodyOf(text: string, value: RatingEntry['value']): SubmissionBody {
  return {
    sections: {
      summary: { text, ratings: {} },
      'category:impact': { text: `  ${text} on impact  `, ratings: {} },
      'indicators:engineer': { text: '', ratings: { ships: { value, note: 'Release 4' } } },
      'indicators:senior': { text: '', ratings: { leads: { value: null, note: '' } } },
    },
  }
}

export function peersNamed(count: number): WrittenReview[] {
  return Array.from({ length: count }, (_, index) =>
    review('peer', { id: `peer-id-${index}`, name: `Colleague Number${index}` }),
  )
}
