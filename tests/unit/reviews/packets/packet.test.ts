import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildPacket } from '@/lib/reviews/packets/packet'
import { packetFacts, peersNamed, review } from './facts'

const TOO_FEW = 'Peer feedback is not shown because fewer than three people wrote.'
const CONFIDENTIAL =
  'Peer feedback is confidential in this cycle. It went to the manager and is not part of the packet.'
const NONE = 'There is no peer feedback because none was handed in.'

describe('how many peers a packet shows, and what it says of the others', () => {
  test.each([
    ['ATTRIBUTED', 0, 0, [NONE]],
    ['ATTRIBUTED', 1, 1, []],
    ['ATTRIBUTED', 2, 2, []],
    ['ATTRIBUTED', 3, 3, []],
    ['ATTRIBUTED', 4, 4, []],
    ['UNATTRIBUTED', 0, 0, [TOO_FEW]],
    ['UNATTRIBUTED', 1, 0, [TOO_FEW]],
    ['UNATTRIBUTED', 2, 0, [TOO_FEW]],
    ['UNATTRIBUTED', 3, 3, []],
    ['UNATTRIBUTED', 4, 4, []],
    ['CONFIDENTIAL', 0, 0, [CONFIDENTIAL]],
    ['CONFIDENTIAL', 1, 0, [CONFIDENTIAL]],
    ['CONFIDENTIAL', 2, 0, [CONFIDENTIAL]],
    ['CONFIDENTIAL', 3, 0, [CONFIDENTIAL]],
    ['CONFIDENTIAL', 4, 0, [CONFIDENTIAL]],
  ] as const)(
    'G02 %s feedback of %i people shows %i',
    (peerVisibility, wrote, shown, omissions) => {
      const packet = buildPacket(packetFacts({ peerVisibility, peers: peersNamed(wrote) }))
      expect(packet.reviews.filter(({ direction }) => direction === 'peer')).toHaveLength(shown)
      const raters = packet.ratings
        .filter(({ group }) => group === 'peer')
        .map((one) => one.raterKey)
      expect(new Set(raters).size).toBe(shown)
      expect(packet.omissions).toEqual(omissions)
    },
  )

  test('a cycle without peers does not speak of them', () => {
    const facts = packetFacts({ peerVisibility: 'UNATTRIBUTED' })
    const packet = buildPacket({ ...facts, cycle: { ...facts.cycle, hasPeer: false } })
    expect(packet.omissions).toEqual([])
  })
})

describe('peers who are not named', () => {
  const peers = fc
    .uniqueArray(fc.uuid(), { minLength: 0, maxLength: 7 })
    .map((ids) => ids.map((id, index) => ({ id, name: `Colleague ${id.slice(0, 8)} ${index}` })))
  const visibility = fc.constantFrom('UNATTRIBUTED' as const, 'CONFIDENTIAL' as const)

  test('leave neither id, name nor stored key anywhere in the packet', () => {
    fc.assert(
      fc.property(peers, visibility, (writers, peerVisibility) => {
        const written = writers.map((writer) => review('peer', writer))
        const stored = JSON.stringify(buildPacket(packetFacts({ peerVisibility, peers: written })))
        for (const { writer, raterKey } of written) {
          expect(stored).not.toContain(writer?.id)
          expect(stored).not.toContain(writer?.name)
          expect(stored).not.toContain(raterKey)
        }
      }),
    )
  })

  test('G02 come in an order that does not depend on when they wrote', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(peersNamed(5), { minLength: 5 }), (shuffled) => {
        const facts = { peerVisibility: 'UNATTRIBUTED' as const }
        const packet = buildPacket(packetFacts({ ...facts, peers: shuffled }))
        expect(packet).toEqual(buildPacket(packetFacts({ ...facts, peers: peersNamed(5) })))
      }),
    )
  })

  test('come in another order in another packet', () => {
    const peers = peersNamed(5).map((one, index) => ({
      ...one,
      body: { sections: { summary: { text: `Text ${index}`, ratings: {} } } },
    }))
    const orders = Array.from({ length: 20 }, (_, index) => {
      const facts = packetFacts({ peerVisibility: 'UNATTRIBUTED', peers, seed: `packet ${index}` })
      return buildPacket(facts)
        .reviews.filter(({ direction }) => direction === 'peer')
        .map(({ sections }) => sections[0]?.text)
        .join()
    })
    expect(new Set(orders).size).toBeGreaterThan(10)
  })
})

describe('what a packet keeps', () => {
  test('named peers in the order of their names', () => {
    const packet = buildPacket(packetFacts({ peers: peersNamed(3).reverse() }))
    const peers = packet.reviews.filter(({ direction }) => direction === 'peer')
    expect(peers.map(({ author }) => author)).toEqual([
      'Colleague Number0',
      'Colleague Number1',
      'Colleague Number2',
    ])
  })

  test('“Not observed” stays null and becomes no number', () => {
    const packet = buildPacket(packetFacts({ reviews: [review('manager', null, null)] }))
    expect(packet.ratings.map(({ value }) => value)).toEqual([null, null])
    expect(JSON.stringify(packet)).not.toMatch(/"value":0/)
  })

  test('texts are trimmed and empty sections left out; every item keeps its words', () => {
    const packet = buildPacket(packetFacts())
    expect(packet.reviews[0]?.sections.map(({ title, text }) => [title, text])).toEqual([
      ['Summary', 'Text manager'],
      ['Impact', 'Text manager on impact'],
    ])
    expect(packet.items.map(({ text }) => text)).toEqual(['Ships features', 'Leads projects'])
  })

  test('a rating of something that the ladder does not have is left out', () => {
    const facts = packetFacts({ items: [] })
    expect(buildPacket(facts).ratings).toEqual([])
  })

  test('what is missing is said', () => {
    const packet = buildPacket(packetFacts({ reviews: [] }))
    expect(packet.omissions).toEqual([
      'There is no manager review because none was handed in.',
      'There is no self-review because none was handed in.',
      NONE,
    ])
  })

  test('it survives being stored', () => {
    const packet = buildPacket(packetFacts({ peers: peersNamed(3) }))
    expect(JSON.parse(JSON.stringify(packet))).toEqual(packet)
  })
})
