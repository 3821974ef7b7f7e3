import { expect, it } from 'vitest'
import { NAMED_CONFIG } from '@/lib/scoring/config'
import { explainReadiness, explainScore } from '@/lib/scoring/explanation'
import { readiness } from '@/lib/scoring/readiness'
import { scoreLevel } from '@/lib/scoring/score'
import { equal, exampleCycles, found, G5, levelOf, rated, T, T_IDS } from './examples'

/** Ten times the budget of scoring.md: loose enough for a busy machine, tight enough for n². */
const ids = Array.from({ length: 15 }, (_, index) => `i${index}`)
const level = levelOf('L15', { c: [1, equal(...ids)] })

it('scores and explains 1,000 people by three raters within 2 s', () => {
  const people = Array.from({ length: 1_000 }, (_, person) => [
    ...rated(
      'manager',
      'm1',
      ids,
      ids.map((_id, index) => 1 + ((person + index) % 5)),
    ),
    ...rated(
      'peer',
      'p1',
      ids,
      ids.map((_id, index) => 1 + ((person * 3 + index) % 5)),
    ),
    ...rated(
      'peer',
      'p2',
      ids,
      ids.map((_id, index) => 1 + ((person * 7 + index) % 5)),
    ),
  ])
  const start = performance.now()
  const roots = people.map((ratings) =>
    explainScore(scoreLevel({ level, ratings, config: NAMED_CONFIG })),
  )
  expect(performance.now() - start).toBeLessThan(2_000)
  expect(roots.every(({ value }) => value !== null)).toBe(true)
})

it('judges and explains the readiness of 200 people within 2 s', () => {
  const fours = { m1: [4, 3, 5, 4, 2], p1: [4, 3, 4, 4, 2], evidence: T_IDS }
  const cycles = exampleCycles([fours, fours, fours])
  const start = performance.now()
  for (let person = 0; person < 200; person += 1) {
    const result = found(readiness({ target: T, current: G5, cycles, config: NAMED_CONFIG }))
    expect(explainReadiness(result).value).toBe(result.value)
  }
  expect(performance.now() - start).toBeLessThan(2_000)
})
