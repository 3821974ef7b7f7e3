import { describe, expect, it } from 'vitest'

import type { Transaction } from '@/lib/db/client'
import { applyPeopleImport } from '@/lib/people/import/commands'
import { getPeopleImport, listImportEntries } from '@/lib/people/import/queries'
import { everything, HEADER, importFile, personId, preview, THREE, withAdmin } from './import-files'
import { signedIn } from './installation'

const WITHOUT_EVE = THREE.replace(/Eve.*\n/, '')

describe('a synchronisation', () => {
  it('C01 deactivates who is not in the file, with sessions, links, roles and planned changes, at once', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      const eve = await personId(db, 'eve@example.org')
      await hasEverything(db, { personId: eve, by: ctx.actor.id })
      const { importId, counts } = await preview(ctx, WITHOUT_EVE, 'DEACTIVATE')
      expect(counts).toMatchObject({ deactivated: 1, unchanged: 2, absent: 1, active: 4 })
      const { entries } = await listImportEntries(ctx, { importId, group: 'deactivated' })
      expect(entries).toEqual([
        {
          ...{ row: null, email: 'eve@example.org', name: 'Eve Engineer' },
          detail: {
            ...{ team: 'Payments', manager: 'Mia Manager (mia@example.org)' },
            roles: ['HR_PARTNER', 'LADDER_ADMIN'],
          },
        },
      ])
      await applyPeopleImport(ctx, { importId, isMeant: 'on', leaving: '1' })
      const left = await db.person.findUniqueOrThrow({ where: { id: eve } })
      expect(left).toMatchObject({ isActive: false, endedOn: new Date('2026-11-20') })
      const [session] = await db.session.findMany({ where: { personId: eve } })
      expect(session?.revokedAt).not.toBeNull()
      const open = { personId: eve, validTo: null }
      expect(await db.roleGrant.count({ where: open })).toBe(0)
      expect(await db.personChange.findMany()).toEqual([
        expect.objectContaining({ state: 'CANCELLED' }),
      ])
      const [link] = await db.invitation.findMany({ where: { personId: eve } })
      expect(link?.expiresAt.getTime()).toBeLessThan(Date.parse('2027-06-01'))
    })
  })

  it('changes nothing the second time', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      await importFile(ctx, WITHOUT_EVE, 'DEACTIVATE')
      const before = await everything(db)
      const { counts } = await importFile(ctx, WITHOUT_EVE, 'DEACTIVATE')
      expect(counts).toMatchObject({ created: 0, changed: 0, moved: 0, deactivated: 0 })
      expect(await everything(db)).toEqual(before)
    })
  })

  it('brings back who is in the file again, as the file has them', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      await importFile(ctx, WITHOUT_EVE, 'DEACTIVATE')
      const { counts } = await importFile(ctx, THREE.replace('Senior', 'Staff'), 'DEACTIVATE')
      expect(counts).toMatchObject({ reactivated: 1, changed: 1, unchanged: 2 })
      const eve = await db.person.findUniqueOrThrow({
        where: { email: 'eve@example.org' },
        include: { levels: { where: { toOn: null } } },
      })
      expect(eve).toMatchObject({ isActive: true, endedOn: null })
      expect(eve.levels[0]?.levelKey).toBe('staff')
    })
  })

  it('never deactivates an administrator or the person who imports', async () => {
    await withAdmin(async (ctx, db) => {
      await signedIn(db, { email: 'second@example.org', roles: ['ADMIN'] })
      const { counts } = await importFile(ctx, THREE, 'DEACTIVATE')
      expect(counts).toMatchObject({ deactivated: 0, absent: 2 })
      expect(await db.person.count({ where: { isActive: true } })).toBe(5)
    })
  })

  it('wants another manager for whoever would report to somebody who leaves', async () => {
    await withAdmin(async (ctx) => {
      await importFile(ctx, THREE)
      const { plan } = await preview(ctx, THREE.replace(/Mia.*\n/, ''), 'DEACTIVATE')
      expect(plan.problems).toEqual([
        expect.objectContaining({
          row: 3,
          column: 3,
          message: expect.stringMatching(/would be deactivated/),
        }),
      ])
    })
  })
})

describe('half a file', () => {
  it('is applied only with the tick and the number typed', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, crowd(30))
      const before = await everything(db)
      const { importId, counts } = await preview(ctx, crowd(26), 'DEACTIVATE')
      expect(counts).toMatchObject({ deactivated: 4, active: 31 })
      expect(await getPeopleImport(ctx, { importId })).toMatchObject({ asksForNumber: true })
      for (const given of [
        {},
        { leaving: '4' },
        { isMeant: 'on' },
        { isMeant: 'on', leaving: '3' },
        { isMeant: 'on', leaving: 'four' },
      ]) {
        await expect(applyPeopleImport(ctx, { importId, ...given })).rejects.toMatchObject({
          code: 'INVALID',
          fields: { leaving: expect.any(String) },
        })
      }
      expect(await everything(db)).toEqual(before)
      await applyPeopleImport(ctx, { importId, isMeant: 'on', leaving: ' 4 ' })
      expect(await db.person.count({ where: { isActive: true } })).toBe(27)
    })
  })

  it('a few of many need no number', async () => {
    await withAdmin(async (ctx) => {
      await importFile(ctx, crowd(30))
      const { importId } = await preview(ctx, crowd(27), 'DEACTIVATE')
      expect(await getPeopleImport(ctx, { importId })).toMatchObject({ asksForNumber: false })
      expect(await applyPeopleImport(ctx, { importId })).toMatchObject({ isRepeated: false })
    })
  })
})

