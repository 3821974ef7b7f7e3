import { describe, expect, it } from 'vitest'
import { approveScimToken, makeScimToken, revokeScimToken } from '@/lib/scim/tokens/commands'
import { findService, listTokens } from '@/lib/scim/tokens/queries'
import { signedIn } from '../people/installation'
import { withProvider } from './provider'

const WISH = { name: 'Okta', days: '90', reason: 'Okta runs our accounts from today on.' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}`, requestId: null })

describe('a token', () => {
  it('opens nothing until a second administrator agrees, and nothing once it is revoked', async () => {
    await withProvider(async ({ admin, db }) => {
      const other = await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
      const made = await makeScimToken(admin, WISH)
      expect((await findService(db, bearer(made.token))).ctx).toBeNull()
      expect(await listTokens(admin)).toMatchObject([
        { state: 'Waits for a second administrator', approvalId: null },
      ])
      const [shown] = await listTokens(other)
      const { id: tokenId = '', approvalId = null } = shown ?? {}
      await expect(approveScimToken(admin, { approvalId })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      await approveScimToken(other, { approvalId })
      await expect(approveScimToken(other, { approvalId })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect((await findService(db, bearer(made.token))).ctx).toMatchObject({
        actor: { roles: [{ role: 'ADMIN' }], sessionId: tokenId },
        service: { tokenId, createdById: admin.actor.id },
      })
      await revokeScimToken(admin, { tokenId })
      expect((await findService(db, bearer(made.token))).ctx).toBeNull()
      await expect(revokeScimToken(admin, { tokenId })).rejects.toMatchObject({ code: 'CONFLICT' })
      const actions = await db.auditEvent.findMany({
        where: { objectId: tokenId },
        orderBy: { id: 'asc' },
      })
      expect(actions.map(({ action }) => action)).toEqual([
        'scim.makeToken',
        'scim.approveToken',
        'scim.revokeToken',
      ])
    })
  })

  it('says when whoever made it, and saw it, is no administrator any more', async () => {
    await withProvider(async ({ admin, db }) => {
      const other = await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
      await makeScimToken(admin, WISH)
      expect(await listTokens(other)).toMatchObject([{ isMakerGone: false }])
      await db.roleGrant.updateMany({
        where: { personId: admin.actor.id },
        data: { validTo: admin.now },
      })
      expect(await listTokens(other)).toMatchObject([{ isMakerGone: true }])
    })
  })

  it('is kept as a hash and ends by the clock of the database', async () => {
    await withProvider(async ({ admin, db }) => {
      const other = await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
      const long = { ...admin, now: new Date(Date.now() - 91 * 86_400_000) }
      const made = await makeScimToken(long, WISH)
      const [row] = await db.scimToken.findMany()
      expect(JSON.stringify(row)).not.toContain(made.token.slice(10))
      const approval = await db.approval.findFirstOrThrow({ where: { kind: 'scim.token' } })
      await approveScimToken({ ...other, now: long.now }, { approvalId: approval.id })
      expect((await findService(db, bearer(made.token))).ctx).toBeNull()
    })
  })

  it.each([
    '',
    'Bearer',
    'Bearer x',
    'Basic YWRtaW46YWRtaW4=',
    `Bearer ${'a'.repeat(54)}`,
    "Bearer ' OR 1=1 --",
  ])('is not "%s"', async (authorization) => {
    await withProvider(async ({ db }) => {
      expect((await findService(db, { authorization, requestId: null })).ctx).toBeNull()
    })
  })

  it('is made by administrators who have confirmed, where somebody can be the second', async () => {
    await withProvider(async ({ admin, db }) => {
      await expect(makeScimToken(admin, WISH)).rejects.toMatchObject({ code: 'CONFLICT' })
      await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
      const stale = { ...admin, actor: { ...admin.actor, isSteppedUp: false } }
      await expect(makeScimToken(stale, WISH)).rejects.toMatchObject({ details: { stepUp: true } })
      for (const wish of [
        { ...WISH, days: '9999' },
        { ...WISH, name: ' ' },
        { ...WISH, role: 'ADMIN' },
      ]) {
        await expect(makeScimToken(admin, wish)).rejects.toMatchObject({ code: 'INVALID' })
      }
      for (const roles of [[], ['HR_PARTNER'], ['AUDITOR'], ['LADDER_ADMIN']] as const) {
        const email = `x${roles}@example.org`.toLowerCase()
        const ctx = await signedIn(db, { email, roles: [...roles] })
        await expect(makeScimToken(ctx, WISH)).rejects.toMatchObject({ code: 'NOT_FOUND' })
        await expect(listTokens(ctx)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
      expect(await db.scimToken.count()).toBe(0)
    })
  })
})
