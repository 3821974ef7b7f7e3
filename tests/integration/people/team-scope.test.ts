import { expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { changePerson } from '@/lib/people/changes/commands'
import { movePeople } from '@/lib/people/changes/moves/commands'
import { undoPeopleImport } from '@/lib/people/import/undo/commands'
import { createTeam, mergeTeam } from '@/lib/people/teams/commands'
import { HEADER, importFile, withAdmin } from './import-files'
import { signedIn } from './installation'

// Contexts of these tests say that it is 20 November 2026.
const TODAY = '2026-11-20'
const LATER = '2026-12-01'
const REFUSED = { code: 'FORBIDDEN', message: expect.stringMatching(/Eve would come to Legal/) }

type Both = { partner: Context; eve: string; legal: string; search: string }

it('A18 an administrator moves nobody into the team whose HR partner they are', async () => {
  await withPartner(async ({ partner, eve, legal }) => {
    for (const on of [TODAY, LATER]) {
      const move = { kind: 'TEAM', personId: eve, team: 'Legal', on }
      await expect(changePerson(partner, move)).rejects.toMatchObject(REFUSED)
    }
    const move = { personIds: [eve], team: legal, on: TODAY }
    await expect(movePeople(partner, move)).rejects.toMatchObject(REFUSED)
  })
})

it('A18 nor by a merge, a file or the undo of one', async () => {
  await withPartner(async ({ partner, eve, search }, db) => {
    const merge = { teamId: search, into: 'Legal' }
    await expect(mergeTeam(partner, merge)).rejects.toMatchObject(REFUSED)
    const file = `${HEADER}\nEve,eve@example.org,,,,Legal,,\n`
    await expect(importFile(partner, file)).rejects.toMatchObject(REFUSED)
    const other = await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
    await importFile(other, file)
    const { importId } = await importFile(other, `${HEADER}\nEve,eve@example.org,,,,Sales,,\n`)
    await expect(undoPeopleImport(partner, { importId })).rejects.toMatchObject(REFUSED)
    expect(await teamOf(db, eve)).toBe('Sales')
  })
})

it('lets another administrator do it, and an HR partner of everybody', async () => {
  await withPartner(async ({ partner, eve }, db) => {
    const other = await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
    await changePerson(other, { kind: 'TEAM', personId: eve, team: 'Legal', on: TODAY })
    await changePerson(partner, { kind: 'TEAM', personId: eve, team: 'Search', on: TODAY })
    await importFile(partner, `${HEADER}\nNew Person,new@example.org,,,,Legal,,\n`)
    const forAll = { role: 'HR_PARTNER' as const, validFrom: new Date('2026-01-01') }
    await db.roleGrant.create({ data: { personId: partner.actor.id, ...forAll } })
    await changePerson(partner, { kind: 'TEAM', personId: eve, team: 'Legal', on: TODAY })
    expect(await teamOf(db, eve)).toBe('Legal')
  })
})

async function withPartner(work: (both: Both, db: Transaction) => Promise<void>): Promise<void> {
  await withAdmin(async (ctx, db) => {
    const { teamId: legal } = await createTeam(ctx, { name: 'Legal' })
    const { teamId: search } = await createTeam(ctx, { name: 'Search' })
    // In her team for long, so that she can leave it today.
    await db.$queryRaw`SELECT set_config('app.day', '2026-01-05', true)`
    const { id: eve } = await db.person.create({
      data: { name: 'Eve', email: 'eve@example.org', teamId: search },
    })
    const partner = await signedIn(db, {
      email: 'partner@example.org',
      roles: ['ADMIN', { role: 'HR_PARTNER', scopeTeamId: legal }],
    })
    await db.$queryRaw`SELECT set_config('app.day', '', true)`
    await work({ partner, eve, legal, search }, db)
  })
}

async function teamOf(db: Transaction, id: string): Promise<string | undefined> {
  const { team } = await db.person.findUniqueOrThrow({ where: { id }, select: { team: true } })
  return team?.name
}
