import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closureOf, cycleText, depths, MAX_DEPTH, managerCycles } from '@/lib/people/org-tree'

const managers = (lines: Record<string, string | null>) => new Map(Object.entries(lines))

describe('managerCycles', () => {
  it('finds none in a tree', () => {
    expect(managerCycles(managers({ top: null, ann: 'top', bob: 'ann' }))).toEqual([])
  })

  it('names the people on a loop in order, beginning with the smallest', () => {
    const loop = managerCycles(managers({ bob: 'carl', carl: 'ann', ann: 'bob', dora: 'carl' }))
    expect(loop).toEqual([['ann', 'bob', 'carl']])
    expect(cycleText(loop[0] ?? [])).toBe('ann → bob → carl → ann')
  })

  it('finds somebody who is their own manager, and several loops', () => {
    const found = managerCycles(managers({ z: 'y', y: 'z', a: 'a', b: null }))
    expect(found).toEqual([['a'], ['y', 'z']])
  })

  it('does not mind a manager nobody knows', () => {
    expect(managerCycles(managers({ ann: 'gone' }))).toEqual([])
  })

  it('finds the same whatever the order, and exactly the people who meet themselves going up', () => {
    fc.assert(
      fc.property(randomLines(), fc.infiniteStream(fc.nat()), (lines, seeds) => {
        const shuffled = [...lines].sort(() => (seeds.next().value % 2 === 0 ? 1 : -1))
        const found = managerCycles(new Map(lines))
        expect(managerCycles(new Map(shuffled))).toEqual(found)
        const onLoop = [...lines.keys()].filter((person) => meetsThemselves(lines, person))
        expect(found.flat().sort()).toEqual(onLoop.sort())
      }),
    )
  })
})

describe('depths', () => {
  it('counts the managers above', () => {
    const found = depths(managers({ bob: 'ann', ann: 'top', top: null }))
    expect(Object.fromEntries(found)).toEqual({ top: 0, ann: 1, bob: 2 })
  })

  it('has no end on a loop and below it', () => {
    const found = depths(managers({ below: 'a', a: 'b', b: 'a' }))
    expect([...found.values()]).toEqual([Infinity, Infinity, Infinity])
  })

  it('counts a manager who is not listed as one', () => {
    expect(depths(managers({ ann: 'outside' })).get('ann')).toBe(1)
  })

  it('agrees with the number of rows in the closure', () => {
    fc.assert(
      fc.property(randomTree(), (lines) => {
        const rows = Map.groupBy(closureOf(lines), ({ personId }) => personId)
        for (const [person, depth] of depths(lines)) {
          expect(Math.min(depth, MAX_DEPTH)).toBe(rows.get(person)?.length ?? 0)
        }
      }),
    )
  })
})

describe('closureOf', () => {
  it('lists everybody above with the distance', () => {
    expect(closureOf(managers({ top: null, ann: 'top', bob: 'ann' }))).toEqual([
      { managerId: 'top', personId: 'ann', depth: 1 },
      { managerId: 'ann', personId: 'bob', depth: 1 },
      { managerId: 'top', personId: 'bob', depth: 2 },
    ])
  })
})

function meetsThemselves(lines: ReadonlyMap<string, string | null>, person: string): boolean {
  let above = lines.get(person) ?? null
  for (let step = 0; above !== null && step <= lines.size; step += 1) {
    if (above === person) return true
    above = lines.get(above) ?? null
  }
  return false
}

function randomLines(): fc.Arbitrary<Map<string, string | null>> {
  const person = fc.integer({ min: 0, max: 12 }).map((number) => `p${number}`)
  return fc
    .array(fc.tuple(person, fc.option(person)), { maxLength: 14 })
    .map((pairs) => new Map(pairs))
}

function randomTree(): fc.Arbitrary<Map<string, string | null>> {
  return fc.array(fc.nat(), { minLength: 1, maxLength: 60 }).map((choices) => {
    const lines = new Map<string, string | null>()
    for (const [index, choice] of choices.entries()) {
      lines.set(`p${index}`, index === 0 ? null : `p${choice % index}`)
    }
    return lines
  })
}