it('A16 one bad row among fifty: nothing is applied, the row is named', async () => {
  await withAdmin(async (ctx, db) => {
    const before = await everything(db)
    const rows = crowd(50).split('\n')
    rows[30] = 'Person 29,p29@example.org,nobody@example.org'
    const { importId, plan } = await preview(ctx, rows.join('\n'))
    expect(plan.problems.map(({ row }) => row)).toEqual([31])
    await expect(applyPeopleImport(ctx, { importId })).rejects.toMatchObject({ code: 'INVALID' })
    expect(await everything(db)).toEqual(before)
  })
})

describe('the lines of a preview', () => {
  it('are searched and paged group by group', async () => {
    await withAdmin(async (ctx) => {
      const { importId } = await preview(ctx, crowd(120))
      const first = await listImportEntries(ctx, { importId })
      expect(first).toMatchObject({ group: 'created', found: null, next: 50 })
      expect(first.entries).toHaveLength(50)
      const last = await listImportEntries(ctx, { importId, group: 'created', after: '100' })
      expect(last.entries.map(({ row }) => row)).toEqual(
        Array.from({ length: 20 }, (_, n) => n + 102),
      )
      expect(last.next).toBeNull()
      const found = await listImportEntries(ctx, { importId, search: 'PERSON 11' })
      expect(found).toMatchObject({ found: 11, next: null })
    })
  })

  it('E10 takes patterns and SQL in the search for the letters they are', async () => {
    await withAdmin(async (ctx) => {
      const { importId } = await preview(ctx, `${HEADER}\n100%_,a@example.org\nOther,b@example.org`)
      for (const [search, names] of [
        ['%', ['100%_']],
        ['_', ['100%_']],
        ["'; DROP TABLE people; --", []],
        ['\\', []],
      ] as const) {
        const { entries } = await listImportEntries(ctx, { importId, search })
        expect(entries.map(({ name }) => name)).toEqual(names)
      }
    })
  })

  it('E01 refuses anything but its fields', async () => {
    await withAdmin(async (ctx) => {
      const { importId } = await preview(ctx, THREE)
      for (const input of [
        { importId, search: { contains: '' } },
        { importId, group: 'everything' },
        { importId, take: 1e9 },
        { importId: { not: '' } },
        { search: '' },
      ]) {
        await expect(listImportEntries(ctx, input)).rejects.toMatchObject({ code: 'INVALID' })
      }
    })
  })
})

it('takes contractors without a level, and shows who has none', async () => {
  await withAdmin(async (ctx, db) => {
    const hired = `${THREE}Con Tractor,con@example.org,mia@example.org,,,Payments,2026-11-02,Contractor\n`
    const { importId, counts } = await preview(ctx, hired)
    expect(counts).toMatchObject({ created: 4, unlevelled: 1 })
    await applyPeopleImport(ctx, { importId })
    const con = await db.person.findUniqueOrThrow({ where: { email: 'con@example.org' } })
    expect(con.employment).toBe('CONTRACTOR')
    const levelled = hired.replace(
      'mia@example.org,,,Payments',
      'mia@example.org,Senior,IC,Payments',
    )
    expect((await preview(ctx, levelled)).plan.problems).toEqual([
      expect.objectContaining({ row: 5, column: 4, message: expect.stringMatching(/contractor/) }),
    ])
    const turned = 'name,email,employment\nEve Engineer,eve@example.org,contractor'
    expect((await importFile(ctx, turned)).counts).toMatchObject({ changed: 1, unlevelled: 1 })
    const eve = await personId(db, 'eve@example.org')
    expect(await db.personLevel.count({ where: { personId: eve, toOn: null } })).toBe(0)
  })
})

function crowd(size: number): string {
  const rows = Array.from({ length: size }, (_, n) => `Person ${n},p${n}@example.org,`)
  return ['name,email,manager', ...rows].join('\n')
}

async function hasEverything(
  db: Transaction,
  { personId: id, by }: { personId: string; by: string },
): Promise<void> {
  await db.session.create({ data: { id: 'live', personId: id } })
  const expiresAt = new Date('2027-06-01')
  await db.invitation.create({ data: { id: 'link', personId: id, createdById: by, expiresAt } })
  await db.personChange.create({
    data: { personId: id, kind: 'TEAM', effectiveOn: new Date('2027-01-01'), requestedById: by },
  })
  const roles = ['HR_PARTNER', 'LADDER_ADMIN'] as const
  for (const role of roles) await db.roleGrant.create({ data: { personId: id, role } })
}
