import { describe, expect, test } from 'vitest'
import { diffDocuments } from '@/lib/ladder/diff/ladder-diff'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { affectedLevels } from '@/lib/ladder/publishing/affected'
import { levelMoves } from '@/lib/ladder/publishing/level-moves'
import { changed, SMALL_LADDER } from '../small-ladder'

function documentOf(text: string): LadderDocument {
  const { document } = readLadder(text)
  if (!document) throw new Error('Unreadable')
  return document
}

const before = documentOf(SMALL_LADDER)
const STANDINGS = [
  { levelKey: 'junior', chosenKey: null, people: 3 },
  { levelKey: 'junior', chosenKey: 'em', people: 1 },
  { levelKey: 'em', chosenKey: null, people: 2 },
]

function affected(after: LadderDocument) {
  const levels = affectedLevels(diffDocuments(before, after), { before, after }, STANDINGS)
  return levels.map(({ key, change, at, aiming }) => `${key} ${change} ${at} ${aiming}`)
}

describe('who is affected', () => {
  test('is nobody while nothing changes that one can see', () => {
    const items = before.items.map((item) => ({ ...item, change: 'clarified' as const }))
    expect(affected({ ...before, version: 2, changeNote: 'Nothing', items })).toEqual([])
  })

  test('is who stands at the level or aims at it, by the track or by choice', () => {
    expect(affected(documentOf(changed(['Designs services', 'Designs systems'])))).toEqual([
      'senior changed 0 3',
    ])
    expect(affected(documentOf(changed(['typically 5-8', 'often 5-8'])))).toEqual([
      'em changed 2 1',
    ])
  })

  test('of an item that moves are the levels of before and after', () => {
    const tests = '- Writes tests for own changes {#i-tests}\n'
    const after = documentOf(changed([tests, ''], ['- Designs', `${tests}- Designs`]))
    expect(affected(after)).toEqual(['junior changed 4 0', 'senior changed 0 3'])
  })

  test('of a skill are the levels that are held to it', () => {
    const after = documentOf(changed(['Knows who is shut out', 'Knows who is left out']))
    expect(affected(after)).toEqual(['junior changed 4 0', 'senior changed 0 3'])
  })

  test('of a category are the levels that have it', () => {
    expect(affected(documentOf(changed(['title: Craft', 'title: Skill'])))).toEqual([
      'junior changed 4 0',
      'senior changed 0 3',
      'em changed 2 1',
      'director changed 0 2',
    ])
  })

  test('of a new and a removed level is said too', () => {
    const levels = before.levels.map((level) =>
      level.key === 'junior' ? { ...level, key: 'starter' } : level,
    )
    expect(affected({ ...before, levels }).filter((line) => !line.includes('changed'))).toEqual([
      'starter added 0 0',
      'junior removed 4 0',
    ])
  })
})

describe('people keep a level', () => {
  const renamed = before.levels.map((level) =>
    level.key === 'junior' ? { ...level, key: 'starter' } : level,
  )
  const map = { entity: 'level', from: ['junior'], to: ['starter'], comparable: true } as const
  const mapped = (relation: 'replaces' | 'split') => ({
    ...before,
    levels: renamed,
    keymap: [{ ...map, from: [...map.from], to: [...map.to], relation }],
  })

  test('that has another key by a map from one to one', () => {
    expect(levelMoves(before, mapped('replaces'))).toEqual([
      { from: 'junior', to: 'starter', track: 'ic' },
    ])
  })

  test('that stands in another track', () => {
    const levels = before.levels.map((level) => ({ ...level, track: 'mgmt' }))
    expect(levelMoves(before, { ...before, levels })).toEqual([
      { from: 'junior', to: 'junior', track: 'mgmt' },
      { from: 'senior', to: 'senior', track: 'mgmt' },
    ])
  })

  test('but are moved by no other map, nor by one of an earlier version', () => {
    expect(levelMoves(before, mapped('split'))).toEqual([])
    expect(levelMoves(mapped('replaces'), mapped('replaces'))).toEqual([])
  })
})
