import { afterAll, describe, expect, test } from 'vitest'
import { ARTEFACT_STATES, type ArtefactState } from '@/lib/policy/artefact-state'
import { grantedBy } from '@/lib/policy/expansion'
import { GRANTS, type Grant, type GrantTable, OPS, type Op } from '@/lib/policy/grants'
import { RELATIONS, ROW_RELATIONS } from '@/lib/policy/relations'
import { writeFigures } from '../../support/figures'
import { blockAlternatives } from './restated'

const TABLE: GrantTable = GRANTS
const ALL_RELATIONS = [...RELATIONS, ...ROW_RELATIONS]

type Mutant = { op: Op; name: string; grants: readonly Grant[] }

const EXPECTED = new Map(
  OPS.map((op) => [
    op,
    ARTEFACT_STATES.flatMap((state) =>
      ALL_RELATIONS.map((relation) => {
        const ways = blockAlternatives({ op, state, relations: [relation] })
        return { op, state, relation, condition: ways.includes('') ? '' : ways.join(' or '), ways }
      }),
    ),
  ]),
)

/** A mutant changes one operation, so its cells are the only ones that can differ. */
function isKilled({ op, grants }: Mutant): boolean {
  return (EXPECTED.get(op) ?? []).some(({ ways, condition, ...cell }) => {
    const ruling = grantedBy({ ...TABLE, [op]: grants }, cell)
    const isDenied = ruling.decision === 'deny'
    return isDenied !== (ways.length === 0) || ruling.condition !== condition
  })
}

function eachGrant(mutate: (grant: Grant) => { name: string; grants: Grant[] }[]): Mutant[] {
  return OPS.flatMap((op) =>
    (TABLE[op] ?? []).flatMap((grant, index) =>
      mutate(grant).map(({ name, grants }) => ({
        op,
        name: `${op} #${index}: ${name}`,
        grants: (TABLE[op] ?? []).toSpliced(index, 1, ...grants),
      })),
    ),
  )
}

const removedGrants = eachGrant(() => [{ name: 'removed', grants: [] }])

const removedRelations = eachGrant((grant) =>
  grant.to.map((relation) => ({
    name: `without ${relation}`,
    grants: [{ ...grant, to: grant.to.filter((id) => id !== relation) }],
  })),
)

const droppedConditions = eachGrant((grant) =>
  (grant.when ?? []).map((condition) => ({
    name: `no matter whether ${condition}`,
    grants: [{ ...grant, when: grant.when?.filter((name) => name !== condition) }],
  })),
)

const changedStates = eachGrant(({ states, ...grant }) =>
  ARTEFACT_STATES.map((state) => {
    const before: readonly ArtefactState[] = states ?? ARTEFACT_STATES
    const after = before.includes(state) ? before.filter((id) => id !== state) : [...before, state]
    return { name: `${state} flipped`, grants: [{ ...grant, states: after }] }
  }),
)

const flippedToAllow: Mutant[] = OPS.flatMap((op) =>
  (EXPECTED.get(op) ?? [])
    .filter(({ condition, ways }) => ways.length === 0 || condition !== '')
    .map(({ state, relation }) => ({
      op,
      name: `${op} also in ${state} to ${relation}`,
      grants: [...(TABLE[op] ?? []), { states: [state], to: [relation] }],
    })),
)

const counted = { 'mutants made': 0, 'mutants killed': 0 }
afterAll(() => writeFigures('mutants', counted))

describe('every mutant of the grant table is killed by the comparison with the block', () => {
  test('and the table itself is not', () => {
    expect(OPS.filter((op) => isKilled({ op, name: op, grants: TABLE[op] ?? [] }))).toEqual([])
  })

  test.each([
    ['grants removed', removedGrants, 100],
    ['relations removed', removedRelations, 200],
    ['conditions dropped', droppedConditions, 70],
    ['states added or taken away', changedStates, 800],
    ['denials and conditional grants turned into grants', flippedToAllow, 14_000],
  ])('%s', (name, mutants, atLeast) => {
    const survivors = mutants.filter((mutant) => !isKilled(mutant))
    console.info(`policy: ${mutants.length - survivors.length}/${mutants.length} ${name} killed`)
    counted['mutants made'] += mutants.length
    counted['mutants killed'] += mutants.length - survivors.length
    expect(survivors.map((mutant) => mutant.name)).toEqual([])
    expect(mutants.length).toBeGreaterThan(atLeast)
  })
})
