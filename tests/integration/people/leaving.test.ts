import { expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { changePerson } from '@/lib/people/changes/commands'
import { deactivatePerson } from '@/lib/people/commands'
import { withRollback } from '@/tests/support/database'
import { HEADER, importFile } from './import-files'
import { makeStaff } from './staff'

// Contexts of these tests say that it is 20 November 2026.
const YESTERDAY = '2026-11-19'

const WAYS: Record<string, (ctx: Context, personId: string) => Promise<unknown>> = {
  'by hand': (ctx, personId) => deactivatePerson(ctx, { personId }),
  'on their last day': (ctx, personId) =>
    changePerson(ctx, { kind: 'LEAVER', personId, on: YESTERDAY }),
  'with a file': (ctx) => importFile(ctx, `${HEADER}\nAnn,ann@example.org,,,,,,\n`, 'DEACTIVATE'),
}

for (const [way, go] of Object.entries(WAYS)) {
  it(`C01 whoever leaves ${way} has no session and no link any more`, async () => {
    await withRollback(async (db) => {
      const { ctx, ids } = await makeStaff(db, { Ann: null, Bob: 'Ann' })
      const personId = ids.Bob ?? ''
      await signsIn(db, personId)
      await go(ctx, personId)
      const open = await db.$queryRaw<{ kind: string }[]>`
        SELECT 'session' AS kind FROM sessions
          WHERE person_id = ${personId}::uuid AND revoked_at IS NULL
        UNION ALL SELECT 'invitation' FROM invitations
          WHERE person_id = ${personId}::uuid AND expires_at > now() + interval '1 second'
        UNION ALL SELECT 'password' FROM password_resets
          WHERE person_id = ${personId}::uuid AND expires_at > now() + interval '1 second'`
      expect(open).toEqual([])
    })
  })
}

it('A18 whoever left for good comes back without the power that two people gave', async () => {
  await withRollback(async (db) => {
    const { ctx, ids } = await makeStaff(db, { Ann: null, Bob: 'Ann' })
    const personId = ids.Bob ?? ''
    await db.roleGrant.create({
      data: { personId, role: 'HR_PARTNER', validFrom: new Date('2026-01-01') },
    })
    await changePerson(ctx, { kind: 'LEAVER', personId, on: YESTERDAY })
    const open = { OR: [{ validTo: null }, { validTo: { gt: new Date(Date.now() + 60_000) } }] }
    expect(await db.roleGrant.count({ where: { personId, ...open } })).toBe(0)
  })
})

async function signsIn(db: Transaction, personId: string): Promise<void> {
  const expiresAt = new Date('2099-01-01')
  await db.session.create({ data: { id: 'session', personId } })
  await db.invitation.create({
    data: { id: 'invitation', personId, createdById: personId, expiresAt },
  })
  await db.passwordReset.create({ data: { tokenHash: 'password', personId, expiresAt } })
}
