import type { RatingEntry } from '@/lib/reviews/body'
import { chance } from './chance'

/** Where some people stand, on the scale of five, before a cycle adds to it; the others by chance. */
const KNOWN: Record<string, number> = {
  'sam.lindqvist': 3.85,
  'priya.raman': 4.2,
  'chidi.eze': 4.35,
  'yuki.tanaka': 2.7,
  'marcus.thompsonoyelaran': 4.1,
  'maya.okafor': 4.1,
  'leila.haidari': 3.4,
  'jonas.weber': 3.0,
  'dmitri.volkov': 4.4,
}
const GROWTH_PER_CYCLE = 0.22
const NEXT_LEVEL_GAP = 0.55

/** What Sam still lacks for the next level: the story that the tour in the README follows. */
const SAM_GAPS = [1, 4]

export function strengthOf(email: string, cycle: number): number {
  const key = email.split('@')[0] ?? ''
  return (KNOWN[key] ?? 2.7 + 1.7 * chance(key, 'strength')) + GROWTH_PER_CYCLE * cycle
}

export type RatingFacts = {
  subject: string
  rater: string
  direction: 'SELF' | 'MANAGER' | 'PEER'
  itemKey: string
  position: number
  isNextLevel: boolean
  cycle: number
}

export function ratingOf(facts: RatingFacts): RatingEntry['value'] {
  const { subject, rater, direction, itemKey, isNextLevel, cycle } = facts
  const unseen = direction === 'PEER' ? 0.18 : 0.03
  if (chance(subject, rater, itemKey, cycle, 'seen') < unseen) return null
  const own = (chance(subject, itemKey, 'item') - 0.5) * 1.5
  const eye = (chance(subject, rater, itemKey, cycle, 'eye') - 0.5) * 0.9
  const kindness = direction === 'SELF' ? 0.25 : direction === 'PEER' ? 0.1 : 0
  const gap = isNextLevel ? NEXT_LEVEL_GAP : 0
  const known = samPosition(facts)
  const value = known ?? strengthOf(subject, cycle) - gap + own + eye + kindness
  return clamp(Math.round(value))
}

function samPosition({ subject, position, isNextLevel, cycle, rater, itemKey }: RatingFacts) {
  if (!subject.startsWith('sam.lindqvist') || !isNextLevel) return null
  const eye = (chance(rater, itemKey, cycle) - 0.5) * 0.6
  if (SAM_GAPS.includes(position)) return 2.3 + 0.3 * cycle + eye
  return 3.8 + 0.2 * cycle + eye
}

function clamp(value: number): 1 | 2 | 3 | 4 | 5 {
  if (value <= 1) return 1
  if (value >= 5) return 5
  return value === 2 || value === 3 ? value : 4
}
