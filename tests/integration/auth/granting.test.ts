import { describe, expect, it } from 'vitest'
import { declineApproval, withdrawApproval } from '@/lib/approvals/commands'
import { getApproval, listApprovals } from '@/lib/approvals/queries'
import { getSignedIn } from '@/lib/auth/queries'
import { grantRole } from '@/lib/auth/roles/commands'
import {
  approveRoleGrant,
  grantRoleToPerson,
  revokeRoleOfPerson,
} from '@/lib/auth/roles/granting/commands'
import { getRoles } from '@/lib/auth/roles/queries'
import { hashToken } from '@/lib/auth/token'
import type { Context, Role } from '@/lib/context'
import { signedIn } from '../people/installation'
import { ADMIN, grantOf, later, REASON, SAM, withTwo } from './two-administrators'

const wish = (role: Role, more: object = {}) => ({ email: SAM, role, reason: REASON, ...more })

describe('granting a role', () => {
  it('takes effect at once where it needs nobody else, and is told', async () => {
    await withTwo(async ({ ann, sam, db }) => {
      expect(await grantRoleToPerson(ann, wish('LADDER_ADMIN'))).toEqual({
        name: 'sam',
        approvalId: null,
      })
      const { holders } = await getRoles(later(ann))
      expect(holders.find(({ personId }) => personId === sam)).toMatchObject({
        ...{ role: 'LADDER_ADMIN', grantedBy: 'ann', approvedBy: null, reason: REASON },
      })
      const mail = await db.outboxMessage.findMany({ where: { recipientId: sam } })
      expect(mail.map(({ kind }) => kind)).toEqual(['account-changed'])
      expect(JSON.stringify(mail.map(({ payload }) => payload))).not.toContain(REASON)
    })
  })

  it.each<Role>(['HR_PARTNER', 'AUDITOR'])('waits for a second administrator: %s', async (role) => {
    await withTwo(async ({ ann, bob, sam, db }) => {
      const { approvalId } = await grantRoleToPerson(ann, wish(role))
      expect(await db.roleGrant.count({ where: { personId: sam } })).toBe(0)
      const { waiting } = await listApprovals(bob)
      expect(waiting.map(({ id }) => id)).toEqual([approvalId])
      expect((await listApprovals(ann)).waiting).toEqual([])
      await approveRoleGrant(bob, { approvalId })
      const [grant] = await db.roleGrant.findMany({ where: { personId: sam } })
      expect(grant).toMatchObject({
        ...{ role, grantedById: ann.actor.id, approvedById: bob.actor.id, reason: REASON },
      })
      await expect(approveRoleGrant(bob, { approvalId })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect(await db.roleGrant.count({ where: { personId: sam } })).toBe(1)
      const asked = await db.outboxMessage.findMany({ where: { kind: 'approval-asked' } })
      expect(asked.map(({ recipientId }) => recipientId)).toEqual([bob.actor.id])
    })
  })

  it('holds from one day to another, over chosen teams', async () => {
    await withTwo(async ({ ann, bob, sam, db }) => {
      await db.team.createMany({ data: [{ name: 'Payments' }, { name: 'Search' }] })
      const { approvalId } = await grantRoleToPerson(
        ann,
        wish('HR_PARTNER', {
          ...{ scope: 'teams', teams: 'payments\nSearch' },
          ...{ fromOn: '2026-01-01', toOn: '2099-12-31' },
        }),
      )
      await approveRoleGrant(bob, { approvalId })
      const grants = await db.roleGrant.findMany({
        where: { personId: sam },
        include: { scopeTeam: true },
      })
      expect(grants.map(({ scopeTeam }) => scopeTeam?.name).sort()).toEqual(['Payments', 'Search'])
      // Berlin is an hour ahead of UTC in winter.
      expect(grants[0]?.validTo?.toISOString()).toBe('2099-12-31T23:00:00.000Z')
      expect(grants[0]?.validFrom).toEqual(bob.now)
    })
  })

  it.each<[string, object, string]>([
    ['of nobody', { email: 'nobody@example.org' }, 'NOT_FOUND'],
    ['over no team', { scope: 'teams', teams: ' ' }, 'INVALID'],
    ['over an unknown team', { scope: 'teams', teams: 'Nowhere' }, 'INVALID'],
    ['that is over', { toOn: '2020-01-01' }, 'INVALID'],
    ['without a reason', { reason: 'why' }, 'INVALID'],
    ['E08 for a reason that cannot be kept', { reason: 'They take\0 over.' }, 'INVALID'],
    ['E08 over such a team', { scope: 'teams', teams: 'Pay\0ments' }, 'INVALID'],
    ['with another field', { grantedById: 'me' }, 'INVALID'],
    ['by an operator in the address', { email: { not: '' } }, 'INVALID'],
  ])('is refused %s', async (_, more, code) => {
    await withTwo(async ({ ann, db }) => {
      const before = await db.roleGrant.count()
      await expect(grantRoleToPerson(ann, wish('HR_PARTNER', more))).rejects.toMatchObject({ code })
      expect(await db.roleGrant.count()).toBe(before)
      expect(await db.approval.count()).toBe(0)
    })
  })

  it('is refused twice', async () => {
    await withTwo(async ({ ann, bob }) => {
      await grantRoleToPerson(ann, wish('LADDER_ADMIN'))
      await expect(grantRoleToPerson(later(ann), wish('LADDER_ADMIN'))).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      await grantRoleToPerson(ann, wish('AUDITOR'))
      await expect(grantRoleToPerson(bob, wish('AUDITOR'))).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    })
  })

  it('tells a sole administrator exactly what to do', async () => {
    await withTwo(async ({ ann, bob, db }) => {
      await revokeRoleOfPerson(ann, { grantId: await grantOf(db, bob), reason: REASON })
      await expect(grantRoleToPerson(ann, wish('HR_PARTNER'))).rejects.toThrow(
        `npm run roles -- grant hr_partner ${SAM}`,
      )
      expect(await db.approval.count()).toBe(0)
    })
  })

  it('lets no administrator make their own second person', async () => {
    await withTwo(async ({ ann, bob, db }) => {
      await revokeRoleOfPerson(ann, { grantId: await grantOf(db, bob), reason: REASON })
      const eve = await signedIn(db, { email: 'eve@example.org', now: ann.now })
      await grantRoleToPerson(ann, { ...wish('ADMIN'), email: 'eve@example.org' })
      const made = { ...later(eve), actor: { ...eve.actor, roles: ADMIN } }
      await expect(grantRoleToPerson(later(ann), wish('HR_PARTNER'))).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      await expect(grantRoleToPerson(made, wish('HR_PARTNER'))).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect(await grantRole(db, { role: 'admin', email: 'eve@example.org' })).toMatchObject({
        isChanged: true,
      })
      const { approvalId } = await grantRoleToPerson(later(ann), wish('HR_PARTNER'))
      expect(await approveRoleGrant(made, { approvalId })).toEqual({ name: 'sam' })
    })
  })

  it('makes nobody a second person by taking the role from them and giving it anew', async () => {
    await withTwo(async ({ ann, bob, db }) => {
      await revokeRoleOfPerson(ann, { grantId: await grantOf(db, bob), reason: REASON })
      await grantRoleToPerson(later(ann), { ...wish('ADMIN'), email: bob.actor.email })
      const asked = grantRoleToPerson(later(later(ann)), wish('HR_PARTNER'))
      await expect(asked).rejects.toMatchObject({ code: 'CONFLICT' })
    })
  })
})

describe('A18 nobody gives themselves more', () => {
  it('refuses an administrator their own row, for each role', async () => {
    await withTwo(async ({ ann, db }) => {
      for (const role of ['ADMIN', 'LADDER_ADMIN', 'HR_PARTNER', 'AUDITOR'] as const) {
        const own = { ...wish(role), email: ann.actor.email }
        await expect(grantRoleToPerson(ann, own)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      }
      expect(await db.approval.count()).toBe(0)
    })
  })

  it('refuses an HR partner a change of their own scope', async () => {
    await withTwo(async ({ db }) => {
      const team = await db.team.create({ data: { name: 'Payments' } })
      const roles = [{ role: 'HR_PARTNER' as const, scopeTeamId: team.id }]
      const partner = await signedIn(db, { email: 'hr@example.org', roles, now: new Date() })
      const own = { ...wish('HR_PARTNER'), email: 'hr@example.org' }
      await expect(grantRoleToPerson(partner, own)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const grantId = await grantOf(db, partner)
      await expect(revokeRoleOfPerson(partner, { grantId, reason: REASON })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      await expect(grantRoleToPerson(partner, wish('HR_PARTNER'))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    })
  })

  it('lets neither who asked nor who gets it agree', async () => {
    await withTwo(async ({ ann, bob, db }) => {
      const { approvalId } = await grantRoleToPerson(ann, {
        ...wish('HR_PARTNER'),
        email: bob.actor.email,
      }).catch(() => ({ approvalId: null }))
      // With two administrators one asks and the other is who gets it: nobody is left to agree.
      expect(approvalId).toBeNull()
      const asked = await grantRoleToPerson(ann, wish('HR_PARTNER'))
      const id = asked.approvalId ?? ''
      await expect(approveRoleGrant(ann, { approvalId: id })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      const sam = await signedIn(db, { email: SAM, roles: ['ADMIN'], now: ann.now })
      await expect(approveRoleGrant(sam, { approvalId: id })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      const stranger = await signedIn(db, { email: 'x@example.org', roles: ['AUDITOR'] })
      for (const act of [approveRoleGrant, declineApproval, withdrawApproval, getApproval]) {
        await expect(act(stranger, { approvalId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
    })
  })

  it('asks to confirm who it is', async () => {
    await withTwo(async ({ ann, bob }) => {
      const stale = (ctx: Context) => ({ ...ctx, actor: { ...ctx.actor, isSteppedUp: false } })
      const refused = { code: 'FORBIDDEN', details: { stepUp: true } }
      await expect(grantRoleToPerson(stale(ann), wish('ADMIN'))).rejects.toMatchObject(refused)
      const { approvalId } = await grantRoleToPerson(ann, wish('AUDITOR'))
      await expect(approveRoleGrant(stale(bob), { approvalId })).rejects.toMatchObject(refused)
    })
  })
})

describe('ending a role', () => {
  it('takes effect on the next request and signs out: C02', async () => {
    await withTwo(async ({ ann, bob, db }) => {
      const id = hashToken('bob')
      await db.session.create({ data: { id, personId: bob.actor.id } })
      expect((await getSignedIn(db, 'bob'))?.actor.roles).toHaveLength(1)
      await revokeRoleOfPerson(ann, { grantId: await grantOf(db, bob), reason: REASON })
      expect(await getSignedIn(db, 'bob')).toBeNull()
      await db.session.create({ data: { id: hashToken('bob again'), personId: bob.actor.id } })
      expect((await getSignedIn(db, 'bob again'))?.actor.roles).toEqual([])
      const [ended] = await db.roleGrant.findMany({ where: { personId: bob.actor.id } })
      expect(ended).toMatchObject({ revokedById: ann.actor.id, revokeReason: REASON })
      await expect(
        revokeRoleOfPerson(ann, { grantId: ended?.id, reason: REASON }),
      ).rejects.toMatchObject({ code: 'CONFLICT' })
    })
  })

  it('is refused to others and for what a provider gave', async () => {
    await withTwo(async ({ ann, bob, sam, db }) => {
      const grantId = await grantOf(db, bob)
      for (const roles of [[], ['HR_PARTNER'], ['AUDITOR'], ['LADDER_ADMIN']] as const) {
        const other = await signedIn(db, {
          email: `o${roles}@example.org`.toLowerCase(),
          roles: [...roles],
        })
        await expect(revokeRoleOfPerson(other, { grantId, reason: REASON })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        })
      }
      const { id } = await db.roleGrant.create({
        data: { personId: sam, role: 'LADDER_ADMIN', source: 'oidc' },
      })
      await expect(revokeRoleOfPerson(ann, { grantId: id, reason: REASON })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    })
  })

  it('keeps the last administrator who has no end', async () => {
    await withTwo(async ({ ann, bob, db }) => {
      await db.roleGrant.updateMany({
        where: { personId: ann.actor.id },
        data: { validTo: new Date(Date.now() + 86_400_000) },
      })
      await expect(
        revokeRoleOfPerson(ann, { grantId: await grantOf(db, bob), reason: REASON }),
      ).rejects.toMatchObject({ code: 'INVALID' })
    })
  })
})
