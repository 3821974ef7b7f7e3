import { expect, test } from 'vitest'
import { listGaps, reviewProgress, sectionProgress } from '@/lib/reviews/outline/completeness'
import {
  buildOutline,
  type OutlineFacts,
  ratedItems,
  type WordItem,
} from '@/lib/reviews/outline/outline'
import { submissionOf } from '@/lib/reviews/submissions/submission'

const CATEGORIES = ['technical', 'leadership', 'scope', 'impact']

function item(kind: WordItem['kind'], levelKey: string, categoryKey: string, n: number): WordItem {
  const key = `${levelKey}-${categoryKey}-${n}`
  const categoryTitle = `The ${categoryKey}`
  return {
    id: `id ${key}`,
    key,
    kind,
    text: `Text ${key}`,
    levelKey,
    categoryKey,
    categoryTitle,
    anchors: {},
  }
}

function level(key: string): WordItem[] {
  return [
    ...CATEGORIES.flatMap((category) => [1, 2].map((n) => item('EXPECTATION', key, category, n))),
    ...[1, 2, 3, 4, 5].map((n) => item('INDICATOR', key, 'growth', n)),
  ]
}

const FACTS: OutlineFacts = {
  words: {
    levels: [
      { key: 'em', title: 'Engineering Manager' },
      { key: 'sem', title: 'Senior Engineering Manager' },
    ],
    items: [...level('em'), ...level('sem')],
  },
  levelKey: 'em',
  nextLevelKey: 'sem',
  ratesNextLevel: true,
  ratesExpectations: false,
  direction: 'MANAGER',
  subjectName: 'Sam',
}

test('categories with their expectations, both levels of indicators, and the summary last', () => {
  const { sections } = buildOutline(FACTS)
  expect(sections.map(({ key }) => key)).toEqual([
    ...CATEGORIES.map((category) => `category:${category}`),
    'indicators:em',
    'indicators:sem',
    'summary',
  ])
  expect(sections[0]?.expectations.map(({ text }) => text)).toEqual([
    'Text em-technical-1',
    'Text em-technical-2',
  ])
  expect(sections.map(({ items }) => items.length)).toEqual([0, 0, 0, 0, 5, 5, 0])
})

test('at the top of the track, or where the cycle does not rate it, there is no next level', () => {
  for (const change of [{ nextLevelKey: null }, { ratesNextLevel: false }]) {
    const { sections } = buildOutline({ ...FACTS, ...change })
    expect(sections.map(({ key }) => key)).not.toContain('indicators:sem')
  }
})

test('expectations of the own level are rated where the cycle rates them', () => {
  const outline = buildOutline({ ...FACTS, ratesExpectations: true })
  expect(outline.sections[0]?.items.map(({ key }) => key)).toEqual([
    'em-technical-1',
    'em-technical-2',
  ])
  expect(ratedItems(outline)).toHaveLength(8 + 10)
})

test('a statement that stands at both levels is rated once', () => {
  const shared = { ...item('INDICATOR', 'sem', 'growth', 1), key: 'em-growth-1' }
  const words = { ...FACTS.words, items: [...FACTS.words.items, shared] }
  const keys = ratedItems(buildOutline({ ...FACTS, words })).map(({ key }) => key)
  expect(keys.filter((key) => key === 'em-growth-1')).toHaveLength(1)
})

test('fifteen things are asked: ten ratings, four texts and the summary', () => {
  const outline = buildOutline(FACTS)
  expect(reviewProgress(outline, {})).toEqual({ done: 0, total: 15 })
  const ratings = Object.fromEntries(
    [1, 2, 3, 4, 5].map((n) => [`em-growth-${n}`, { value: 3 as const, note: '' }]),
  )
  const bodies = {
    'indicators:em': { text: '', ratings },
    'category:impact': { text: ' Something. ', ratings: {} },
    'category:scope': { text: ' \n ', ratings: {} },
  }
  expect(reviewProgress(outline, bodies)).toEqual({ done: 6, total: 15 })
})

test('points 1 and 5 are done with their note only; not observed is an answer', () => {
  const section = buildOutline(FACTS).sections[4]
  if (!section) throw new Error('no section')
  const body = (value: 1 | 3 | 5 | null, note: string) => ({
    text: '',
    ratings: { 'em-growth-1': { value, note } },
  })
  expect(sectionProgress(section, body(1, ' ')).done).toBe(0)
  expect(sectionProgress(section, body(5, '')).done).toBe(0)
  expect(sectionProgress(section, body(5, 'I saw it.')).done).toBe(1)
  expect(sectionProgress(section, body(3, '')).done).toBe(1)
  expect(sectionProgress(section, body(null, '')).done).toBe(1)
})

test('ratings are required, of the texts only the summary of a manager', () => {
  const required = (direction: OutlineFacts['direction']) =>
    listGaps(buildOutline({ ...FACTS, direction }), {}).filter(({ isRequired }) => isRequired)
  expect(required('MANAGER').map(({ kind }) => kind)).toEqual([...Array(10).fill('answer'), 'text'])
  expect(required('SELF')).toHaveLength(10)
  expect(required('PEER')).toHaveLength(10)
})

test('handed in is what was asked, with null for not observed and nothing else', () => {
  const { body, ratings } = submissionOf(buildOutline(FACTS), {
    'indicators:em': {
      text: '',
      ratings: {
        'em-growth-1': { value: null, note: '' },
        'em-growth-2': { value: 5, note: 'Seen.' },
        'sem-growth-1': { value: 1, note: 'smuggled' },
      },
    },
    'category:elsewhere': { text: 'smuggled', ratings: {} },
  })
  expect(Object.keys(body.sections)).toEqual(['indicators:em'])
  expect(ratings).toEqual([
    { itemId: 'id em-growth-1', levelKey: 'em', value: null, hasNote: false },
    { itemId: 'id em-growth-2', levelKey: 'em', value: 5, hasNote: true },
  ])
})
