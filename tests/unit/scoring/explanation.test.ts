import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANONYMOUS_CONFIG, NAMED_CONFIG } from '@/lib/scoring/config'
import { type ExplanationNode, explainReadiness, explainScore } from '@/lib/scoring/explanation'
import type { Rating } from '@/lib/scoring/rating'
import { readiness } from '@/lib/scoring/readiness'
import { scoreLevel } from '@/lib/scoring/score'
import { type Case, CREW, cases, mapRatings, readinessOf } from './arbitraries'
import { E10, exampleCycles, found, G5, G5_IDS, levelOf, rated, T } from './examples'

const RUNS = { numRuns: 100 }

function nodesOf(node: ExplanationNode): ExplanationNode[] {
  return [node, ...node.children.flatMap(nodesOf)]
}

function leavesOf(root: ExplanationNode): ExplanationNode[] {
  return nodesOf(root).filter((node) => node.children.length === 0)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function treesOf(person: Case): ExplanationNode[] {
  const result = readinessOf(person)
  return [explainReadiness(result), ...result.cycles.map(({ target }) => explainScore(target))]
}

function everyTree(check: (root: ExplanationNode, person: Case) => void): void {
  fc.assert(
    fc.property(cases, (person) => {
      for (const root of treesOf(person)) check(root, person)
    }),
    RUNS,
  )
}

describe('every explanation (scoring.md 2.5)', () => {
  it('computes each value from its children', () => {
    everyTree((root) => {
      for (const node of nodesOf(root)) {
        if (node.value === null || node.children.length === 0) continue
        const combined = sum(node.children.map((child) => child.localWeight * (child.value ?? 0)))
        const expected = node.kind === 'attain' ? Math.min(1, combined / node.need) : combined
        expect(node.value).toBeCloseTo(expected, 9)
      }
    })
  })

  it('sums to the root by the contributions of its leaves, whose weights sum to 1', () => {
    everyTree((root) => {
      const leaves = leavesOf(root)
      expect(sum(leaves.map((leaf) => leaf.contribution))).toBeCloseTo(root.value ?? 0, 9)
      const whole = root.value === null ? 0 : 1
      expect(sum(leaves.map((leaf) => leaf.effectiveWeight))).toBeCloseTo(whole, 9)
    })
  })

  it('passes weight and contribution down without losing any on the way', () => {
    everyTree((root) => {
      for (const node of nodesOf(root)) {
        if (node.children.length === 0) continue
        const { children } = node
        expect(sum(children.map((child) => child.contribution))).toBeCloseTo(node.contribution, 9)
        expect(sum(children.map((child) => child.effectiveWeight))).toBeCloseTo(
          node.effectiveWeight,
          9,
        )
      }
    })
  })

  it('gives what was not observed neither number nor weight, and says so', () => {
    everyTree((root) => {
      for (const node of nodesOf(root)) {
        if (node.kind !== 'indicator' || node.value !== null) continue
        expect(node).toMatchObject({ effectiveWeight: 0, contribution: 0 })
        expect(node.note).toMatch(/^Not observed/)
      }
    })
  })

  it('shows each indicator of the level once, and each id once', () => {
    everyTree((root, { target }) => {
      const ids = nodesOf(root).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const shown = root.children.flatMap((category) =>
        category.children.filter(({ kind }) => kind === 'indicator'),
      )
      expect(shown.length).toBe(target.categories.flatMap((item) => item.indicators).length)
    })
  })

  it('shows self-ratings under the gap and nowhere else', () => {
    everyTree((root) => {
      const visit = (node: ExplanationNode, underGap: boolean): void => {
        if (node.kind === 'rating') expect(node.group === 'self').toBe(underGap)
        for (const child of node.children) visit(child, underGap || node.kind === 'gap')
      }
      visit(root, false)
    })
  })

  it('shows no rating of a group below its minimum', () => {
    everyTree((root, { config }) => {
      for (const node of nodesOf(root)) {
        if (node.kind !== 'group') continue
        const shown = node.children.length
        expect(shown === 0 || shown >= config.minRaters[node.group]).toBe(true)
        expect(node.value === null).toBe(shown === 0)
      }
    })
  })
})

describe('raters in an explanation', () => {
  it('are nowhere to be found without a label', () => {
    everyTree((root) => expect(JSON.stringify(root)).not.toContain('rater-'))
  })

  it('cannot be followed from one indicator to the next', () => {
    const swap = (rating: Rating): Rating => {
      const group = CREW.filter((rater) => rater.group === rating.group).map(
        ({ raterId }) => raterId,
      )
      const turn = Number(rating.indicatorId.slice(1)) % group.length
      const place = (group.indexOf(rating.raterId) + turn) % group.length
      return { ...rating, raterId: found(group[place]) }
    }
    fc.assert(
      fc.property(cases, (person) => {
        const swapped = mapRatings(person, (ratings) => ratings.map(swap))
        const gateless = (one: Case) =>
          treesOf(one).map((root) => ({
            ...root,
            children: root.children.filter(({ kind }) => kind !== 'gate'),
          }))
        expect(gateless(swapped)).toEqual(gateless(person))
      }),
      RUNS,
    )
  })

  it('stand under their label with their evidence when they are named', () => {
    const ratings = rated('manager', 'rater-m1', G5_IDS, [4, 3, 5, 4, 2]).map((rating) => ({
      ...rating,
      raterLabel: 'Ada Lovelace',
      evidenceIds: ['note-1'],
    }))
    const root = explainScore(scoreLevel({ level: G5, ratings, config: NAMED_CONFIG }))
    const leaf = found(nodesOf(root).find((node) => node.kind === 'rating'))
    expect(leaf).toMatchObject({ label: 'Ada Lovelace', points: 4, evidence: ['note-1'] })
    const nameless = ratings.map(({ raterLabel: _label, ...rating }) => rating)
    const hidden = explainScore(scoreLevel({ level: G5, ratings: nameless, config: NAMED_CONFIG }))
    expect(JSON.stringify(hidden)).not.toContain('note-1')
  })

  it('below the minimum are replaced by one line about their group', () => {
    const level = levelOf('L', { c: [1, { i: 1 }] })
    const ratings: Rating[] = [
      { indicatorId: 'i', raterId: 'm1', group: 'manager', value: 3 },
      { indicatorId: 'i', raterId: 'p1', group: 'peer', value: 5 },
      { indicatorId: 'i', raterId: 'p2', group: 'peer', value: 1 },
    ]
    const root = explainScore(scoreLevel({ level, ratings, config: ANONYMOUS_CONFIG }))
    const peers = found(
      nodesOf(root).find((node) => node.kind === 'group' && !node.children.length),
    )
    expect(peers).toMatchObject({ label: 'Peers', value: null, effectiveWeight: 0 })
    expect(peers.note).toBe(
      'Fewer than 3 answered, so these ratings do not count and are not shown',
    )
    expect(leavesOf(root).filter(({ kind }) => kind === 'rating')).toHaveLength(1)
  })
})

describe('worked examples', () => {
  it('E6: the leaf of b1 weighs .6 and contributes .45', () => {
    const level = levelOf('E6', {
      A: [40, { a1: 1, a2: 1, a3: 1, a4: 1, a5: 1 }],
      B: [60, { b1: 1, b2: 1 }],
      C: [20, { c1: 1, c2: 1 }],
    })
    const ids = ['a1', 'a2', 'a3', 'a4', 'a5', 'b1']
    const ratings = rated('manager', 'm1', ids, [4, 3, 5, 4, 2, 4])
    const root = explainScore(scoreLevel({ level, ratings, config: NAMED_CONFIG }))
    const leaf = nodesOf(root).find(({ id, kind }) => kind === 'rating' && id.includes(':b1/'))
    expect(leaf?.effectiveWeight).toBeCloseTo(0.6, 12)
    expect(leaf?.contribution).toBeCloseTo(0.45, 12)
  })

  it('E10: t1 descends through three cycles to the ratings', () => {
    const t1 = found(explainReadiness(E10).children[0]?.children[0])
    expect(t1).toMatchObject({ kind: 'indicator', value: expect.closeTo(6 / 7, 12) })
    expect(t1.evidence).toEqual(['note-t1-2025-12-31'])
    expect(t1.children.map(({ kind, value, localWeight }) => [kind, value, localWeight])).toEqual([
      ['attain', 1, expect.closeTo(4 / 7, 12)],
      ['attain', expect.closeTo(2 / 3, 12), expect.closeTo(2 / 7, 12)],
      ['attain', expect.closeTo(2 / 3, 12), expect.closeTo(1 / 7, 12)],
    ])
    const latest = found(t1.children[0]?.children[0])
    expect(latest).toMatchObject({ kind: 'cycle', label: 'Cycle 2025-h2', value: 0.75 })
    expect(latest.children.map(({ kind, label }) => [kind, label])).toEqual([
      ['group', 'Manager'],
      ['group', 'Peer'],
    ])
    expect(latest.children[0]?.children[0]).toMatchObject({ kind: 'rating', points: 4 })
  })

  it('E10: the gates stand beside the categories with what they rest on', () => {
    const gates = explainReadiness(E10).children.filter((node) => node.kind === 'gate')
    expect(gates.map(({ gateId, pass }) => [gateId, pass])).toEqual([
      ['coverage', true],
      ['raters', true],
      ['categoryFloor', false],
      ['critical', true],
      ['met', false],
      ['evidenced', false],
      ['sustained', false],
      ['currentLevel', true],
    ])
    expect(gates[2]?.children.map(({ label, value }) => [label, value])).toEqual([
      ['Category Lead', expect.closeTo(31 / 42, 12)],
      ['Category Scope', expect.closeTo(7 / 9, 12)],
    ])
  })

  it('a self-rating shows as its distance to the score', () => {
    const cycles = exampleCycles([{ m1: [3, 3, 3, 3, 3], p1: [3, 3, 3, 3, 3] }]).map((cycle) => ({
      ...cycle,
      targetRatings: [...cycle.targetRatings, ...rated('self', 'me', ['t1'], [5])],
    }))
    const result = found(readiness({ target: T, current: G5, cycles, config: NAMED_CONFIG }))
    const gaps = nodesOf(explainReadiness(result)).filter(({ kind }) => kind === 'gap')
    expect(gaps.map(({ value, contribution }) => [value, contribution])).toEqual([[0.5, 0]])
    expect(gaps[0]?.children.map(({ value, localWeight }) => [value, localWeight])).toEqual([
      [1, 1],
      [0.5, -1],
    ])
  })
})
