import { describe, expect, it } from 'vitest'
import { declineApproval, takeApproval, withdrawApproval } from '@/lib/approvals/commands'
import { listApprovals } from '@/lib/approvals/queries'
import {
  approveRoleGrant,
  grantRoleToPerson,
  revokeRoleOfPerson,
} from '@/lib/auth/roles/granting/commands'
import { grantOf, later, REASON, SAM, withTwo } from '../auth/two-administrators'
import { signedIn } from '../people/installation'

const AUDITOR = { email: SAM, role: 'AUDITOR', reason: REASON }

describe('requests', () => {
  it('are declined, taken back and too old after seven days', async () => {
    await withTwo(async ({ ann, bob, db }) => {
      const ask = async () => (await grantRoleToPerson(ann, AUDITOR)).approvalId ?? ''
      const declined = await ask()
      await declineApproval(bob, { approvalId: declined })
      const taken = await ask()
      await expect(withdrawApproval(bob, { approvalId: taken })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      await withdrawApproval(ann, { approvalId: taken })
      const old = await ask()
      const inAWeek = { ...bob, now: new Date(ann.now.getTime() + 7 * 86_400_000) }
      await expect(approveRoleGrant(inAWeek, { approvalId: old })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      for (const approvalId of [declined, taken]) {
        await expect(approveRoleGrant(bob, { approvalId })).rejects.toMatchObject({
          code: 'CONFLICT',
        })
      }
      // A request that is too old makes room for another one.
      await grantRoleToPerson({ ...ann, now: inAWeek.now }, AUDITOR)
      const states = await db.approval.findMany({ orderBy: { id: 'asc' }, select: { state: true } })
      expect(states.map(({ state }) => state)).toEqual(['DECLINED', 'WITHDRAWN', 'EXPIRED', 'OPEN'])
    })
  })

  it('are found behind hundreds that are for somebody else', async () => {
    await withTwo(async ({ ann, bob, db }) => {
      const { approvalId } = await grantRoleToPerson(ann, AUDITOR)
      await db.approval.createMany({
        data: Array.from({ length: 300 }, (_, n) => ({
          ...{
            kind: 'erasure',
            objectId: String(n),
            reason: 'Asked.',
            requestedById: ann.actor.id,
          },
          requestedAt: new Date(ann.now.getTime() + 1_000),
          expiresAt: new Date(ann.now.getTime() + 86_400_000),
        })),
      })
      const { waiting } = await listApprovals(later(bob))
      expect(waiting.map(({ id }) => id)).toEqual([approvalId])
      const { own } = await listApprovals(later(ann))
      expect(own).toHaveLength(200)
    })
  })

  it('fall with the role of whoever asked', async () => {
    await withTwo(async ({ ann, bob, sam, db }) => {
      const { approvalId } = await grantRoleToPerson(ann, AUDITOR)
      const carl = await signedIn(db, { email: 'carl@example.org', roles: ['ADMIN'], now: bob.now })
      await revokeRoleOfPerson(carl, { grantId: await grantOf(db, ann), reason: REASON })
      await expect(approveRoleGrant(later(bob), { approvalId })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect(await db.roleGrant.count({ where: { personId: sam } })).toBe(0)
      await declineApproval(later(bob), { approvalId })
    })
  })

  it('of one kind are not taken as another, and no decision is changed', async () => {
    await withTwo(async ({ ann, bob, db }) => {
      const { approvalId } = await grantRoleToPerson(ann, AUDITOR)
      const id = approvalId ?? ''
      await expect(takeApproval(bob, { approvalId: id, kind: 'erasure' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      await declineApproval(bob, { approvalId: id })
      await expect(
        db.$transaction((tx) => tx.approval.update({ where: { id }, data: { state: 'APPROVED' } })),
      ).rejects.toThrow()
    })
  })
})
