import { describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { applyPeopleImport, previewPeopleImport } from '@/lib/people/import/commands'
import { getImportGuide, getPeopleImport, listImportEntries } from '@/lib/people/import/queries'
import { withRollback } from '@/tests/support/database'
import { setUpOrganisation, signedIn } from './installation'

const HEADER = 'name,email,manager email,level,track,team,start date'
const FIRST = `${HEADER}
Dora Director,dora@example.org,,Director,MGMT,Leadership,2020-01-06
Mia Manager,mia@example.org,dora@example.org,Manager,MGMT,Payments,2021-05-03
Eve Engineer,eve@example.org,mia@example.org,Senior,IC,Payments,2023-09-18
`

describe('previewPeopleImport', () => {
  it('keeps the file and changes nobody', async () => {
    await withAdmin(async (ctx, db) => {
      const before = await people(db)
      const { importId, counts } = await preview(ctx, FIRST)
      expect(counts).toMatchObject({ rows: 3, created: 3, problems: 0, absent: 1 })
      expect(await people(db)).toEqual(before)
      const view = await getPeopleImport(ctx, { importId })
      expect(view.appliedAt).toBeNull()
      const { entries } = await listImportEntries(ctx, { importId })
      expect(entries[1]).toEqual({
        ...{ row: 3, email: 'mia@example.org', name: 'Mia Manager' },
        detail: {
          ...{
            level: 'Manager',
            team: 'Payments',
            startedOn: '2021-05-03',
            employment: 'EMPLOYEE',
          },
          manager: 'Dora Director (dora@example.org)',
        },
      })
    })
  })

  it('refuses what is no CSV file before it is stored', async () => {
    await withAdmin(async (ctx, db) => {
      for (const source of ['', 'name\0email', 'PK\u0003\u0004', 'x'.repeat(5_000_001)]) {
        await expect(preview(ctx, source)).rejects.toMatchObject({ code: 'INVALID' })
      }
      expect(await db.peopleImport.count()).toBe(0)
    })
  })

  it('refuses unknown fields and a file name with control characters', async () => {
    await withAdmin(async (ctx) => {
      const inputs = [
        { fileName: 'a\u0000.csv', source: FIRST },
        { fileName: 'a.csv', source: { contains: '' } },
        { fileName: 'a.csv', source: FIRST, actorId: ctx.actor.id },
        { fileName: 'a.csv' },
        null,
      ]
      for (const input of inputs) {
        await expect(previewPeopleImport(ctx, input)).rejects.toMatchObject({ code: 'INVALID' })
      }
    })
  })

  it.each([
    ['nobody in particular', []],
    ['an HR partner', ['HR_PARTNER']],
    ['a ladder administrator and auditor', ['LADDER_ADMIN', 'AUDITOR']],
  ] as const)('is not there for %s', async (_, roles) => {
    await withRollback(async (db) => {
      await setUpOrganisation(db)
      const ctx = await signedIn(db, { email: 'other@example.org', roles: [...roles] })
      const hidden = { code: 'NOT_FOUND' }
      await expect(preview(ctx, FIRST)).rejects.toMatchObject(hidden)
      await expect(getImportGuide(ctx)).rejects.toMatchObject(hidden)
      const admin = await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] })
      const { importId } = await preview(admin, FIRST)
      await expect(applyPeopleImport(ctx, { importId })).rejects.toMatchObject(hidden)
      await expect(getPeopleImport(ctx, { importId })).rejects.toMatchObject(hidden)
      expect(await db.person.count()).toBe(2)
    })
  })
})

