import { NAMED_CONFIG } from '@/lib/scoring/config'
import { type ExplanationNode, explainReadiness, explainScore } from '@/lib/scoring/explanation'
import type { RatedLevel, RaterGroup, Rating } from '@/lib/scoring/rating'
import { readiness } from '@/lib/scoring/readiness'
import { scoreLevel } from '@/lib/scoring/score'

/** Run with `npx tsx tests/bench/scoring.bench.ts`. Budgets are those of scoring.md. */
const PEOPLE = 10_000
const CYCLES = [
  { id: 'd', label: '2025 H2', startOn: '2025-07-01', endOn: '2025-12-31' },
  { id: 'c', label: '2025 H1', startOn: '2025-01-01', endOn: '2025-06-30' },
  { id: 'b', label: '2024 H2', startOn: '2024-07-01', endOn: '2024-12-31' },
  { id: 'a', label: '2024 H1', startOn: '2024-01-01', endOn: '2024-06-30' },
]
const RATERS: readonly { raterId: string; group: RaterGroup }[] = [
  { raterId: 'manager', group: 'manager' },
  { raterId: 'peer-1', group: 'peer' },
  { raterId: 'peer-2', group: 'peer' },
]

const level: RatedLevel = {
  id: 'level',
  label: 'Level',
  categories: [1, 2, 3].map((category) => ({
    id: `category-${category}`,
    label: `Category ${category}`,
    weight: 10 * category,
    indicators: [1, 2, 3, 4, 5].map((indicator) => ({
      id: `indicator-${category}-${indicator}`,
      label: `Indicator ${category}.${indicator}`,
      weight: indicator,
      critical: indicator === 1,
    })),
  })),
}
const ids = level.categories.flatMap((category) => category.indicators.map(({ id }) => id))

function ratingsOf(seed: number): Rating[] {
  return ids.flatMap((indicatorId, index) =>
    RATERS.map((rater, place) => ({
      ...rater,
      indicatorId,
      value: 1 + ((seed * 7 + index * 3 + place * 5) % 5),
    })),
  )
}

function leavesIn(node: ExplanationNode): number {
  return node.children.length === 0
    ? 1
    : node.children.reduce((total, child) => total + leavesIn(child), 0)
}

function report(name: string, took: number, budget: number): void {
  const verdict = took <= budget ? 'within' : 'OVER'
  console.log(`${name}: ${took.toFixed(3)} ms, ${verdict} the budget of ${budget} ms`)
  if (took > budget) process.exitCode = 1
}

const people = Array.from({ length: PEOPLE }, (_, person) => ratingsOf(person))
const scoreStart = performance.now()
let leaves = 0
for (const ratings of people) {
  leaves += leavesIn(explainScore(scoreLevel({ level, ratings, config: NAMED_CONFIG })))
}
const scoreTook = performance.now() - scoreStart
report(`Score ${PEOPLE} people, ${leaves} explanation leaves`, scoreTook, 2_000)

const histories = Array.from({ length: 500 }, (_, person) =>
  CYCLES.map((cycle, index) => ({
    ...cycle,
    targetRatings: ratingsOf(person + index),
    currentRatings: ratingsOf(person + index + 1),
    evidence: ids.map((indicatorId) => ({
      id: `${indicatorId}-${index}`,
      indicatorId,
      on: cycle.endOn,
    })),
  })),
)

function readinessTook(explained: boolean): number {
  const start = performance.now()
  for (const cycles of histories) {
    const result = readiness({ target: level, current: level, cycles, config: NAMED_CONFIG })
    if (explained && result) explainReadiness(result)
  }
  return (performance.now() - start) / histories.length
}

report('Readiness with interval, 4 cycles, a person', readinessTook(false), 1)
report('Readiness with interval and explanation, a person', readinessTook(true), 1)
