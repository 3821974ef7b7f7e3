import { describe, expect, it } from 'vitest'
import { approveRoleGrant } from '@/lib/auth/roles/granting/commands'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { createGroup, deleteGroup, patchGroup, replaceGroup } from '@/lib/scim/groups/commands'
import { getGroup, listGroups } from '@/lib/scim/groups/queries'
import { mapScimGroup, unmapScimGroup } from '@/lib/scim/roles/commands'
import { getUser } from '@/lib/scim/users/queries'
import { signedIn } from '../people/installation'
import { ENTERPRISE, newUser, patchOf, queryOf, withProvider } from './provider'

const ANY = { ifMatch: null }
const ALL = { only: null, without: [] }
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

describe('teams as groups', () => {
  it('are made, filled, emptied, renamed and ended', async () => {
    await withProvider(async ({ ctx, db }) => {
      const [sam, ann] = [await newUser(ctx, 'sam'), await newUser(ctx, 'ann')]
      const made = await createGroup(ctx, {
        schemas: [GROUP],
        displayName: 'Payments',
        externalId: 'g1',
        members: [{ value: sam.id, display: 'Sam' }],
      })
      expect(made).toMatchObject({
        displayName: 'Payments',
        externalId: 'g1',
        members: [{ value: sam.id }],
      })
      expect(await getUser(ctx, { userId: sam.id })).toMatchObject({
        groups: [{ value: made.id, display: 'Payments' }],
        [ENTERPRISE]: { department: 'Payments' },
      })
      const change = (...operations: object[]) =>
        patchGroup(ctx, { groupId: made.id, ...ANY, body: patchOf(...operations) })
      await change({ op: 'Add', path: 'members', value: [{ $ref: null, value: ann.id }] })
      expect(await membersOf(db, made.id)).toEqual([ann.id, sam.id].sort())
      await change({ op: 'remove', path: `members[value eq "${sam.id}"]` })
      expect(await membersOf(db, made.id)).toEqual([ann.id])
      await change({ op: 'Remove', path: 'members', value: [{ $ref: null, value: ann.id }] })
      expect(await membersOf(db, made.id)).toEqual([])
      await change({
        op: 'replace',
        path: 'members',
        value: [{ value: sam.id }, { value: ann.id }],
      })
      await change({ op: 'replace', value: { id: made.id, displayName: 'Money' } })
      expect(
        await replaceGroup(ctx, {
          groupId: made.id,
          ...ANY,
          body: { displayName: 'Cash', members: [{ value: sam.id }] },
        }),
      ).toMatchObject({ displayName: 'Cash', members: [{ value: sam.id }] })
      await deleteGroup(ctx, { groupId: made.id, ...ANY })
      expect(await getUser(ctx, { userId: sam.id })).toMatchObject({ active: true, groups: [] })
      await expect(getGroup(ctx, { groupId: made.id, selection: ALL })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      const spans = await db.teamMembership.count({ where: { personId: sam.id } })
      expect(spans).toBe(0)
    })
  })

  it('take over the team of that name with its people, once', async () => {
    await withProvider(async ({ ctx, db }) => {
      const [sam, ann] = [
        await newUser(ctx, 'sam', { [ENTERPRISE]: { department: 'Payments' } }),
        await newUser(ctx, 'ann'),
      ]
      const body = { displayName: 'payments', externalId: 'g1', members: [{ value: ann.id }] }
      const { id } = await createGroup(ctx, body)
      expect(await membersOf(db, id)).toEqual([ann.id, sam.id].sort())
      for (const more of [{}, { externalId: 'g2' }, { displayName: 'other' }]) {
        await expect(createGroup(ctx, { ...body, ...more })).rejects.toMatchObject({
          details: { scimType: 'uniqueness' },
        })
      }
    })
  })

  it('have one person in one team: joining moves', async () => {
    await withProvider(async ({ ctx, db }) => {
      const sam = await newUser(ctx, 'sam')
      const members = [{ value: sam.id }]
      const one = await createGroup(ctx, { displayName: 'One', members })
      const two = await createGroup(ctx, { displayName: 'Two', members })
      expect(await membersOf(db, one.id)).toEqual([])
      expect(await membersOf(db, two.id)).toEqual([sam.id])
      const gone = patchOf({ op: 'remove', path: 'members', value: members })
      await patchGroup(ctx, { groupId: one.id, ...ANY, body: gone })
      expect(await membersOf(db, two.id)).toEqual([sam.id])
    })
  })

  it('are found by name, id, externalId and member, with or without members', async () => {
    await withProvider(async ({ ctx }) => {
      const sam = await newUser(ctx, 'sam')
      const { id } = await createGroup(ctx, {
        displayName: 'One',
        externalId: 'g1',
        members: [{ value: sam.id }],
      })
      await createGroup(ctx, { displayName: 'Two' })
      for (const filter of [
        'displayName eq "one"',
        `id eq "${id}"`,
        'externalId eq "g1"',
        `members eq "${sam.id}"`,
        `id eq "${id}" and members[value eq "${sam.id}"]`,
      ]) {
        const list = await listGroups(ctx, queryOf({ filter, excludedAttributes: 'members' }))
        expect(list).toMatchObject({ totalResults: 1, Resources: [{ id }] })
        expect(list.Resources[0]).not.toHaveProperty('members')
      }
      expect(
        await listGroups(ctx, queryOf({ count: '1', startIndex: '2', sortBy: 'displayName' })),
      ).toMatchObject({
        totalResults: 2,
        Resources: [{ displayName: 'Two', members: [] }],
      })
    })
  })

  it.each([
    ['no name', {}],
    ['a name that is none', { displayName: { not: '' } }],
    ['E01 an operator as member', { displayName: 'One', members: [{ value: { not: '' } }] }],
    ['E02 a member without an id', { displayName: 'One', members: [{}] }],
    ['E04 a role', { displayName: 'One', role: 'ADMIN' }],
    ['a group within a group', { displayName: 'One', members: [{ value: 'x', type: 'Group' }] }],
    [
      'a member nobody is',
      { displayName: 'One', members: ['ffffffff-ffff-7fff-bfff-ffffffffffff'] },
    ],
  ])('refuse %s and make nothing', async (_, body) => {
    await withProvider(async ({ ctx, db }) => {
      const before = await db.team.count()
      await expect(createGroup(ctx, body)).rejects.toMatchObject({ code: 'INVALID' })
      expect(await db.team.count()).toBe(before)
    })
  })
})

describe('groups that give a role', () => {
  it('give it to who is in them and take it from who is not', async () => {
    await withProvider(async ({ ctx, admin, db }) => {
      await mapScimGroup(admin, { group: 'Rung ladder', role: 'LADDER_ADMIN' })
      const [sam, ann] = [await newUser(ctx, 'sam'), await newUser(ctx, 'ann')]
      const members = [{ value: sam.id }, { value: ann.id }]
      const { id } = await createGroup(ctx, {
        displayName: 'rung LADDER',
        externalId: 'g1',
        members,
      })
      expect(await rolesOf(db, sam.id)).toEqual(['LADDER_ADMIN'])
      const without = patchOf({ op: 'remove', path: `members[value eq "${sam.id}"]` })
      await patchGroup(ctx, { groupId: id, ...ANY, body: without })
      expect([await rolesOf(db, sam.id), await rolesOf(db, ann.id)]).toEqual([[], ['LADDER_ADMIN']])
      expect((await getUser(ctx, { userId: ann.id })).groups).toMatchObject([{ value: id }])
      await deleteGroup(ctx, { groupId: id, ...ANY })
      expect(await rolesOf(db, ann.id)).toEqual([])
      const marks = await db.auditEvent.findMany({
        where: { reason: 'scim' },
        orderBy: { id: 'asc' },
      })
      expect(marks.map(({ action }) => action)).toEqual([...GRANTED, ...ENDED])
      expect(new Set(marks.map(({ sessionId }) => sessionId))).toEqual(
        new Set([ctx.service.tokenId]),
      )
    })
  })

  it('leave alone what administrators granted, and keep the last administrator', async () => {
    await withProvider(async ({ ctx, admin, db }) => {
      await mapScimGroup(admin, { group: 'Admins', role: 'ADMIN' })
      const sam = await newUser(ctx, 'sam')
      const members = [{ value: sam.id }, { value: admin.actor.id }]
      const { id } = await createGroup(ctx, { displayName: 'Admins', members })
      await db.roleGrant.updateMany({ where: { source: 'manual' }, data: { validTo: admin.now } })
      const empty = { groupId: id, ...ANY, body: patchOf({ op: 'remove', path: 'members' }) }
      await expect(patchGroup(ctx, empty)).rejects.toMatchObject({ code: 'INVALID' })
      expect(await rolesOf(db, sam.id)).toEqual(['ADMIN'])
      await db.roleGrant.create({ data: { personId: sam.id, role: 'ADMIN' } })
      await patchGroup(ctx, empty)
      expect([await rolesOf(db, sam.id), await rolesOf(db, admin.actor.id)]).toEqual([
        ['ADMIN'],
        [],
      ])
    })
  })

  it('ask a second person for a guarded role, who is not whoever made the token', async () => {
    await withProvider(async ({ ctx, admin, db }) => {
      const other = await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
      await mapScimGroup(admin, { group: 'HR', role: 'HR_PARTNER' })
      const sam = await newUser(ctx, 'sam')
      const { id } = await createGroup(ctx, { displayName: 'HR', members: [{ value: sam.id }] })
      expect(await rolesOf(db, sam.id)).toEqual([])
      const approval = await db.approval.findFirstOrThrow({ where: { kind: 'role.grant' } })
      const agree = (who: Context) => approveRoleGrant(who, { approvalId: approval.id })
      await expect(agree(admin)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await agree(other)
      expect(await rolesOf(db, sam.id)).toEqual(['HR_PARTNER'])
      await unmapScimGroup(admin, { groupId: id })
      expect(await rolesOf(db, sam.id)).toEqual([])
    })
  })

  it('forget the question when the person leaves the group', async () => {
    await withProvider(async ({ ctx, admin, db }) => {
      await signedIn(db, { email: 'other@example.org', roles: ['ADMIN'] })
      await mapScimGroup(admin, { group: 'HR', role: 'HR_PARTNER' })
      const sam = await newUser(ctx, 'sam')
      const { id } = await createGroup(ctx, { displayName: 'HR', members: [{ value: sam.id }] })
      await patchGroup(ctx, {
        groupId: id,
        ...ANY,
        body: patchOf({ op: 'remove', path: 'members' }),
      })
      expect(await db.approval.findMany()).toMatchObject([{ state: 'WITHDRAWN' }])
    })
  })

  it('are mapped by administrators who have confirmed, by a name that is free', async () => {
    await withProvider(async ({ ctx, admin, db }) => {
      await createGroup(ctx, { displayName: 'Payments' })
      const map = (who: Context, name: string) => mapScimGroup(who, { group: name, role: 'ADMIN' })
      const stale = { ...admin, actor: { ...admin.actor, isSteppedUp: false } }
      await expect(map(stale, 'Admins')).rejects.toMatchObject({ details: { stepUp: true } })
      const member = await signedIn(db, { email: 'sam@example.org' })
      await expect(map(member, 'Admins')).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(map(admin, 'payments')).rejects.toMatchObject({ code: 'CONFLICT' })
      await map(admin, 'Admins')
      await expect(map(admin, 'ADMINS')).rejects.toMatchObject({ code: 'CONFLICT' })
      const rename = patchOf({ op: 'replace', path: 'displayName', value: 'Everybody' })
      const { id } = await db.scimRoleGroup.findFirstOrThrow()
      await expect(patchGroup(ctx, { groupId: id, ...ANY, body: rename })).rejects.toMatchObject({
        details: { scimType: 'mutability' },
      })
    })
  })
})

const GRANTED = ['role.grant', 'role.grant']
const ENDED = ['role.revoke', 'role.revoke']

async function membersOf(db: Transaction, teamId: string): Promise<string[]> {
  const people = await db.person.findMany({ where: { teamId }, select: { id: true } })
  return people.map(({ id }) => id).sort()
}

async function rolesOf(db: Transaction, personId: string): Promise<string[]> {
  const grants = await db.roleGrant.findMany({ where: { personId, validTo: null } })
  return grants.map(({ role }) => role)
}