describe('applyPeopleImport', () => {
  it('writes people, teams, levels, lines and who is above whom', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, FIRST)
      expect(await people(db)).toEqual([
        ['admin@example.org', null, null, null, null],
        ['dora@example.org', 'Leadership', 'director', null, '2020-01-06'],
        ['eve@example.org', 'Payments', 'senior', 'mia@example.org', '2023-09-18'],
        ['mia@example.org', 'Payments', 'manager', 'dora@example.org', '2021-05-03'],
      ])
      expect(await above(db, 'eve@example.org')).toEqual([
        ['mia@example.org', 1],
        ['dora@example.org', 2],
      ])
    })
  })

  it('changes nothing the second time, neither the import nor the file', async () => {
    await withAdmin(async (ctx, db) => {
      const { importId } = await importFile(ctx, FIRST)
      const before = await everything(db)
      expect(await applyPeopleImport(ctx, { importId })).toMatchObject({ isRepeated: true })
      const again = await preview(ctx, FIRST)
      expect(again.counts).toMatchObject({ created: 0, changed: 0, moved: 0, unchanged: 3 })
      expect(await applyPeopleImport(ctx, { importId: again.importId })).toMatchObject({
        isRepeated: false,
      })
      expect(await everything(db)).toEqual(before)
    })
  })

  it('ends a level and a line on the day and begins the next', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, FIRST)
      const later = { ...ctx, now: new Date('2027-03-01T23:30:00Z') }
      const moved = FIRST.replace(
        'eve@example.org,mia@example.org,Senior',
        'eve@example.org,dora@example.org,Staff',
      )
      await importFile(later, moved)
      expect(await spans(db, 'eve@example.org')).toEqual({
        levels: [
          ['senior', '2026-11-20', '2027-03-02'],
          ['staff', '2027-03-02', null],
        ],
        managers: [
          ['mia@example.org', '2026-11-20', '2027-03-02'],
          ['dora@example.org', '2027-03-02', null],
        ],
      })
      expect(await above(db, 'eve@example.org')).toEqual([['dora@example.org', 1]])
      await importFile({ ...later, now: new Date('2027-03-02T08:00:00Z') }, FIRST)
      expect(await spans(db, 'eve@example.org')).toEqual({
        levels: [['senior', '2026-11-20', null]],
        managers: [['mia@example.org', '2026-11-20', null]],
      })
    })
  })

  it('applies nothing of a file with a problem', async () => {
    await withAdmin(async (ctx, db) => {
      const before = await everything(db)
      const { importId, plan } = await preview(
        ctx,
        `${FIRST}Bad Day,bad@example.org,,,,,2024-02-31`,
      )
      expect(plan.problems).toEqual([
        expect.objectContaining({ row: 5, column: 7, header: 'start date', cell: '2024-02-31' }),
      ])
      await expect(applyPeopleImport(ctx, { importId })).rejects.toMatchObject({ code: 'INVALID' })
      expect(await everything(db)).toEqual(before)
    })
  })

  it('is a conflict when the organisation or the ladder changed since the preview', async () => {
    await withAdmin(async (ctx, db) => {
      const { importId } = await preview(ctx, FIRST)
      await db.person.create({ data: { email: 'new@example.org', name: 'New' } })
      const before = await everything(db)
      await expect(applyPeopleImport(ctx, { importId })).rejects.toMatchObject({ code: 'CONFLICT' })
      const second = await preview(ctx, FIRST)
      await db.ladderVersion.updateMany({ where: { number: 1 }, data: { status: 'ARCHIVED' } })
      await expect(applyPeopleImport(ctx, { importId: second.importId })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect(await everything(db)).toEqual(before)
    })
  })

  it('does not let an administrator change their own row, also not through the file of another', async () => {
    await withAdmin(async (ctx, db) => {
      const other = await signedIn(db, { email: 'second@example.org', roles: ['ADMIN'] })
      const source = `${HEADER}\nadmin,admin@example.org,,Director,MGMT,,\n`
      const { importId, plan } = await preview(ctx, source)
      expect(plan.problems[0]?.message).toMatch(/your own row/)
      const theirs = await preview(other, source)
      expect(theirs.counts).toMatchObject({ changed: 1, problems: 0 })
      const refused = { code: 'INVALID' }
      await expect(applyPeopleImport(ctx, { importId })).rejects.toMatchObject(refused)
      await expect(applyPeopleImport(ctx, { importId: theirs.importId })).rejects.toMatchObject(
        refused,
      )
      await applyPeopleImport(other, { importId: theirs.importId })
      expect((await people(db))[0]).toEqual(['admin@example.org', null, 'director', null, null])
    })
  })

  it('leaves a row of audit for each person, the preview and the import', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, FIRST)
      const events = await db.auditEvent.groupBy({ by: ['action'], _count: true })
      expect(Object.fromEntries(events.map(({ action, _count }) => [action, _count]))).toEqual({
        'people.previewImport': 1,
        'people.import': 1,
        'person.create': 3,
      })
    })
  })

  it('stores formulas and SQL as the text they are', async () => {
    await withAdmin(async (ctx, db) => {
      const names = ['=HYPERLINK("http://x")', "'; DROP TABLE people; --", '@SUM(A1:A9)', '%_\\']
      const rows = names.map((name, index) => `"${name.replaceAll('"', '""')}",p${index}@x.org`)
      await importFile(ctx, `name,email\n${rows.join('\n')}`)
      const stored = await db.person.findMany({
        where: { email: { endsWith: '@x.org' } },
        orderBy: { email: 'asc' },
      })
      expect(stored.map(({ name }) => name)).toEqual(names)
    })
  })
})

