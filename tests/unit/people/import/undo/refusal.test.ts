import { describe, expect, it } from 'vitest'
import { refusalFor, type UndoFacts } from '@/lib/people/import/undo/refusal'

const FINE: UndoFacts = {
  ...{ isGone: false, changed: [], isAdministrator: false, isSelf: false, takesPart: false },
  ...{ managesOthers: false, formerTeamEnded: false, formerManagerLeft: false },
}

describe('refusalFor', () => {
  it('lets through whom nothing has happened to', () => {
    expect(refusalFor(FINE)).toBeNull()
  })

  it.each([
    [{ isGone: true }, /no longer in Rung/],
    [{ isSelf: true }, /nobody changes their own entry/],
    [{ isAdministrator: true }, /administrator now/],
    [{ takesPart: true }, /launched since/],
    [{ changed: ['team_id', 'teams', 'levels'] }, /changed since \(team, level\)/],
    [{ managesOthers: true }, /came to them since/],
    [{ formerTeamEnded: true }, /dissolved since/],
    [{ formerManagerLeft: true }, /manager who has left/],
  ])('refuses %j', (facts, says) => {
    expect(refusalFor({ ...FINE, ...facts })).toMatch(says)
  })
})
