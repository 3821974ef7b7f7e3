import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { plainCell } from '@/lib/csv'
import { exportPeople } from '@/lib/people/import/export/commands'
import { everything, importFile, preview, THREE, withAdmin } from './import-files'
import { signedIn } from './installation'

const HOSTILE = [
  ...[
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '＝HYPERLINK("x")',
    "'quoted",
    "''twice",
    'a;b',
    'a"b',
    'a,b',
  ],
]

describe('exportPeople', () => {
  it('H05 gives nothing that a spreadsheet runs, and importing it changes nothing', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      for (const [n, name] of HOSTILE.entries()) {
        const team = await db.team.create({ data: { name } })
        await db.person.create({ data: { name, email: `h${n}@x.org`, teamId: team.id } })
      }
      const csv = await textOf(ctx)
      const cells: string[][] = parse(csv, { bom: true })
      expect(cells.flat().filter((cell) => /^\s*[=+\-@＝]/.test(cell))).toEqual([])
      const names = cells.map(([name = '']) => plainCell(name))
      for (const name of HOSTILE) expect(names).toContain(name)
      const before = await everything(db)
      const { counts } = await importFile(ctx, csv, 'DEACTIVATE')
      expect(counts).toMatchObject({
        ...{ problems: 0, created: 0, changed: 0, moved: 0, deactivated: 0, reactivated: 0 },
        unchanged: HOSTILE.length + 4,
      })
      expect(await everything(db)).toEqual(before)
    })
  })

  it('gives whoever the search and filters show', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      await db.person.update({ where: { email: 'eve@example.org' }, data: { isActive: false } })
      const emails = async (filter: object) =>
        parse(await textOf(ctx, filter), { bom: true, columns: true }).map(
          (row) => (row as { email?: string }).email,
        )
      expect(await emails({ team: 'Payments' })).toEqual(['mia@example.org'])
      expect(await emails({ status: 'deactivated' })).toEqual(['eve@example.org'])
      expect(await emails({ search: 'director' })).toEqual(['dora@example.org'])
    })
  })

  it('keeps a level that the ladder has no more with whoever holds it', async () => {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      await db.personLevel.updateMany({
        where: { levelKey: 'senior' },
        data: { levelKey: 'retired' },
      })
      const { counts } = await preview(ctx, await textOf(ctx), 'DEACTIVATE')
      expect(counts).toMatchObject({ problems: 0, changed: 0, unchanged: 4 })
    })
  })

  it('C23 asks again who it is, and leaves a row of audit', async () => {
    await withAdmin(async (ctx, db) => {
      const long = { ...ctx, actor: { ...ctx.actor, isSteppedUp: false } }
      await expect(exportPeople(long, {})).rejects.toMatchObject({
        ...{ code: 'FORBIDDEN', details: { stepUp: true } },
      })
      expect(await db.auditEvent.count({ where: { action: 'people.export' } })).toBe(0)
      await textOf(ctx)
      expect(await db.auditEvent.count({ where: { action: 'people.export' } })).toBe(1)
    })
  })

  it.each([[[]], [['HR_PARTNER']], [['LADDER_ADMIN', 'AUDITOR']]] as const)(
    'is not there for %j',
    async (roles) => {
      await withAdmin(async (_, db) => {
        const other = await signedIn(db, { email: 'other@example.org', roles: [...roles] })
        await expect(exportPeople(other, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
      })
    },
  )

  it('refuses unknown fields', async () => {
    await withAdmin(async (ctx) => {
      for (const input of [{ take: 1 }, { team: { not: '' } }, { status: 'everybody' }]) {
        await expect(exportPeople(ctx, input)).rejects.toMatchObject({ code: 'INVALID' })
      }
    })
  })
})

async function textOf(ctx: Context, filter: object = {}): Promise<string> {
  const { chunks } = await exportPeople(ctx, filter)
  return (await Array.fromAsync(chunks)).join('')
}
