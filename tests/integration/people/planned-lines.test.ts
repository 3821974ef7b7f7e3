import { expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { cancelChange, changePerson } from '@/lib/people/changes/commands'
import { askToMove, movePeople } from '@/lib/people/changes/moves/commands'
import { approveLines } from '@/lib/people/lines/commands'
import { withRollback } from '@/tests/support/database'
import { signedIn, takesPart } from './installation'
import { makeStaff, type Staff } from './staff'

// Contexts of these tests say that it is 20 November 2026.
const TODAY = '2026-11-20'
const LATER = '2026-12-01'
const REFUSED = { code: 'FORBIDDEN', message: expect.stringMatching(/second administrator/) }

it('A18 two plans, each harmless alone, put nobody with reviews below whoever made them', async () => {
  await withStaff(async ({ ctx, ids }) => {
    const below = (on: string) => changePerson(ctx, manager(ids.Dan, ctx.actor.id, on))
    const { changeIds } = await changePerson(ctx, manager(ids.Eve, ids.Dan, LATER))
    await expect(below(TODAY)).rejects.toMatchObject(REFUSED)
    await expect(below(LATER)).rejects.toMatchObject(REFUSED)
    await cancelChange(ctx, { changeId: changeIds[0] })
    await expect(below(TODAY)).resolves.toBeDefined()
    for (const on of [TODAY, LATER]) {
      const move = manager(ids.Eve, ids.Dan, on)
      await expect(changePerson(ctx, move)).rejects.toMatchObject(REFUSED)
    }
  })
})

it('A18 a plan is asked for although there is nothing to read yet: there may be on its day', async () => {
  await withStaff(async ({ ctx, ids }, db) => {
    await expect(changePerson(ctx, manager(ids.Cid, ids.Bob, LATER))).resolves.toBeDefined()
    const plan = { personIds: [ids.Dan], manager: ctx.actor.id, on: LATER }
    await expect(movePeople(ctx, plan)).rejects.toMatchObject(REFUSED)
    // Cid is below Bob from then on, and would be two steps below whoever makes this.
    const masked = manager(ids.Bob, ctx.actor.id, TODAY)
    await db.participant.deleteMany({})
    await expect(changePerson(ctx, masked)).rejects.toMatchObject(REFUSED)
    await expect(changePerson(ctx, manager(ids.Dan, ctx.actor.id, TODAY))).resolves.toBeDefined()
  })
})

it('A18 a second administrator lets a plan through that is asked for', async () => {
  await withStaff(async ({ ctx, ids }, db) => {
    const plan = { personIds: [ids.Dan], manager: ctx.actor.id, on: LATER }
    const other = await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
    const reason = 'They will lead the team from December on.'
    await expect(askToMove(ctx, { ...plan, on: TODAY, reason })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await approveLines(other, await askToMove(ctx, { ...plan, reason }))
    await expect(movePeople(ctx, plan)).resolves.toMatchObject({ isPlanned: true })
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
    const staff = await makeStaff(db, {
      ...{ Ann: null, Bob: 'Ann', Cid: 'Ann', Dan: 'Ann', Eve: 'Bob' },
    })
    await takesPart(db, staff.ids.Eve ?? '')
    await work(staff, db)
  })
}

function manager(personId: string | undefined, above: string | undefined, on: string) {
  return { kind: 'MANAGER', personId, on, manager: above }
}
