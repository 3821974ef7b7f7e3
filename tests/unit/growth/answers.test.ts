import { describe, expect, test } from 'vitest'
import { readingOf } from '@/lib/growth/profile/readings'
import { packetAnswers } from '@/lib/growth/sources/packet-answers'
import { evidenceOf, hasOfficialAnswers, notesOf, ratingsOf } from '@/lib/growth/sources/ratings'
import type { PacketPayload, PacketRating } from '@/lib/reviews/body'
import { anonymousCycle, answer, cycle } from './answered-cycles'

const OWN = { isOwn: true, name: 'Sam' }

describe('notes as evidence', () => {
  test('count with a rating by a manager or a named peer', () => {
    const one = cycle('H1', [
      answer('manager', 'Maya', 's1', 4, 'Led it'),
      answer('peer', 'Priya', 's1', 3, 'Saw it'),
    ])
    expect(evidenceOf(one).map(({ indicatorId, on }) => [indicatorId, on])).toEqual([
      ['s1', '2026-06-30'],
      ['s1', '2026-06-30'],
    ])
    expect(notesOf(one).map(({ text }) => text)).toEqual(['Led it', 'Saw it'])
  })

  test('do not count with a self-rating, nor with “Not observed”, nor without a note', () => {
    const one = cycle('H1', [
      answer('self', 'Sam', 's1', 5, 'I led it'),
      answer('manager', 'Maya', 's1', null, 'Was on leave'),
      answer('peer', 'Priya', 's1', 4),
    ])
    expect(evidenceOf(one)).toEqual([])
    expect(notesOf(one)).toEqual([])
  })

  test('of anonymous peers count from three answers on, item by item', () => {
    const peers = (itemKey: string, count: number) =>
      ['-a', '-b', '-c']
        .slice(0, count)
        .map((rater) => answer('peer', rater, itemKey, 4, `Note ${rater}`))
    const one = anonymousCycle('H1', [...peers('s1', 2), ...peers('s2', 3)])
    expect(evidenceOf(one).map(({ indicatorId }) => indicatorId)).toEqual(['s2', 's2', 's2'])
  })
})

describe('answers as ratings', () => {
  test('carry a label only where the rater is named', () => {
    const one = cycle('H1', [answer('manager', 'Maya', 's1', 4), answer('peer', '-a', 's1', 4)])
    expect(ratingsOf(one).map(({ raterLabel }) => raterLabel)).toEqual(['Maya', undefined])
  })

  test('a cycle with a self-review alone says nothing', () => {
    expect(hasOfficialAnswers(cycle('H1', [answer('self', 'Sam', 's1', 5)]))).toBe(false)
    expect(hasOfficialAnswers(cycle('H1', [answer('peer', 'Priya', 's1', null)]))).toBe(true)
  })
})

describe('raters of packets', () => {
  const rating = (raterKey: string, rater: string | null): PacketRating => ({
    itemKey: 's1',
    levelKey: 'senior',
    group: raterKey.startsWith('peer') ? 'peer' : 'manager',
    raterKey,
    rater,
    value: 4,
    note: '',
  })
  const keys = (packetId: string, ratings: PacketRating[]) =>
    packetAnswers({ ratings } as PacketPayload, packetId).map(({ raterKey }) => raterKey)

  test('are the same person in two packets when they have the same name', () => {
    expect(keys('a', [rating('manager', 'Maya')])).toEqual(keys('b', [rating('manager', 'Maya')]))
  })

  test('are two people when one packet names them alike', () => {
    const [first, second] = keys('a', [rating('peer-1', 'Kim'), rating('peer-2', 'Kim')])
    expect(first).not.toBe(second)
  })

  test('without a name are never taken for each other from one packet to the next', () => {
    expect(keys('a', [rating('peer-1', null)])).not.toEqual(keys('b', [rating('peer-1', null)]))
  })
})

describe('what is read of one item', () => {
  test('names who may be named, and each with their own note', () => {
    const one = cycle('H1', [
      answer('peer', 'Priya', 's1', 3, 'Mostly'),
      answer('manager', 'Maya', 's1', 4, 'Led it'),
      answer('self', 'Sam', 's1', 5),
    ])
    const { marks, notes } = readingOf(one, 's1', OWN)
    expect(marks.map(({ who, mark }) => `${who}: ${mark.text}`)).toEqual([
      'Maya, manager: Consistent 4',
      'Priya, peer: Developing 3',
      'You: Exemplary 5',
    ])
    expect(notes).toEqual([
      { who: 'Maya, manager', text: 'Led it' },
      { who: 'Priya, peer', text: 'Mostly' },
    ])
  })

  test('orders unnamed raters by rating and their notes by words, in any order of answers', () => {
    const answers = [
      answer('peer', '-a', 's1', 2, 'z'),
      answer('peer', '-b', 's1', 5, 'a'),
      answer('peer', '-c', 's1', 3, 'm'),
    ]
    const expected = readingOf(anonymousCycle('H1', answers), 's1', OWN)
    expect(expected.marks.map(({ who, mark }) => [who, mark.points])).toEqual([
      ['A peer', 5],
      ['A peer', 3],
      ['A peer', 2],
    ])
    expect(expected.notes.map(({ text }) => text)).toEqual(['a', 'm', 'z'])
    expect(readingOf(anonymousCycle('H1', answers.toReversed()), 's1', OWN)).toEqual(expected)
  })

  test('says nothing of two unnamed peers but that they are too few', () => {
    const one = anonymousCycle('H1', [
      answer('peer', '-a', 's1', 2, 'z'),
      answer('peer', '-b', 's1', 5),
      answer('peer', '-c', 's1', null),
    ])
    const { marks, notes, remarks } = readingOf(one, 's1', OWN)
    expect([marks, notes]).toEqual([[], []])
    expect(remarks).toEqual(['Fewer than 3 peers rated this, so their ratings are not shown.'])
  })
})
