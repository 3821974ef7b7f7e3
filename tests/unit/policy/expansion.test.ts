import { describe, expect, test } from 'vitest'
import { ARTEFACT_STATES } from '@/lib/policy/artefact-state'
import { CONDITIONS } from '@/lib/policy/conditions'
import { expandPolicy, grantedBy, policyCsv } from '@/lib/policy/expansion'
import { GRANTS, OPS } from '@/lib/policy/grants'
import { RELATIONS, ROW_RELATIONS } from '@/lib/policy/relations'
import { writeFigures } from '../../support/figures'
import { ALL_STATES, BLOCK_RELATIONS, EXTRA_RELATIONS, readBlock } from './grant-block'
import { BLOCK_OPS, blockAlternatives, restated } from './restated'

const ALL_RELATIONS = [...RELATIONS, ...ROW_RELATIONS]

function asRuling(alternatives: readonly string[]) {
  if (alternatives.length === 0) return { decision: 'deny', condition: '' }
  if (alternatives.includes('')) return { decision: 'allow', condition: '' }
  return { decision: 'allow_if', condition: [...new Set(alternatives)].join(' or ') }
}

describe('the vocabulary is the one of access.md', () => {
  test('63 operations, 28 relations, 8 states', () => {
    expect([...OPS].sort()).toEqual([...BLOCK_OPS].sort())
    expect(OPS).toHaveLength(63)
    expect([...RELATIONS].sort()).toEqual([...BLOCK_RELATIONS].sort())
    expect(RELATIONS).toHaveLength(28)
    expect([...ROW_RELATIONS].sort()).toEqual([...EXTRA_RELATIONS].sort())
    expect(ARTEFACT_STATES.join('')).toBe(ALL_STATES)
  })

  test('every condition of the block has a name, and every name is used', () => {
    const inBlock = new Set(readBlock().map(({ conditions }) => conditions.join('; ')))
    const inTable = Object.values(GRANTS).flatMap((grants) =>
      grants.flatMap((grant) => ('when' in grant ? [...grant.when] : [])),
    )
    expect([...new Set(inTable)].sort()).toEqual(Object.keys(CONDITIONS).sort())
    const words = Object.values(CONDITIONS)
    for (const text of inBlock) {
      const rest = words
        .toSorted((a, b) => b.length - a.length)
        .reduce((left, word) => left.replaceAll(word, ''), text)
      expect(rest.replaceAll('; ', ''), text).toBe('')
    }
  })
})

describe('the expansion equals the block', () => {
  test('the table alone, without the global denies', () => {
    const different = OPS.flatMap((op) =>
      ARTEFACT_STATES.flatMap((state) =>
        ALL_RELATIONS.flatMap((relation) => {
          const stated = asRuling(blockAlternatives({ op, state, relations: [relation] }))
          const coded = grantedBy(GRANTS, { op, state, relation })
          return JSON.stringify(stated) === JSON.stringify(coded)
            ? []
            : [{ op, state, relation, stated, coded }]
        }),
      ),
    )
    expect(different).toEqual([])
  })

  test('all 14,112 decisions, with the global denies', () => {
    const cells = expandPolicy()
    const different = cells.filter(({ op, state, relation, decision, condition }) => {
      const stated = asRuling(restated({ op, state, relations: [relation] }))
      return stated.decision !== decision || stated.condition !== condition
    })
    expect(different).toEqual([])
    expect(cells).toHaveLength(14_112)
    const denied = cells.filter(({ decision }) => decision === 'deny').length
    console.info(`policy: ${cells.length} decisions checked, ${denied} of them deny`)
    writeFigures('table', { 'decisions checked': cells.length, 'of them deny': denied })
    expect(Math.round((100 * denied) / cells.length)).toBe(92)
  })

  test('the relations to one row too', () => {
    for (const { op, state, relation, ...ruling } of expandPolicy(ROW_RELATIONS)) {
      expect(ruling).toEqual(asRuling(restated({ op, state, relations: [relation] })))
    }
  })
})

describe('the CSV', () => {
  const lines = policyCsv(expandPolicy()).trimEnd().split('\n')

  test('has a header and one row per decision, always in the same order', () => {
    expect(lines[0]).toBe('op,state,relation,decision,condition')
    expect(lines).toHaveLength(14_113)
    expect(lines[1]).toBe('draft.read,D,anon,deny,')
    expect(policyCsv(expandPolicy())).toBe(`${lines.join('\n')}\n`)
  })

  test('quotes a condition that holds a comma', () => {
    expect(lines).toContain('packet.reply,R,subj,allow_if,"<=30d, until Z"')
    expect(lines).toContain('self.read,S,skip,allow_if,cycle.skipVisible')
  })
})
