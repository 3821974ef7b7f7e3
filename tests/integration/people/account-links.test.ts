import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { getApprovalCase } from '@/lib/approvals/cases/queries'
import { approveAccountLink, requestAccountLink } from '@/lib/people/accounts/links/commands'
import { mayAskForLink } from '@/lib/people/accounts/links/queries'
import { REASON, withTwo } from '../auth/two-administrators'
import { signedIn } from './installation'

beforeEach(() => {
  vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:9')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('a link to the account of an HR partner or auditor', () => {
  it('is mailed to them once a second administrator agreed, and shown to nobody', async () => {
    await withTwo(async ({ ann, bob, sam: personId, db }) => {
      await guarded(db, personId)
      expect(await mayAskForLink(ann, personId)).toBe(true)
      const { approvalId } = await requestAccountLink(ann, { personId, reason: REASON })
      expect(await db.passwordReset.count()).toBe(0)
      await expect(approveAccountLink(ann, { approvalId })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      expect((await getApprovalCase(bob, { approvalId })).effect).toContain('mailed to sam')
      expect(await approveAccountLink(bob, { approvalId })).toBeUndefined()
      expect(await db.passwordReset.count({ where: { personId } })).toBe(1)
      const mail = await db.outboxMessage.findMany({ where: { recipientId: personId } })
      expect(mail.map(({ kind }) => kind)).toEqual(['password-reset'])
      await expect(approveAccountLink(bob, { approvalId })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    })
  })

  it('is not for others, not for oneself, and not without mail', async () => {
    await withTwo(async ({ ann, sam: personId, db }) => {
      const ask = (ctx = ann, id = personId) =>
        requestAccountLink(ctx, { personId: id, reason: REASON })
      await expect(ask()).rejects.toMatchObject({ code: 'CONFLICT' })
      await db.account.create({ data: { personId, passwordHash: 'x' } })
      await expect(ask()).rejects.toThrow('Forgotten your password?')
      await guarded(db, personId)
      await expect(ask(ann, ann.actor.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const partner = await signedIn(db, { email: 'hr@example.org', roles: ['HR_PARTNER'] })
      await expect(ask(partner)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await mayAskForLink(partner, personId)).toBe(false)
      vi.unstubAllEnvs()
      await expect(ask()).rejects.toThrow('npm run password -- sam@example.org')
      expect(await db.approval.count()).toBe(0)
    })
  })
})

async function guarded(db: Parameters<typeof signedIn>[0], personId: string): Promise<void> {
  await db.account.createMany({ data: [{ personId, passwordHash: 'x' }], skipDuplicates: true })
  await db.roleGrant.create({ data: { personId, role: 'HR_PARTNER' } })
}
