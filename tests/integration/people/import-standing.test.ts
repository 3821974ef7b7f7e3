import { expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { applyPeopleImport } from '@/lib/people/import/commands'
import { getPeopleImport } from '@/lib/people/import/queries'
import { requestImport } from '@/lib/people/import/standing/commands'
import { findImportStandings } from '@/lib/people/import/standing/queries'
import { undoPeopleImport } from '@/lib/people/import/undo/commands'
import { approveLines } from '@/lib/people/lines/commands'
import { everything, importFile, personId, preview, THREE, withAdmin } from './import-files'
import { signedIn } from './installation'

const BELOW_ADMIN = THREE.replace(
  'eve@example.org,mia@example.org',
  'eve@example.org,admin@example.org',
)
const reason = 'Eve moves to my team next week.'

it('A18 an administrator imports nobody with reviews below themselves without a second one', async () => {
  await withAdmin(async (ctx, db) => {
    await importFile(ctx, THREE)
    await signedIn(db, { email: 'second@example.org', roles: ['ADMIN'] })
    await takesPart(db, 'eve@example.org')
    const { importId } = await preview(ctx, BELOW_ADMIN)
    expect(await getPeopleImport(ctx, { importId })).toMatchObject({ mayNeedSecond: true })
    expect(await findImportStandings(ctx, { importId })).toEqual({
      ...{ total: 1, isAsked: false },
      pairs: [{ managerName: 'admin', personName: 'Eve Engineer' }],
    })
    const before = await everything(db)
    const refused = { code: 'FORBIDDEN', message: expect.stringMatching(/second administrator/) }
    await expect(applyPeopleImport(ctx, { importId })).rejects.toMatchObject(refused)
    const { approvalId } = await requestImport(ctx, { importId, reason })
    expect(await findImportStandings(ctx, { importId })).toMatchObject({ isAsked: true })
    await expect(applyPeopleImport(ctx, { importId })).rejects.toMatchObject(refused)
    await expect(approveLines(ctx, { approvalId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect((await everything(db)).lines).toEqual(before.lines)
    await approveLines(await asSecond(db), { approvalId })
    const again = await preview(ctx, BELOW_ADMIN)
    expect(await findImportStandings(ctx, { importId: again.importId })).toBeNull()
    await applyPeopleImport(ctx, { importId: again.importId })
    const eve = await personId(db, 'eve@example.org')
    expect(
      await db.reportingLine.count({ where: { personId: eve, managerId: ctx.actor.id } }),
    ).toBe(1)
  })
})

it('a new manager above people with reviews needs a second administrator too', async () => {
  await withAdmin(async (ctx, db) => {
    await importFile(ctx, THREE)
    await takesPart(db, 'eve@example.org')
    const source = `${THREE.replace('eve@example.org,mia@example.org', 'eve@example.org,ghost@example.org')}Ghost,ghost@example.org,,,,,,\n`
    const { importId } = await preview(ctx, source)
    await expect(applyPeopleImport(ctx, { importId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

it('so does one whom an administrator added that one appointed alone, not another’s', async () => {
  for (const [isOwn, outcome] of [
    [true, { code: 'FORBIDDEN' }],
    [false, { isRepeated: false }],
  ] as const) {
    await withAdmin(async (ctx, db) => {
      await importFile(ctx, THREE)
      await takesPart(db, 'eve@example.org')
      const other = await asSecond(db)
      const grantedById = isOwn ? ctx.actor.id : null
      await db.roleGrant.updateMany({ where: { personId: other.actor.id }, data: { grantedById } })
      const ghost = 'Ghost,ghost@example.org,,,,,,\n'
      await importFile(other, `${THREE}${ghost}`)
      const below = THREE.replace('eve@example.org,mia@', 'eve@example.org,ghost@')
      const { importId } = await preview(ctx, `${below}${ghost}`)
      const applied = applyPeopleImport(ctx, { importId })
      await expect(applied.catch((error: unknown) => error)).resolves.toMatchObject(outcome)
    })
  }
})

it('who has no reviews yet may be imported below anybody', async () => {
  await withAdmin(async (ctx) => {
    await importFile(ctx, THREE)
    const { importId } = await preview(ctx, BELOW_ADMIN)
    expect(await findImportStandings(ctx, { importId })).toBeNull()
    expect(await applyPeopleImport(ctx, { importId })).toMatchObject({ isRepeated: false })
  })
})

it('an undo brings nobody with reviews back below whoever undoes', async () => {
  await withAdmin(async (ctx, db) => {
    await importFile(ctx, BELOW_ADMIN)
    const { importId } = await importFile(ctx, THREE)
    await takesPart(db, 'eve@example.org')
    const before = await everything(db)
    await expect(undoPeopleImport(ctx, { importId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await everything(db)).toEqual(before)
    expect(await undoPeopleImport(await asSecond(db), { importId })).toMatchObject({
      isRepeated: false,
    })
  })
})

async function asSecond(db: Transaction): Promise<Context> {
  const email = 'second@example.org'
  const known = await db.roleGrant.count({ where: { person: { email } } })
  const ctx = await signedIn(db, { email, roles: known > 0 ? [] : ['ADMIN'] })
  return { ...ctx, actor: { ...ctx.actor, roles: [{ role: 'ADMIN', scopeTeamId: null }] } }
}

/** In a cycle that was launched long ago. */
async function takesPart(db: Transaction, email: string): Promise<void> {
  const version = await db.ladderVersion.findFirstOrThrow()
  const day = new Date('2026-01-01')
  const cycle = await db.cycle.create({
    data: {
      ...{ name: 'C', periodStart: new Date('2025-01-01'), periodEnd: day, timeZone: 'UTC' },
      ...{ ladderVersionId: version.id, launchAt: day, selfDueAt: day, peerDueAt: day },
      ...{ managerDueAt: day, shareFromAt: day, closeAt: day, scoringConfig: {}, launchedAt: day },
    },
  })
  const person = await personId(db, email)
  await db.participant.create({
    data: { cycleId: cycle.id, personId: person, trackKey: 'ic', levelKey: 'senior' },
  })
}
