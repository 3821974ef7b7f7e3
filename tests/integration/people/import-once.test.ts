import { expect, it } from 'vitest'
import { applyPeopleImport } from '@/lib/people/import/commands'
import { holdOrganisation } from '@/lib/people/import/records/commands'
import { undoPeopleImport } from '@/lib/people/import/undo/commands'
import { correctPerson } from '@/lib/people/profile/commands'
import { testDatabase } from '@/tests/support/database'
import { preview, THREE } from './import-files'
import { setUpOrganisation, signedIn } from './installation'

it('J12 a preview applied by many at once has one effect, and so has its undo', async () => {
  const db = await testDatabase()
  await db.$transaction(async (tx) => setUpOrganisation(tx))
  const ctx = await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] })
  const { importId } = await preview(ctx, THREE)
  expect(await effects(() => applyPeopleImport(ctx, { importId }))).toBe(1)
  expect(await db.auditEvent.count({ where: { action: 'people.import' } })).toBe(1)
  expect(await db.auditEvent.count({ where: { action: 'person.create' } })).toBe(3)
  expect(await applyPeopleImport(ctx, { importId })).toMatchObject({ isRepeated: true })
  expect(await effects(() => undoPeopleImport(ctx, { importId }))).toBe(1)
  expect(await db.auditEvent.count({ where: { action: 'person.remove' } })).toBe(3)
  expect(await db.person.count()).toBe(1)
})

it('J07 a correction waits for an import that is under way, which would write over it', async () => {
  const db = await testDatabase()
  const ctx = await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
  const { id } = await db.person.create({ data: { name: 'Ann', email: 'ann@example.org' } })
  let isDone = false
  const correction = await db.$transaction(async (tx) => {
    await holdOrganisation({ ...ctx, db: tx })
    const from = { nameBefore: 'Ann', startedOnBefore: '' }
    const wish = { personId: id, name: 'Anna', startedOn: '', ...from }
    const running = correctPerson(ctx, wish).then(() => {
      isDone = true
    })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(isDone).toBe(false)
    return { running }
  })
  await correction.running
  expect(isDone).toBe(true)
})

/** How many of eight had the effect; the others were told that it was done, or to wait. */
async function effects(act: () => Promise<{ isRepeated: boolean }>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => act()))
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'CONFLICT' })
  }
  return results.filter((result) => result.status === 'fulfilled' && !result.value.isRepeated)
    .length
}
