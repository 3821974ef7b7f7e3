import { describe, expect, it } from 'vitest'
import { grantRole } from '@/lib/auth/roles/commands'
import { approveRoleGrant, grantRoleToPerson } from '@/lib/auth/roles/granting/commands'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { createGroup } from '@/lib/scim/groups/commands'
import { mapScimGroup } from '@/lib/scim/roles/commands'
import type { ServiceContext } from '@/lib/scim/tokens/provider-context'
import { patchUser } from '@/lib/scim/users/commands'
import { signedIn, takesPart } from '../people/installation'
import { ENTERPRISE, newUser, patchOf, withProvider } from './provider'

const WISH = { role: 'HR_PARTNER', reason: 'They take over from Ingrid.' }

describe('whoever made the token, who could be the provider', () => {
  it('makes no second person for themselves: an administrator by a group', async () => {
    await withProvider(async ({ ctx, admin, db }) => {
      await newUser(ctx, 'sam')
      const puppet = await administratorByGroup({ ctx, admin, db }, 'puppet')
      await expect(ask(admin, 'sam')).rejects.toMatchObject({ code: 'CONFLICT' })
      const bob = await signedIn(db, { email: 'bob@example.org', roles: ['ADMIN'] })
      const { approvalId } = await ask(admin, 'sam')
      await expect(approveRoleGrant(puppet, { approvalId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      await approveRoleGrant(bob, { approvalId })
    })
  })

  it('is no longer behind an administrator by a group whom the operator confirms', async () => {
    await withProvider(async ({ ctx, admin, db }) => {
      await newUser(ctx, 'sam')
      const ann = await administratorByGroup({ ctx, admin, db }, 'ann')
      const wish = { role: 'admin', email: 'ann@example.org' }
      expect(await grantRole(db, wish)).toMatchObject({ name: 'ann Example', isChanged: true })
      expect(await grantRole(db, wish)).toMatchObject({ name: 'ann Example', isChanged: false })
      const now = new Date(Date.now() + 1_000)
      const { approvalId } = await ask({ ...admin, now }, 'sam')
      await approveRoleGrant({ ...ann, now }, { approvalId })
    })
  })

  it('is asked for by nobody whose administrators were made before it was noted', async () => {
    await withProvider(async ({ ctx, admin, db }) => {
      await newUser(ctx, 'sam')
      await administratorByGroup({ ctx, admin, db }, 'ann')
      await db.roleGrant.updateMany({ where: { source: 'scim' }, data: { grantedById: null } })
      await expect(ask(admin, 'sam')).rejects.toMatchObject({ code: 'CONFLICT' })
      const wish = { role: 'admin', email: 'ann@example.org' }
      expect(await grantRole(db, wish)).toMatchObject({ isChanged: true })
      expect(await grantRole(db, wish)).toMatchObject({ isChanged: false })
      await ask({ ...admin, now: new Date(Date.now() + 1_000) }, 'sam')
    })
  })

  it('A18 brings nobody with reviews into the team whose HR partner they are', async () => {
    await withProvider(async ({ ctx, admin, db }) => {
      const { id: scopeTeamId } = await db.team.create({ data: { name: 'Payments' } })
      await signedIn(db, { email: admin.actor.email, roles: [{ role: 'HR_PARTNER', scopeTeamId }] })
      const { id } = await newUser(ctx, 'sam')
      const eve = await newUser(ctx, 'eve')
      await takesPart(db, id)
      const department = { [ENTERPRISE]: { department: 'payments' } }
      for (const move of [
        () => patchUser(ctx, { userId: id, ifMatch: null, body: replaced(department) }),
        () => createGroup(ctx, { displayName: 'Payments', members: [{ value: id }] }),
      ]) {
        await expect(move()).rejects.toMatchObject({ code: 'FORBIDDEN' })
        expect(await db.person.count({ where: { teamId: scopeTeamId } })).toBe(0)
      }
      await newUser(ctx, 'dan', department)
      await createGroup(ctx, { displayName: 'Payments', members: [{ value: eve.id }] })
      expect(await db.person.count({ where: { teamId: scopeTeamId } })).toBe(2)
    })
  })

  it('gives no administrator another address, whose mail could choose a new password', async () => {
    await withProvider(async ({ ctx, db }) => {
      const bob = await newUser(ctx, 'bob')
      await signedIn(db, { email: 'bob@example.org', roles: ['ADMIN'] })
      const body = replaced({ userName: 'eve@example.org' })
      const renamed = patchUser(ctx, { userId: bob.id, ifMatch: null, body })
      await expect(renamed).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const { email } = await db.person.findUniqueOrThrow({ where: { id: bob.id } })
      expect(email).toBe('bob@example.org')
    })
  })
})

const replaced = (value: object) => patchOf({ op: 'replace', value })

type Scene = { ctx: ServiceContext; admin: Context; db: Transaction }

async function administratorByGroup({ ctx, admin, db }: Scene, name: string): Promise<Context> {
  const { id } = await newUser(ctx, name)
  await mapScimGroup(admin, { group: 'Rung admins', role: 'ADMIN' })
  await createGroup(ctx, { displayName: 'Rung admins', members: [{ value: id }] })
  const context = await signedIn(db, { email: `${name}@example.org` })
  const roles = [{ role: 'ADMIN' as const, scopeTeamId: null }]
  return { ...context, actor: { ...context.actor, roles } }
}

async function ask(admin: Context, name: string): Promise<{ approvalId: string }> {
  const { approvalId } = await grantRoleToPerson(admin, { ...WISH, email: `${name}@example.org` })
  return { approvalId: approvalId ?? '' }
}
