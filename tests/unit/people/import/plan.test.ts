import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPeopleFile } from '@/lib/people/import/file/csv'
import { sampleFile } from '@/lib/people/import/file/sample'
import { type ImportPlan, planImport } from '@/lib/people/import/plan'
import {
  ACTOR,
  applied,
  HEADER,
  KEEP,
  LEVELS,
  person,
  planOf,
  randomFile,
  SENIOR,
} from './organisation'

const ANN = 'Ann Example,ann@example.org,,Senior Software Engineer,Technical,Payments,2024-03-12'
const problemsOf = (row: string, people = [person('boss@example.org')]) =>
  planOf(`${HEADER}\n${row}`, people).problems

describe('planImport', () => {
  it('creates whoever is not there', () => {
    const plan = planOf(`${HEADER}\n${ANN}\nBob,BOB@example.org,ann@example.org,,,,`)
    expect(plan.problems).toEqual([])
    expect(plan.created).toEqual([
      {
        ...{ row: 2, name: 'Ann Example', email: 'ann@example.org', managerEmail: null },
        ...{ level: SENIOR, team: 'Payments', startedOn: '2024-03-12', employment: 'EMPLOYEE' },
      },
      {
        ...{ row: 3, name: 'Bob', email: 'bob@example.org', managerEmail: 'ann@example.org' },
        ...{ level: null, team: null, startedOn: null, employment: 'EMPLOYEE' },
      },
    ])
  })

  it('tells apart who changes, who moves, who stays and who is not in the file', () => {
    const people = [
      person('a@x.org', { name: 'Ann', level: SENIOR }),
      person('b@x.org', { name: 'Bob', managerEmail: 'a@x.org' }),
      person('c@x.org', { name: 'Cleo' }),
      person('d@x.org', { name: 'Dora' }),
      person('e@x.org', { name: 'Emil', isActive: false }),
    ]
    const rows = ['Ann,a@x.org,,IC2', 'Bob,b@x.org,c@x.org,', 'Cleo,c@x.org,,']
    const plan = planOf(`name,email,manager,level\n${rows.join('\n')}`, people)
    expect(plan.problems).toEqual([])
    expect(plan.changed).toEqual([
      {
        ...{ row: 2, email: 'a@x.org', name: 'Ann' },
        changes: [{ field: 'level', from: 'Senior Software Engineer', to: 'Software Engineer' }],
      },
    ])
    expect(plan.moved).toEqual([
      {
        ...{ row: 3, email: 'b@x.org', name: 'Bob' },
        changes: [{ field: 'managerEmail', from: 'a@x.org', to: 'c@x.org' }],
      },
    ])
    expect(plan).toMatchObject({ unchanged: 1, created: [], deactivated: [] })
    expect(plan.spared.map(({ email }) => email)).toEqual(['d@x.org'])
    expect(plan.updated.map(({ email }) => email)).toEqual(['a@x.org', 'b@x.org'])
  })

  it('takes an empty cell as nothing, and a missing column as no word on it', () => {
    const ann = person('a@x.org', { name: 'Ann', level: SENIOR, team: 'Payments' })
    expect(planOf('name,email\nAnn,a@x.org', [ann])).toMatchObject({ unchanged: 1, changed: [] })
    const [emptied] = planOf('name,email,team,level\nAnn,a@x.org,,', [ann]).changed
    expect(emptied?.changes).toEqual([
      { field: 'team', from: 'Payments', to: null },
      { field: 'level', from: 'Senior Software Engineer', to: null },
    ])
  })

  it('gives a team one spelling', () => {
    const ann = person('a@x.org', { team: 'Payments' })
    const plan = planOf('name,email,team\na,a@x.org,PAYMENTS\nb,b@x.org,search\nc,c@x.org,Search', [
      ann,
    ])
    expect(plan.unchanged).toBe(1)
    expect(plan.created.map(({ team }) => team)).toEqual(['Search', 'Search'])
  })

  it.each([
    ['a bad address', 'Ann,ann@@example,,,,,', 2, /one e-mail address/],
    ['no address', 'Ann,,,,,,', 2, /one e-mail address/],
    ['no name', ',ann@x.org,,,,,', 1, /Write the name/],
    ['a control character', 'A\u0007nn,ann@x.org,,,,,', 1, /control character/],
    ['a direction override', 'A\u202enn,ann@x.org,,,,,', 1, /control character/],
    ['a line break in a name', '"Ann\nX",ann@x.org,,,,,', 1, /one line/],
    ['characters lost on the way', 'J\ufffdrg,ann@x.org,,,,,', 1, /could not be read/],
    ['a name without end', `${'x'.repeat(121)},ann@x.org,,,,,`, 1, /at most 120/],
    [
      'an unknown manager',
      'Ann,ann@x.org,bos@example.org,,,,',
      3,
      /Did you mean "boss@example.org"/,
    ],
    ['oneself as manager', 'Ann,ann@x.org,ann@x.org,,,,', 3, /their own manager/],
    ['an unknown level', 'Ann,ann@x.org,,Senor Software Engineer,,,', 4, /Did you mean "Senior/],
    ['a level of two tracks', 'Ann,ann@x.org,,Lead,,,', 4, /Technical and Management both/],
    [
      'a level of the other track',
      'Ann,ann@x.org,,IC3,Management,,',
      5,
      /belongs to the track Tech/,
    ],
    ['an unknown track', 'Ann,ann@x.org,,IC3,Tecnical,,', 5, /Did you mean "Technical"/],
    ['a track without a level', 'Ann,ann@x.org,,,Technical,,', 4, /Name the level/],
    ['a day that is not', 'Ann,ann@x.org,,,,,2024-02-31', 7, /no day 31 in month 2/],
    ['a leap day that is not', 'Ann,ann@x.org,,,,,2023-02-29', 7, /no day 29/],
    ['another way to write a date', 'Ann,ann@x.org,,,,,12.03.2024', 7, /2024-03-12/],
    ['a year far away', 'Ann,ann@x.org,,,,,9999-12-31', 7, /between 1950 and 2100/],
    ['year nought', 'Ann,ann@x.org,,,,,0000-01-01', 7, /between 1950 and 2100/],
  ])('finds %s', (_, row, column, message) => {
    expect(problemsOf(row)).toEqual([
      expect.objectContaining({ row: 2, column, message: expect.stringMatching(message) }),
    ])
  })

  it('finds an address that stands twice, whatever its case', () => {
    const plan = planOf('name,email\nAnn,ann@x.org\nAnn,ANN@x.org')
    expect(plan.problems).toEqual([
      expect.objectContaining({
        row: 3,
        column: 2,
        cell: 'ANN@x.org',
        message: expect.stringMatching(/Row 2/),
      }),
    ])
  })

  it('names a loop of managers, in the file or closed through Rung', () => {
    const people = [
      person('ann@x.org', { name: 'Ann', managerEmail: 'bob@x.org' }),
      person('bob@x.org'),
    ]
    const inFile = planOf('name,email,manager\nBob,b@x.org,a@x.org\nAnn,a@x.org,b@x.org').problems
    const through = planOf('name,email,manager\nBob,bob@x.org,ann@x.org', people).problems
    expect(inFile.map(({ row, message }) => [row, message])).toEqual([
      [2, 'Ann → Bob → Ann: nobody can be above themselves.'],
    ])
    expect(through.map(({ row, message }) => [row, message])).toEqual([
      [2, 'Ann → Bob → Ann: nobody can be above themselves.'],
    ])
  })

  it('takes a chain of twenty managers, and no more', () => {
    const chain = (length: number) =>
      Array.from(
        { length },
        (_, index) => `P${index},p${index}@x.org,${index ? `p${index - 1}@x.org` : ''}`,
      )
    expect(planOf(`name,email,manager\n${chain(21).join('\n')}`).problems).toEqual([])
    expect(planOf(`name,email,manager\n${chain(23).join('\n')}`).problems).toHaveLength(1)
  })

  it('refuses a change of one’s own row and lets an unchanged one pass', () => {
    const admin = person(ACTOR, { name: 'Admin' })
    expect(planOf(`name,email\nAdmin,${ACTOR}`, [admin])).toMatchObject({
      problems: [],
      unchanged: 1,
    })
    const plan = planOf(`name,email,level\nAdmin,${ACTOR},IC3`, [admin])
    expect(plan.problems).toEqual([
      expect.objectContaining({ row: 2, message: expect.stringMatching(/your own row/) }),
    ])
    expect(plan.changed).toEqual([])
  })

  it('does not bring back who is deactivated, nor put people under them', () => {
    const gone = person('gone@x.org', { isActive: false })
    expect(problemsOf('Gone,gone@x.org,,IC2,,,', [gone])[0]?.message).toMatch(/Reactivate/)
    expect(planOf('name,email\ngone,gone@x.org', [gone])).toMatchObject({
      problems: [],
      unchanged: 1,
    })
    expect(problemsOf('Ann,ann@x.org,gone@x.org,,,,', [gone])[0]?.message).toMatch(/deactivated/)
  })

  it.each(['=1+1', '+cmd', '-2', '@SUM(A1)', '＝HYPERLINK', "'quoted"])(
    'keeps the formula %s as the text it is',
    (name) => {
      expect(planOf(`name,email\n${name},a@x.org`).created[0]?.name).toBe(name)
    },
  )

  it('keeps names of every script, composed', () => {
    const names = ['Zoe\u0308 Ångström', 'محمد', '李小龍', 'नेहा', 'O’Brien-Łuk']
    const rows = names.map((name, index) => `${name},p${index}@x.org`)
    const plan = planOf(`name,email\n${rows.join('\n')}`)
    expect(plan.created.map(({ name }) => name)).toEqual(names.map((name) => name.normalize('NFC')))
  })
})

describe('properties of a plan', () => {
  const none = { people: [], levels: LEVELS }
  const read = ({ header, rows }: { header: string; rows: string[] }) =>
    readPeopleFile([header, ...rows].join('\n'))
  const gist = (plan: ImportPlan) =>
    plan.created
      .map(({ row: _, ...planned }) => planned)
      .sort((a, b) => (a.email < b.email ? -1 : 1))

  it('is empty once it is applied', () => {
    fc.assert(
      fc.property(randomFile(), randomFile(), (first, second) => {
        let organisation = applied(none, planImport(read(first), none, KEEP))
        organisation = applied(organisation, planImport(read(second), organisation, KEEP))
        const plan = planImport(read(second), organisation, KEEP)
        expect(plan).toMatchObject({ created: [], updated: [], changed: [], moved: [] })
        expect(plan.unchanged + plan.problems.length).toBeGreaterThan(0)
      }),
    )
  })

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(randomFile(), ({ header, rows }) => {
        const plan = planImport(read({ header, rows }), none, KEEP)
        const reversed = planImport(read({ header, rows: rows.toReversed() }), none, KEEP)
        expect(gist(reversed)).toEqual(gist(plan))
      }),
    )
  })

  it('never throws, whatever the file', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.boolean(), (noise, headed) => {
        planImport(readPeopleFile(headed ? `${HEADER}\n${noise}` : noise), none, KEEP)
      }),
    )
  })
})

it('has a sample that previews without a problem, with a ladder or without one', () => {
  for (const levels of [LEVELS, []]) {
    const none = { people: [], levels }
    const plan = planImport(readPeopleFile(sampleFile(levels)), none, KEEP)
    expect(plan.problems).toEqual([])
    expect(plan.created).toHaveLength(3)
  }
})
