import { describe, expect, it } from 'vitest'
import {
  canHold,
  canSeeDue,
  canSeeTombstone,
  canSetRetention,
  canTakePackage,
} from '@/lib/policy/privacy'
import { RELATIONS, type Relation } from '@/lib/policy/relations'

const facts = (relation: Relation, isSelf = false) => ({
  relations: new Set([relation]),
  isSelf,
  state: null,
  conditions: {},
})
const allowed = (may: (relation: Relation) => boolean) => RELATIONS.filter(may)

describe('privacy operations', () => {
  it('are placed on hold by HR partners in scope, never in their own case', () => {
    expect(allowed((one) => canHold(facts(one)))).toEqual(['hr_in'])
    expect(allowed((one) => canHold(facts(one, true)))).toEqual([])
  })

  it('have their terms set by administrators', () => {
    expect(allowed((one) => canSetRetention(facts(one)))).toEqual(['admin'])
  })

  it('show what is due to HR partners, and to administrators what is not about people', () => {
    expect(allowed((one) => canSeeDue(facts(one), { isAboutPeople: true }))).toEqual(['hr_in'])
    expect(allowed((one) => canSeeDue(facts(one), { isAboutPeople: false }))).toEqual([
      'hr_in',
      'admin',
    ])
  })

  it('show a tombstone to HR partners in scope and auditors (G4), not to themselves (G2)', () => {
    expect(allowed((one) => canSeeTombstone(facts(one)).allow)).toEqual(['hr_in', 'auditor'])
    expect(allowed((one) => canSeeTombstone(facts(one, true)).allow)).toEqual([])
  })

  it('hand a package to the person once it is released, and to HR partners in scope', () => {
    const take = (state: 'OPEN' | 'RELEASED' | 'CLOSED', isSelf: boolean) =>
      allowed((one) => canTakePackage(facts(one, isSelf), { state }))
    expect(take('OPEN', true)).toEqual([])
    expect(take('CLOSED', true)).toEqual([])
    expect(take('RELEASED', true)).toEqual([...RELATIONS])
    expect(take('RELEASED', false)).toEqual(['hr_in'])
  })
})