async function withAdmin(work: (ctx: Context, db: Transaction) => Promise<void>): Promise<void> {
  await withRollback(async (db) => {
    await setUpOrganisation(db)
    await work(await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] }), db)
  })
}

function preview(ctx: Context, source: string) {
  return previewPeopleImport(ctx, { fileName: 'people.csv', source })
}

async function importFile(ctx: Context, source: string) {
  const { importId } = await preview(ctx, source)
  return applyPeopleImport(ctx, { importId })
}

async function people(db: Transaction) {
  const rows = await db.person.findMany({
    orderBy: { email: 'asc' },
    include: {
      team: true,
      levels: { where: { toOn: null } },
      managerLines: { where: { toOn: null }, include: { manager: true } },
    },
  })
  return rows.map((row) => [
    row.email,
    row.team?.name ?? null,
    row.levels[0]?.levelKey ?? null,
    row.managerLines[0]?.manager.email ?? null,
    dayOf(row.startedOn),
  ])
}

async function above(db: Transaction, email: string) {
  const rows = await db.orgClosure.findMany({
    where: { person: { email } },
    orderBy: { depth: 'asc' },
    include: { manager: true },
  })
  return rows.map(({ manager, depth }) => [manager.email, depth])
}

async function spans(db: Transaction, email: string) {
  const where = { person: { email } }
  const levels = await db.personLevel.findMany({ where, orderBy: { fromOn: 'asc' } })
  const lines = await db.reportingLine.findMany({
    where,
    orderBy: { fromOn: 'asc' },
    include: { manager: true },
  })
  return {
    levels: levels.map((level) => [level.levelKey, dayOf(level.fromOn), dayOf(level.toOn)]),
    managers: lines.map((line) => [line.manager.email, dayOf(line.fromOn), dayOf(line.toOn)]),
  }
}

async function everything(db: Transaction) {
  return {
    people: await db.person.findMany({ orderBy: { email: 'asc' } }),
    teams: await db.team.findMany({ orderBy: { name: 'asc' } }),
    levels: await db.personLevel.findMany({ orderBy: { id: 'asc' } }),
    lines: await db.reportingLine.findMany({ orderBy: { id: 'asc' } }),
    closure: await db.orgClosure.findMany({ orderBy: [{ managerId: 'asc' }, { personId: 'asc' }] }),
  }
}

function dayOf(date: Date | null): string | null {
  return date?.toISOString().slice(0, 10) ?? null
}
