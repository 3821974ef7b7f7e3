import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_BYTES,
  MAX_COLUMNS,
  MAX_ROWS,
  readPeopleFile,
  refusalOf,
} from '@/lib/people/import/file/csv'
import { encodingOf } from '@/lib/people/import/file/encoding'
import { planImport } from '@/lib/people/import/plan'
import { KEEP, LEVELS, person, planOf, SYNCHRONISE } from './organisation'

const messages = (source: string) => planOf(source).problems.map(({ message }) => message)

describe('H06 a file', () => {
  it.each([
    ['of more bytes than a gigabyte would need', 'x'.repeat(MAX_BYTES + 1), /larger than 5 MB/],
    [
      'with one enormous cell',
      `name,email\n"${'x'.repeat(MAX_BYTES)}",a@x.org`,
      /larger than 5 MB/,
    ],
    ['that is a renamed zip', 'PK\u0003\u0004', /workbook or an archive/],
    ['in UTF-16 that nobody decoded', 'n\0a\0m\0e\0', /not plain text/],
  ])('%s is refused before it is read', (_, source, says) => {
    expect(refusalOf(source)).toMatch(says)
  })

  it('of ten million rows is read no further than twice what is allowed', () => {
    const startedAt = performance.now()
    const file = readPeopleFile(`name,email\n${'a,b\n'.repeat(1_000_000)}`)
    expect(file.rows).toEqual([])
    expect(file.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/20,000 rows/),
    ])
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  it('of one row too many is refused whole, of exactly as many is taken', () => {
    const rows = (count: number) =>
      `name,email\n${Array.from({ length: count }, (_, n) => `P,p${n}@x.org`).join('\n')}`
    expect(readPeopleFile(rows(MAX_ROWS)).rows).toHaveLength(MAX_ROWS)
    expect(readPeopleFile(rows(MAX_ROWS + 1)).problems).toHaveLength(1)
  })

  it('of a hundred thousand columns names how many there are', () => {
    expect(messages(`name,email${',x'.repeat(100_000)}\nAnn,a@x.org`)).toEqual([
      `There are 100002 columns; ${MAX_COLUMNS} are the most.`,
    ])
  })

  it('with another unknown level or track in every row is read in seconds', () => {
    const levels = Array.from({ length: 60 }, (_, n) => ({
      ...{ ladderKey: 'e', trackKey: 'ic', levelKey: `level-${n}`, trackTitle: 'Technical' },
      ...{ title: `Senior Principal Engineer ${n}`, code: `L${n}`, aliases: [] },
    }))
    const rows = Array.from({ length: MAX_ROWS }, (_, n) =>
      n % 2 > 0
        ? `P,p${n}@x.org,Senior Principal Enginer ${n}x,`
        : `P,p${n}@x.org,Senior Principal Engineer 7,Techincal ${n}`,
    )
    const startedAt = performance.now()
    const file = readPeopleFile(`name,email,level,track\n${rows.join('\n')}`)
    const { problems } = planImport(file, { people: [], levels }, KEEP)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
    expect(problems).toHaveLength(MAX_ROWS)
    const hints = problems.filter(({ message }) => message.includes('Did you mean'))
    expect(hints.length).toBeGreaterThan(0)
    expect(hints.length).toBeLessThanOrEqual(20)
  })

  it('with a quotation mark that is never closed names the row', () => {
    const { problems } = planOf('name,email\nAnn,a@x.org\n"Bob,b@x.org\nCleo,c@x.org')
    expect(problems).toEqual([
      expect.objectContaining({ row: 3, message: expect.stringMatching(/never closed/) }),
    ])
  })

  it.each([
    ['utf-16le', Buffer.from('\ufeffname,email\nJörg,j@x.org', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffname,email\nJörg,j@x.org', 'utf16le').swap16()],
    ['utf-8', Buffer.from('\ufeffname,email\nJörg,j@x.org')],
    ['windows-1252', Buffer.from('name,email\nJörg,j@x.org', 'latin1')],
  ])('in %s is read as what it is', (encoding, bytes) => {
    expect(encodingOf(bytes)).toBe(encoding)
    expect(planOf(new TextDecoder(encoding).decode(bytes)).created[0]?.name).toBe('Jörg')
  })

  it('with an address twice, in another case or another form, names both rows', () => {
    expect(messages('name,email\nA,a@x.org\nB,A@X.ORG\nC," a@x.org "')).toEqual([
      'Row 2 has this address already.',
      'Row 2 has this address already.',
    ])
  })

  it('with a loop of managers, long or through Rung, names everybody on it', () => {
    const rows = Array.from({ length: 30 }, (_, n) => `P${n},p${n}@x.org,p${(n + 1) % 30}@x.org`)
    const [message = ''] = messages(`name,email,manager\n${rows.join('\n')}`)
    expect(message).toMatch(/^P0 → P1 → .* → P0: nobody can be above themselves/)
  })

  it.each(['=1+1', '+1', '-1', '@x', '=HYPERLINK("http://evil","x")', '=cmd|"/C calc"!A0'])(
    'with the formula %s keeps it as the text it is',
    (name) => {
      const cell = `"${name.replaceAll('"', '""')}"`
      expect(planOf(`name,email\n${cell},a@x.org`).created[0]?.name).toBe(name)
    },
  )
})

describe('E08 a cell', () => {
  it.each([
    ['NUL', 'A\0nn'],
    ['half a character', 'A\ud800nn'],
    ['a direction override', 'A\u202enn'],
    ['an isolate', 'A\u2066nn'],
    ['a bell', 'A\u0007nn'],
    ['64 kB', 'x'.repeat(65_536)],
    ['a hundred thousand combining marks', `A${'\u0301'.repeat(100_000)}`],
  ])('with %s is a problem and stops nothing else', (_, name) => {
    const plan = planOf(`name,email\n${name},a@x.org\nBob,b@x.org`)
    expect(plan.problems.map(({ row }) => row)).toEqual([2])
    expect(plan.created.map(({ email }) => email)).toEqual(['b@x.org'])
    expect(plan.problems.every(({ cell }) => cell.isWellFormed() && cell.length <= 121)).toBe(true)
  })

  it.each(['👩‍👩‍👧‍👦 Lee', 'नेहा', 'Zoe\u0308', '李小龍', 'محمد'])('keeps %s, composed', (name) => {
    expect(planOf(`name,email\n${name},a@x.org`).created[0]?.name).toBe(name.normalize('NFC'))
  })
})

it('E10 keeps SQL in any cell as the text it is', () => {
  const payload = "'); DROP TABLE people; --"
  const plan = planOf(`name,email,team,level\n"${payload}",a@x.org,"${payload}","${payload}"`)
  expect(plan.problems.map(({ header }) => header)).toEqual(['level'])
  const [created] = planOf(`name,email,team\n"${payload}",a@x.org,"${payload}"`).created
  expect(created).toMatchObject({ name: payload, team: payload })
})

describe('a file that decides who is active', () => {
  const people = [
    person('admin@example.org', { roles: ['ADMIN'] }),
    person('boss@x.org', { roles: ['ADMIN', 'HR_PARTNER'] }),
    person('ann@x.org'),
    person('bob@x.org', { isActive: false }),
  ]

  it('never deactivates administrators or the importer, whatever it says', () => {
    fc.assert(
      fc.property(fc.subarray(people), fc.string({ maxLength: 40 }), (named, noise) => {
        const rows = named.map(({ name, email }) => `${name},${email}`)
        const file = readPeopleFile(['name,email', ...rows, noise].join('\n'))
        const plan = planImport(file, { people, levels: LEVELS }, SYNCHRONISE)
        expect(plan.deactivated.filter(({ roles }) => roles.includes('ADMIN'))).toEqual([])
        expect(plan.deactivated.every(({ isActive }) => isActive)).toBe(true)
      }),
    )
  })

  it('leaves everybody alone where it does not decide', () => {
    const plan = planImport(
      readPeopleFile('name,email\nNew,n@x.org'),
      { people, levels: LEVELS },
      KEEP,
    )
    expect(plan).toMatchObject({ deactivated: [], reactivated: [] })
    expect(plan.spared).toHaveLength(3)
  })
})
