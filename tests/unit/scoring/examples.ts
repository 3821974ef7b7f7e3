import { NAMED_CONFIG } from '@/lib/scoring/config'
import type { EvidenceItem, RatedLevel, RaterGroup, Rating } from '@/lib/scoring/rating'
import { type Readiness, type ReadinessCycle, readiness } from '@/lib/scoring/readiness'

/** `NO` reads as in scoring.md: not observed. */
export const NO = null

type Value = number | null

/** Ladder levels are written as { category: [weight, { indicator: weight }] }. */
export function levelOf(
  id: string,
  categories: Record<string, [number, Record<string, number>]>,
  critical: readonly string[] = [],
): RatedLevel {
  return {
    id,
    label: `Level ${id}`,
    categories: Object.entries(categories).map(([categoryId, [weight, indicators]]) => ({
      id: categoryId,
      label: `Category ${categoryId}`,
      weight,
      indicators: Object.entries(indicators).map(([indicatorId, indicatorWeight]) => ({
        id: indicatorId,
        label: `Indicator ${indicatorId}`,
        weight: indicatorWeight,
        critical: critical.includes(indicatorId),
      })),
    })),
  }
}

export function equal(...ids: string[]): Record<string, number> {
  return Object.fromEntries(ids.map((id) => [id, 1]))
}

/** One rater's answers, in the order of the indicators. */
export function rated(
  group: RaterGroup,
  raterId: string,
  ids: readonly string[],
  values: readonly Value[],
): Rating[] {
  return ids.map((indicatorId, index) => ({
    indicatorId,
    raterId,
    group,
    value: values[index] ?? null,
  }))
}

export const G5_IDS = ['g1', 'g2', 'g3', 'g4', 'g5']
export const G5 = levelOf('G5', { GI: [1, equal(...G5_IDS)] })

export const T_IDS = ['t1', 't2', 't3', 't4', 't5']
export const T = levelOf(
  'T',
  { Lead: [50, equal('t1', 't2')], Scope: [50, equal('t3', 't4', 't5')] },
  ['t1'],
)

const DAYS = [
  { id: '2025-h2', startOn: '2025-07-01', endOn: '2025-12-31' },
  { id: '2025-h1', startOn: '2025-01-01', endOn: '2025-06-30' },
  { id: '2024-h2', startOn: '2024-07-01', endOn: '2024-12-31' },
]

type ExampleCycle = { m1: readonly Value[]; p1: readonly Value[]; evidence?: readonly string[] }

/** The readiness set-up of scoring.md 2.7: latest first, current level rated in the latest only. */
export function exampleCycles(cycles: readonly ExampleCycle[]): ReadinessCycle[] {
  return cycles.map(({ m1, p1, evidence }, index) => {
    const days = DAYS[index]
    if (!days) throw new Error('The examples know three cycles')
    return {
      ...days,
      label: `Cycle ${days.id}`,
      targetRatings: [...rated('manager', 'm1', T_IDS, m1), ...rated('peer', 'p1', T_IDS, p1)],
      currentRatings: index === 0 ? rated('manager', 'm1', G5_IDS, [4, 4, 4, 4, 3]) : [],
      evidence: (evidence ?? []).map((indicatorId) => evidenceOn(indicatorId, days.endOn)),
    }
  })
}

export function evidenceOn(indicatorId: string, on: string): EvidenceItem {
  return { id: `note-${indicatorId}-${on}`, indicatorId, on }
}

export function exampleReadiness(cycles: readonly ExampleCycle[]): Readiness {
  return found(
    readiness({ target: T, current: G5, cycles: exampleCycles(cycles), config: NAMED_CONFIG }),
  )
}

const FOURS = [4, 4, 4, 4, 4]

export const E8 = exampleReadiness([
  { m1: FOURS, p1: FOURS, evidence: T_IDS },
  { m1: FOURS, p1: FOURS, evidence: T_IDS },
])
export const E9 = exampleReadiness([{ m1: FOURS, p1: FOURS, evidence: T_IDS }])
export const E10 = exampleReadiness([
  { m1: [4, 3, 5, 4, 2], p1: [4, 3, 4, 4, 2], evidence: ['t1', 't3'] },
  { m1: [3, 3, 4, NO, 2], p1: [3, 3, 4, NO, 2], evidence: ['t4'] },
  { m1: [3, 2, 4, 4, NO], p1: [3, 2, 4, 4, NO] },
])

export function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('Expected a value')
  return value
}

export function gateOf(result: Readiness, id: string) {
  return found(result.gates.find((gate) => gate.id === id))
}

export function rowOf(result: Readiness, id: string) {
  return found(result.indicators.find((row) => row.id === id))
}
