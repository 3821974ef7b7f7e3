import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { couldBeActor, type KnownIdentity, newStandings } from '@/lib/people/lines/standing-above'
import { closureOf, type ManagerOf } from '@/lib/people/org-tree'

const tree = (lines: Record<string, string | null>): ManagerOf => new Map(Object.entries(lines))
const BEFORE = tree({ top: null, lead: 'top', sam: 'lead', kim: 'lead', ann: 'top', bob: 'ann' })

describe('newStandings', () => {
  it.each<[string, Record<string, string | null>, string[]]>([
    ['nothing for no change', {}, []],
    ['the manager and the one above', { sam: 'ann' }, ['ann>sam 1']],
    ['both where both are new', { sam: 'bob' }, ['bob>sam 1', 'ann>sam 2']],
    ['reports of whoever is moved', { lead: 'ann' }, ['ann>lead 1', 'ann>sam 2', 'ann>kim 2']],
    ['somebody who comes nearer', { sam: 'top' }, ['top>sam 1']],
    [
      'nobody who goes further away',
      { lead: 'bob', ann: null },
      ['bob>lead 1', 'ann>lead 2', 'bob>sam 2', 'bob>kim 2'],
    ],
    ['somebody who is added', { eve: 'ann' }, ['ann>eve 1', 'top>eve 2']],
    ['a manager who is added', { eve: null, sam: 'eve' }, ['eve>sam 1']],
    ['nobody above whom nobody is', { sam: null }, []],
  ])('%s', (_, change, expected) => {
    const after = new Map([...BEFORE, ...Object.entries(change)])
    const found = newStandings({ before: BEFORE, after, changed: Object.keys(change) })
    expect(
      found.map(({ manager, person, depth }) => `${manager}>${person} ${depth}`).sort(),
    ).toEqual([...expected].sort())
  })

  it.each<[string, Record<string, string[]>, Record<string, string | null>, string[]]>([
    ['the line above first', { lead: ['eve'] }, { bob: 'lead' }, ['lead>bob 1', 'eve>bob 2']],
    [
      'the line below first',
      { sam: ['bob'] },
      { bob: 'kim' },
      ['kim>bob 1', 'lead>bob 2', 'kim>sam 2'],
    ],
    ['nobody twice', { sam: ['ann'] }, { ann: null }, []],
  ])('counts what is planned: %s', (_, plans, change, expected) => {
    const after = new Map([...BEFORE, ...Object.entries(change)])
    const planned = new Map(Object.entries(plans))
    const found = newStandings({ before: BEFORE, after, changed: Object.keys(change), planned })
    expect(
      found.map(({ manager, person, depth }) => `${manager}>${person} ${depth}`).sort(),
    ).toEqual([...expected].sort())
  })

  it('finds exactly what the closure of two steps has more or nearer than before', () => {
    fc.assert(
      fc.property(forest, forest, (one, other) => {
        const changed = [...other.keys()].filter((key) => one.get(key) !== other.get(key))
        const near = (managerOf: ManagerOf) =>
          new Map(
            closureOf(managerOf)
              .filter(({ depth }) => depth <= 2)
              .map(({ managerId, personId, depth }) => [`${managerId}>${personId}`, depth]),
          )
        const before = near(one)
        const expected = [...near(other)]
          .filter(([pair, depth]) => (before.get(pair) ?? 3) > depth)
          .map(([pair, depth]) => `${pair} ${depth}`)
        const found = newStandings({ before: one, after: other, changed })
        expect(
          found.map(({ manager, person, depth }) => `${manager}>${person} ${depth}`).sort(),
        ).toEqual(expected.sort())
      }),
    )
  })
})

const NOW = new Date('2026-11-21T12:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)
const somebody: KnownIdentity = {
  ...{ isActor: false, exists: true, wasAddedByActor: false },
  ...{ hasAccountSince: daysAgo(400), isKnownToProvider: false },
}

describe('couldBeActor', () => {
  it.each<[string, Partial<KnownIdentity>, boolean]>([
    ['the administrator', { isActor: true }, true],
    ['somebody who is added with the change', { exists: false }, true],
    ['somebody whom another added', {}, false],
    ['somebody whom another added and who cannot sign in yet', { hasAccountSince: null }, false],
    [
      'one whom they added and who cannot sign in yet',
      { wasAddedByActor: true, hasAccountSince: null },
      true,
    ],
    ['one whom they added lately', { wasAddedByActor: true, hasAccountSince: daysAgo(29) }, true],
    [
      'one whom they added at the limit',
      { wasAddedByActor: true, hasAccountSince: daysAgo(30) },
      false,
    ],
    [
      'one whom they added and the provider knows',
      { wasAddedByActor: true, hasAccountSince: null, isKnownToProvider: true },
      false,
    ],
  ])('%s', (_, more, expected) => {
    expect(couldBeActor({ ...somebody, ...more }, NOW)).toBe(expected)
  })
})

// Each is below somebody with a smaller number, or at the top, so that there is no loop.
const forest = fc
  .array(fc.option(fc.nat(), { nil: null }), { minLength: 8, maxLength: 8 })
  .map((seeds): ManagerOf => {
    const lines = seeds.map((seed, index): [string, string | null] => [
      `p${index}`,
      seed === null || index === 0 ? null : `p${seed % index}`,
    ])
    return new Map(lines)
  })
