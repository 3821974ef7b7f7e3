import { describe, expect, it } from 'vitest'
import { MAX_BYTES, MAX_ROWS, readPeopleFile, refusalOf } from '@/lib/people/import/file/csv'

const cellsOf = (source: string) =>
  readPeopleFile(source).rows.map(({ row, cells }) => ({ row, ...Object.fromEntries(cells) }))

describe('refusalOf', () => {
  it.each([
    ['an empty file', ' \n\t\n', /empty/],
    ['a workbook', 'PK\u0003\u0004rest', /workbook/],
    ['UTF-16 read as UTF-8', '\ufffd\ufffdn\0a\0m\0e\0', /plain text/],
    ['more than 5 MB', `name,email\n${'x'.repeat(MAX_BYTES)}`, /5 MB/],
    ['more than 5 MB in bytes', `name,email\n${'é'.repeat(MAX_BYTES / 2)}`, /5 MB/],
  ])('refuses %s', (_, source, says) => {
    expect(refusalOf(source)).toMatch(says)
  })

  it('reads anything else', () => {
    expect(refusalOf('name,email\nAnn,ann@example.org')).toBeNull()
  })
})

describe('readPeopleFile', () => {
  const ann = { row: 2, name: 'Ann Example', email: 'ann@example.org' }

  it.each([
    ['commas', 'name,email\nAnn Example,ann@example.org\n'],
    ['semicolons', 'name;email\nAnn Example;ann@example.org\n'],
    ['tabs', 'name\temail\nAnn Example\tann@example.org'],
    ['a byte order mark and CRLF', '\ufeffname,email\r\nAnn Example,ann@example.org\r\n'],
    ['line ends of an old Mac', 'name,email\rAnn Example,ann@example.org\r'],
    ['quoted cells', '"name","email"\n"Ann Example","ann@example.org"'],
    ['a delimiter within quotes', '"name";"email";"a,b,c,d"\n"Ann Example";"ann@example.org";""'],
  ])('reads %s', (_, source) => {
    expect(cellsOf(source)).toEqual([ann])
  })

  it.each([
    'Full Name,E-Mail,Line manager,GRADE,Career Track,Squad,Hire date',
    'name,email,manager_email,level,track,team,start_date',
    "Name,Email address,Manager's e-mail,Level,Track,Team,Started on",
    'employee,mail,Reports To,job-level,ladder track,department,joined',
  ])('knows the headers %s', (header) => {
    const file = readPeopleFile(`${header}\na,b,c,d,e,f,g`)
    expect(file.problems).toEqual([])
    expect(Object.fromEntries(file.rows[0]?.cells ?? [])).toEqual({
      ...{ name: 'a', email: 'b', managerEmail: 'c', level: 'd' },
      ...{ track: 'e', team: 'f', startedOn: 'g' },
    })
  })

  it('counts rows as a spreadsheet does: blank rows and quoted line breaks are no extra rows', () => {
    const source = 'name,email\n\n"Ann\nExample",a@x.org\n,\nBob,b@x.org'
    expect(cellsOf(source)).toEqual([
      { row: 3, name: 'Ann\nExample', email: 'a@x.org' },
      { row: 5, name: 'Bob', email: 'b@x.org' },
    ])
  })

  it('reads a short row as empty cells and tells where a long one goes on', () => {
    const file = readPeopleFile('name,email,team\nAnn,a@x.org\nBob,b@x.org,Pay,ments')
    expect(file.rows.map(({ cells }) => cells.get('team'))).toEqual(['', 'Pay'])
    expect(file.problems).toEqual([
      expect.objectContaining({ row: 3, column: 4, cell: 'ments', header: null }),
    ])
  })

  it('names the columns that it leaves alone', () => {
    expect(readPeopleFile('name,email,salary,\nAnn,a@x.org,1,').ignored).toEqual(['salary'])
  })

  it.each([
    ['a missing column', 'name,team\nAnn,Pay', 1, null, /"email" is missing/],
    ['two columns for one field', 'name,email,mail\nAnn,a@x.org,b@x.org', 1, 3, /Column 2/],
    ['an open quotation mark', 'name,email\nAnn,a@x.org\n"Bob,b@x.org', 3, null, /never closed/],
    ['a quotation mark inside', 'name,email\nAnn "A" X,a@x.org', 2, null, /middle of a cell/],
    ['text after a quoted cell', 'name,email\n"Ann"X,a@x.org', 2, null, /follows the closing/],
    ['65 columns', `name,email${',c'.repeat(63)}\nAnn,a@x.org`, 1, null, /65 columns/],
    ['100,000 columns', `name,email${','.repeat(99_998)}`, 1, null, /100000 columns/],
  ])('finds %s', (_, source, row, column, message) => {
    const { problems, rows } = readPeopleFile(source)
    expect(problems).toEqual([
      expect.objectContaining({ row, column, message: expect.stringMatching(message) }),
    ])
    expect(rows).toEqual([])
  })

  it('takes 20,000 rows and not one more', () => {
    const rows = (count: number) => `name,email\n${'Ann,a@x.org\n'.repeat(count)}`
    expect(readPeopleFile(rows(MAX_ROWS)).rows).toHaveLength(MAX_ROWS)
    expect(readPeopleFile(rows(MAX_ROWS + 1)).problems[0]?.message).toMatch(/more than 20,000 rows/)
  })

  it.each([
    ['quotation marks', '"'.repeat(500_001)],
    ['delimiters', `name,email\n${','.repeat(2_000_000)}`],
    ['line ends', `name,email\n${'\n'.repeat(2_000_000)}`],
    ['one long cell', `name,email\n${'x'.repeat(4_000_000)},a@x.org`],
  ])(
    'ends soon on a file of %s',
    (_, source) => {
      const startedAt = performance.now()
      readPeopleFile(source)
      expect(performance.now() - startedAt).toBeLessThan(10_000)
    },
    20_000,
  )
})
