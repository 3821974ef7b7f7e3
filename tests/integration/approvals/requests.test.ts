import { describe, expect, it } from 'vitest'
import { declineApproval, takeApproval, withdrawApproval } from '@/lib/approvals/commands'
import { approveRoleGrant, grantRoleToPerson } from '@/lib/auth/roles/granting/commands'
import { REASON, SAM, withTwo } from '../auth/two-administrators'

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
