import { expect, test } from 'vitest'
import { buildPacket } from '@/lib/reviews/packets/packet'
import { ratingWord, readPacket } from '@/lib/reviews/packets/reading'
import { packetFacts, peersNamed, review } from './facts'

test.each([
  [1, 'Not yet shown'],
  [2, 'Emerging'],
  [3, 'Developing'],
  [4, 'Consistent'],
  [5, 'Exemplary'],
  [null, 'Not observed'],
])('%s is read as %s', (value, word) => {
  expect(ratingWord(value)).toBe(word)
})

test('the summary stands first and not again among the texts', () => {
  const reading = readPacket(buildPacket(packetFacts()))
  expect(reading.summary).toEqual([{ author: 'Maya Okafor', text: 'Text manager' }])
  expect(reading.manager).toEqual([
    {
      title: 'Review by Maya Okafor',
      sections: [{ key: 'category:impact', title: 'Impact', text: 'Text manager on impact' }],
    },
  ])
})

test('official marks and the own one stand apart, in the levels they belong to', () => {
  const reading = readPacket(buildPacket(packetFacts({ peers: peersNamed(2) })))
  expect(reading.groups.map(({ title }) => title)).toEqual([
    'Growth indicators: Engineer',
    'Towards the next level: Senior Engineer',
  ])
  const item = reading.groups[0]?.items[0]
  expect(item?.manager).toEqual([{ value: 4, word: 'Consistent', rater: 'Maya Okafor' }])
  expect(item?.peers.map(({ rater }) => rater)).toEqual(['Colleague Number0', 'Colleague Number1'])
  expect(item?.self).toEqual([{ value: 4, word: 'Consistent', rater: 'Sam Lindqvist' }])
  expect(item?.notes.map(({ who }) => who)).toEqual([
    'Maya Okafor',
    'Colleague Number0',
    'Colleague Number1',
    'Sam Lindqvist',
  ])
})

test('marks of unnamed peers are ordered by value, so that rows cannot be tied to one writer', () => {
  const peers = ([2, 5, null, 3] as const).map((value, index) =>
    review('peer', { id: `p${index}`, name: `Peer ${index}` }, value),
  )
  const packet = buildPacket(packetFacts({ peers, peerVisibility: 'UNATTRIBUTED' }))
  const item = readPacket(packet).groups[0]?.items[0]
  expect(item?.peers.map(({ value }) => value)).toEqual([5, 3, 2, null])
  expect(item?.notes.filter(({ who }) => who === 'A peer')).toHaveLength(4)
})

test('notes of unnamed peers are ordered by what they say, so that they cannot be tied together', () => {
  const peers = ['e', 'a', 'd', 'b', 'c'].map((name) => {
    const written = review('peer', { id: name, name })
    const ratings = { ships: { value: 4 as const, note: `Note ${name}` } }
    const sections = { ...written.body.sections, 'indicators:engineer': { text: '', ratings } }
    return { ...written, body: { sections } }
  })
  const notesOf = (peerVisibility: 'ATTRIBUTED' | 'UNATTRIBUTED') => {
    const packet = buildPacket(packetFacts({ peers, peerVisibility }))
    return readPacket(packet).groups[0]?.items[0]?.notes.map(({ text }) => text)
  }
  const sorted = ['Note a', 'Note b', 'Note c', 'Note d', 'Note e']
  expect(notesOf('UNATTRIBUTED')).toEqual(['Release 4', ...sorted, 'Release 4'])
  expect(notesOf('ATTRIBUTED')).toEqual(['Release 4', ...sorted, 'Release 4'])
})
