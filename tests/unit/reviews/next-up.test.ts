import { describe, expect, test } from 'vitest'
import { byDueDay, dueWords, type NextUp, stripOf, timeWords } from '@/lib/reviews/next-up/next-up'

describe('when something is due', () => {
  test.each([
    ['2026-03-08', '4 days late', true],
    ['2026-03-11', '1 day late', true],
    ['2026-03-12', 'due today', false],
    ['2026-03-13', 'due tomorrow', false],
    ['2026-03-20', 'due in 8 days, 20 Mar 2026', false],
    ['2026-04-20', 'due 20 Apr 2026', false],
  ])('on 12 Mar 2026, %s is %s', (dueOn, due, isLate) => {
    expect(dueWords('2026-03-12', dueOn)).toEqual({ due, isLate })
  })
})

test.each([
  [45, '45 minutes'],
  [60, 'an hour'],
  [120, '2 hours'],
  [580, '9.5 hours'],
])('%d minutes take %s', (minutes, words) => {
  expect(timeWords(minutes)).toBe(words)
})

test('by due day, and on the same day first what others wait for', () => {
  const item = (kind: NextUp['kind'], dueOn: string): NextUp => ({
    key: kind,
    kind,
    title: kind,
    cycleName: '',
    status: '',
    minutes: 0,
    time: '',
    href: '/',
    dueOn,
    due: '',
    isLate: false,
  })
  const items = [
    item('launch', '2026-03-12'),
    item('write', '2026-03-12'),
    item('share', '2026-03-12'),
    item('peers', '2026-03-01'),
    item('acknowledge', '2026-03-12'),
  ]
  const expected = ['peers', 'acknowledge', 'share', 'write', 'launch']
  expect(items.sort(byDueDay).map(({ kind }) => kind)).toEqual(expected)
})

describe('the strip of a cycle', () => {
  const days = [
    { title: 'Launch', day: '2026-03-01' },
    { title: 'Self-reviews due', day: '2026-03-11' },
    { title: 'Closes', day: '2026-03-21' },
  ]

  test('goes from the first day to the last, with today on it', () => {
    const { milestones, today } = stripOf(days, '2026-03-16')
    expect(milestones.map(({ at, isPast }) => [at, isPast])).toEqual([
      [0, true],
      [50, true],
      [100, false],
    ])
    expect(today).toBe(75)
  })

  test('keeps today at its ends before and after', () => {
    expect(stripOf(days, '2026-02-01').today).toBe(0)
    expect(stripOf(days, '2026-05-01').today).toBe(100)
  })
})
