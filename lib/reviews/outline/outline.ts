import type { Direction } from '@/lib/db/generated/enums'
import { categorySection, indicatorSection, SUMMARY_SECTION } from '../body'

/** The words of a pinned ladder version that one review needs: its levels and their items, in order. */
export type LadderWords = {
  levels: readonly { key: string; title: string }[]
  items: readonly WordItem[]
}

export type WordItem = {
  id: string
  key: string
  kind: 'EXPECTATION' | 'INDICATOR'
  text: string
  levelKey: string
  categoryKey: string
  categoryTitle: string
  /** Examples of single points of the scale, by the code of the point. */
  anchors: Readonly<Record<string, readonly string[]>>
}

export type RatedItem = Pick<WordItem, 'id' | 'key' | 'levelKey' | 'text' | 'anchors'>

export type OutlineSection = {
  key: string
  kind: 'category' | 'indicators' | 'summary'
  title: string
  /** What is asked, in a sentence. */
  ask: string
  expectations: { key: string; text: string }[]
  items: RatedItem[]
  hasText: boolean
  isTextRequired: boolean
}

export type Outline = {
  levelTitle: string
  nextLevelTitle: string | null
  sections: OutlineSection[]
}

export type OutlineFacts = {
  words: LadderWords
  levelKey: string
  nextLevelKey: string | null
  ratesNextLevel: boolean
  ratesExpectations: boolean
  direction: Direction
  subjectName: string
}

/**
 * What is asked of one writer: text by category, the ratings of both levels, and a summary at the end.
 * Words can be lent, judgement cannot: whoever writes for a manager rates nothing.
 */
export function buildOutline(facts: OutlineFacts): Outline {
  const next = facts.ratesNextLevel ? levelTitle(facts, facts.nextLevelKey) : null
  const current = levelTitle(facts, facts.levelKey)
  const rated = new Set<string>()
  return {
    levelTitle: current ?? facts.levelKey,
    nextLevelTitle: levelTitle(facts, facts.nextLevelKey),
    sections: [
      ...categorySections(facts, rated),
      ...indicatorSections(
        facts,
        { levelKey: facts.levelKey, title: `Growth indicators: ${current}` },
        rated,
      ),
      ...(next && facts.nextLevelKey
        ? indicatorSections(
            facts,
            { levelKey: facts.nextLevelKey, title: `Towards the next level: ${next}` },
            rated,
          )
        : []),
      summarySection(facts),
    ],
  }
}

export function ratedItems(outline: Outline): RatedItem[] {
  return outline.sections.flatMap((section) => section.items)
}

function levelTitle({ words }: OutlineFacts, key: string | null): string | null {
  return words.levels.find((level) => level.key === key)?.title ?? null
}

function categorySections(facts: OutlineFacts, rated: Set<string>): OutlineSection[] {
  const expectations = facts.words.items.filter(
    (item) => item.kind === 'EXPECTATION' && item.levelKey === facts.levelKey,
  )
  const keys = [...new Set(expectations.map((item) => item.categoryKey))]
  return keys.map((categoryKey) => {
    const own = expectations.filter((item) => item.categoryKey === categoryKey)
    return {
      key: categorySection(categoryKey),
      kind: 'category',
      title: own[0]?.categoryTitle ?? categoryKey,
      ask: CATEGORY_ASK[facts.direction](facts.subjectName),
      expectations: own.map(({ key, text }) => ({ key, text })),
      items:
        facts.ratesExpectations && facts.direction !== 'DELEGATE' ? notYetRated(own, rated) : [],
      hasText: true,
      isTextRequired: false,
    }
  })
}

function indicatorSections(
  facts: OutlineFacts,
  level: { levelKey: string; title: string },
  rated: Set<string>,
): OutlineSection[] {
  if (facts.direction === 'DELEGATE') return []
  const own = facts.words.items.filter(
    (item) => item.kind === 'INDICATOR' && item.levelKey === level.levelKey,
  )
  const items = notYetRated(own, rated)
  if (items.length === 0) return []
  return [
    {
      key: indicatorSection(level.levelKey),
      kind: 'indicators',
      title: level.title,
      ask: INDICATOR_ASK[facts.direction](facts.subjectName),
      expectations: [],
      items,
      hasText: false,
      isTextRequired: false,
    },
  ]
}

// An item that stands at two levels is rated once, where it first appears.
function notYetRated(items: readonly WordItem[], rated: Set<string>): RatedItem[] {
  const fresh = items.filter((item) => !rated.has(item.key))
  for (const item of fresh) rated.add(item.key)
  return fresh.map(({ id, key, levelKey, text, anchors }) => ({ id, key, levelKey, text, anchors }))
}

function summarySection({ direction, subjectName }: OutlineFacts): OutlineSection {
  return {
    key: SUMMARY_SECTION,
    kind: 'summary',
    title: 'Summary',
    ask: SUMMARY_ASK[direction](subjectName),
    expectations: [],
    items: [],
    hasText: true,
    isTextRequired: direction === 'MANAGER' || direction === 'DELEGATE',
  }
}

type Ask = Record<Direction, (subject: string) => string>

const CATEGORY_ASK: Ask = {
  SELF: () =>
    'What did you do in this period that shows it? Name situations and what came of them.',
  MANAGER: (name) =>
    `What did you see ${name} do in this period, and what came of it? Name situations.`,
  PEER: (name) => `What did you see ${name} do? Leave this empty where you saw too little.`,
  DELEGATE: (name) =>
    `What did you see ${name} do in this period, and what came of it? Leave this empty where you saw too little.`,
}

const INDICATOR_ASK: Omit<Ask, 'DELEGATE'> = {
  SELF: () => 'How often did this happen, and how much help did it take? Say where it shows.',
  MANAGER: (name) =>
    `How often did ${name} show this, and how unaided? Choose “Not observed” rather than guess.`,
  PEER: (name) =>
    `Rate only what you saw ${name} do yourself. “Not observed” is a full answer and costs nothing.`,
}

const SUMMARY_ASK: Ask = {
  SELF: () => 'What are you most satisfied with, what would you do differently, and what is next?',
  MANAGER: (name) =>
    `The first thing that ${name} reads: what went well, what has to change, and what comes next.`,
  PEER: (name) => `What should ${name} go on doing, and what one change would help most?`,
  DELEGATE: (name) =>
    `What the manager should know of ${name}: what went well, what has to change, and what comes next.`,
}
