import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, plainCell } from '@/lib/csv'
import { exportRow, HEADER } from '@/lib/people/import/export/row'
import { readPeopleFile } from '@/lib/people/import/file/csv'
import type { OrganisationPerson } from '@/lib/people/import/person-change'
import { planImport } from '@/lib/people/import/plan'
import { KEEP, LEVELS, person, SYNCHRONISE } from './organisation'

const cellsOf = (csv: string): string[][] => parse(csv, { bom: true, record_delimiter: '\r\n' })
const HOSTILE = [
  ...['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', ' =1', '＝HYPERLINK("x")'],
  ...["'quoted", "''twice", '=cmd|’/C calc’!A0', 'a;b', 'a"b', 'a\nb', 'a,b', '"', "'", '', "'=1"],
]

describe('H05 an export', () => {
  it.each(HOSTILE)('keeps %j from running, and reads it back as it was', (text) => {
    const line = csvLine([text])
    expect(line.startsWith('"') && line.endsWith('"\r\n')).toBe(true)
    const [[cell = ''] = []] = cellsOf(line)
    expect(/^[\s\0]*[=+\-@＝＋－＠\t\r\n]/.test(cell)).toBe(false)
    expect(plainCell(cell)).toBe(text)
  })

  it('reads back any text as it was', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE))
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
        const csv = rows.map((row) => csvLine(row)).join('')
        expect(cellsOf(csv).map((row) => row.map(plainCell))).toEqual(rows)
      }),
    )
  })
})

describe('exportRow', () => {
  it('writes a level by its title and track, and by its keys where those say no more', () => {
    const toRow = exportRow(LEVELS)
    const held = (trackKey: string, levelKey: string) => {
      const level = { ladderKey: 'engineering', trackKey, levelKey }
      return toRow(person('a@x.org', { level })).slice(3, 5)
    }
    expect(held('ic', 'lead')).toEqual(['Lead', 'Technical'])
    expect(held('mgmt', 'mgmt-lead')).toEqual(['Lead', 'Management'])
    expect(held('ic', 'retired')).toEqual(['retired', 'ic'])
  })

  it('gives a file that changes nothing, whoever works here', () => {
    fc.assert(
      fc.property(randomPeople(), fc.constantFrom(KEEP, SYNCHRONISE), (people, terms) => {
        const organisation = { people, levels: LEVELS }
        const shown = people.filter(({ isActive }) => isActive || terms === KEEP)
        const source = [HEADER, ...shown.map(exportRow(LEVELS))].map((row) => csvLine(row)).join('')
        const plan = planImport(readPeopleFile(`\ufeff${source}`), organisation, terms)
        expect(
          plan.problems.filter(({ message }) => !/would be deactivated/.test(message)),
        ).toEqual([])
        expect(plan).toMatchObject({ created: [], updated: [], deactivated: [], reactivated: [] })
      }),
    )
  })
})

/** A tree of people with hostile names, levels of this ladder and of an older one, some of them gone. */
function randomPeople(): fc.Arbitrary<OrganisationPerson[]> {
  const names = ['=cmd()', "'quoted", "''x", '@sum', '-2', 'Zoë Ångström', 'محمد', 'O"Brien', 'a;b']
  const one = fc.record({
    name: fc.constantFrom(...names),
    above: fc.option(fc.nat(), { nil: null }),
    team: fc.constantFrom(null, 'Payments', '=Team', "'Team"),
    startedOn: fc.constantFrom(null, '2024-02-29'),
    isActive: fc.boolean(),
    isContractor: fc.boolean(),
    level: fc.constantFrom(null, ...LEVELS, { ...LEVELS[0], levelKey: 'retired' }),
  })
  return fc.array(one, { minLength: 1, maxLength: 8 }).map((people) =>
    people.map(({ above, level, isContractor, ...rest }, index) =>
      person(`p${index}@example.org`, {
        ...rest,
        managerEmail: above === null || index === 0 ? null : `p${above % index}@example.org`,
        employment: isContractor ? 'CONTRACTOR' : 'EMPLOYEE',
        level: isContractor ? null : keysOf(level),
      }),
    ),
  )
}

function keysOf(level: Partial<OrganisationPerson['level']>): OrganisationPerson['level'] {
  if (!level) return null
  const { ladderKey = '', trackKey = '', levelKey = '' } = level
  return { ladderKey, trackKey, levelKey }
}
