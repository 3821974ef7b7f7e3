import { expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { cancelChange, changePerson } from '@/lib/people/changes/commands'
import { withRollback } from '@/tests/support/database'
import { takesPart } from './installation'
import { makeStaff, type Staff } from './staff'

// Contexts of these tests say that it is 20 November 2026.
const TODAY = '2026-11-20'
const LATER = '2026-12-01'
const REFUSED = { code: 'FORBIDDEN', message: expect.stringMatching(/second administrator/) }

it('A18 two plans, each harmless alone, put nobody with reviews below whoever made them', async () => {
  await withStaff(async ({ ctx, ids }) => {
    const { changeIds } = await changePerson(ctx, manager(ids.Dan, ctx.actor.id, LATER))
    await expect(changePerson(ctx, manager(ids.Eve, ids.Dan, TODAY))).rejects.toMatchObject(REFUSED)
    await expect(changePerson(ctx, manager(ids.Eve, ids.Dan, LATER))).rejects.toMatchObject(REFUSED)
    await cancelChange(ctx, { changeId: changeIds[0] })
    await expect(changePerson(ctx, manager(ids.Eve, ids.Dan, LATER))).resolves.toBeDefined()
    await expect(changePerson(ctx, manager(ids.Dan, ctx.actor.id, TODAY))).rejects.toMatchObject(
      REFUSED,
    )
  })
})

it('A18 a plan of one line alone is asked for when it is made', async () => {
  await withStaff(async ({ ctx, ids }) => {
    const plan = manager(ids.Eve, ctx.actor.id, LATER)
    await expect(changePerson(ctx, plan)).rejects.toMatchObject(REFUSED)
  })
})

async function withStaff(
  work: (staff: Staff & { ctx: Context }, db: Transaction) => Promise<void>,
): Promise<void> {
  await withRollback(async (db) => {
    const staff = await makeStaff(db, { Ann: null, Bob: 'Ann', Dan: 'Ann', Eve: 'Bob' })
    await takesPart(db, staff.ids.Eve ?? '')
    await work(staff, db)
  })
}

function manager(personId: string | undefined, above: string | undefined, on: string) {
  return { kind: 'MANAGER', personId, on, manager: above }
}
