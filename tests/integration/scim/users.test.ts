import { describe, expect, it } from 'vitest'
import { getSignedIn } from '@/lib/auth/queries'
import { openSession } from '@/lib/auth/sessions/commands'
import type { Transaction } from '@/lib/db/client'
import { createUser, deleteUser, patchUser, replaceUser } from '@/lib/scim/users/commands'
import { getUser, listUsers } from '@/lib/scim/users/queries'
import { ENTERPRISE, newUser, PERSON, patchOf, queryOf, userBody, withProvider } from './provider'

const ANY = { ifMatch: null }

describe('createUser', () => {
  it('makes a person with team, manager, level and start', async () => {
    await withProvider(async ({ ctx, db }) => {
      const boss = await newUser(ctx, 'boss')
      const made = await newUser(ctx, 'sam', {
        [ENTERPRISE]: { department: 'Payments', manager: { value: boss.id }, employeeNumber: '7' },
        [PERSON]: { level: 'Senior', startedOn: '2024-03-12' },
      })
      expect(made).toMatchObject({
        externalId: 'ext-sam',
        userName: 'sam@example.org',
        name: { formatted: 'sam Example', givenName: 'sam', familyName: 'Example' },
        active: true,
        [ENTERPRISE]: { department: 'Payments', manager: { value: boss.id } },
        [PERSON]: { track: 'ic', level: 'senior', startedOn: '2024-03-12' },
        meta: { resourceType: 'User', version: expect.stringMatching(/^W\//) },
      })
      expect(await getUser(ctx, { userId: made.id })).toEqual(made)
      expect(await closureOf(db, made.id)).toEqual([boss.id])
      expect(await db.teamMembership.count({ where: { personId: made.id, toOn: null } })).toBe(1)
      expect(await actionsOn(db, made.id)).toContain('scim.createUser')
    })
  })

  it('takes over somebody who was imported, and nobody who is another user', async () => {
    await withProvider(async ({ ctx, db }) => {
      const { id } = await db.person.create({ data: { email: 'sam@example.org', name: 'Sam' } })
      const made = await newUser(ctx, 'sam')
      expect(made).toMatchObject({ id, displayName: 'sam Example' })
      for (const more of [{}, { externalId: 'another' }, { externalId: undefined }]) {
        await expect(newUser(ctx, 'sam', more)).rejects.toMatchObject({
          code: 'CONFLICT',
          details: { scimType: 'uniqueness' },
        })
      }
      await expect(newUser(ctx, 'other', { externalId: 'ext-sam' })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect(await db.scimPerson.count()).toBe(1)
    })
  })

  it.each([
    ['no userName', { userName: undefined }],
    ['a userName that is no address', { userName: 'sam' }],
    ['two addresses', { userName: 'a@example.org,b@example.org' }],
    ['E01 an operator as userName', { userName: { not: '' } }],
    ['E01 an operator as externalId', { externalId: { contains: '' } }],
    ['E01 a list as name', { displayName: ['x'] }],
    ['E02 null as active', { active: null }],
    ['E04 a role', { roles: [{ value: 'ADMIN' }] }],
    ['E04 a password', { password: 'seven green bicycles' }],
    ['E04 columns', { managerId: 'x', isActive: true }],
    ['E04 another schema', { 'urn:x:y:User': { role: 'ADMIN' } }],
    ['a prototype', JSON.parse('{"__proto__":{"active":false}}')],
    ['NUL', { displayName: 'Sam\0' }],
    ['half a character', { displayName: 'Sam \ud800' }],
    ['a turned name', { displayName: 'Sam\u202e' }],
    ['a long name', { displayName: 'x'.repeat(121) }],
    ['a manager nobody is', { [ENTERPRISE]: { manager: { value: 'nobody' } } }],
    ['a level nobody has', { [PERSON]: { level: 'Wizard' } }],
    ['a day that is none', { [PERSON]: { startedOn: '2024-02-31' } }],
  ])('refuses %s and makes nobody', async (_, more) => {
    await withProvider(async ({ ctx, db }) => {
      const before = await db.person.count()
      await expect(newUser(ctx, 'sam', more)).rejects.toMatchObject({ code: 'INVALID' })
      expect(await db.person.count()).toBe(before)
    })
  })

  it('is for a provider and for no reader of a ladder', async () => {
    await withProvider(async ({ ctx }) => {
      const nobody = { ...ctx, actor: { ...ctx.actor, roles: [] } }
      await expect(createUser(nobody, userBody('sam'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(listUsers(nobody, queryOf())).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })

  it('lets somebody stand in their place from the first day on', async () => {
    await withProvider(async ({ ctx, db }) => {
      const boss = await newUser(ctx, 'boss')
      const other = await newUser(ctx, 'other')
      const { id } = await newUser(ctx, 'new', {
        [ENTERPRISE]: { manager: { value: boss.id } },
        [PERSON]: { level: 'Engineer', startedOn: '2027-01-04' },
      })
      await patchUser(ctx, { userId: id, ...ANY, body: managerPatch(other.id) })
      const lines = await db.reportingLine.findMany({ where: { personId: id } })
      expect(lines).toMatchObject([{ managerId: other.id, fromOn: new Date('2027-01-04') }])
      expect(await closureOf(db, id)).toEqual([other.id])
      await expect(
        patchUser(ctx, { userId: other.id, ...ANY, body: managerPatch(id) }),
      ).rejects.toMatchObject({ code: 'INVALID' })
    })
  })
})

describe('replaceUser', () => {
  it('writes what is said and keeps what is not', async () => {
    await withProvider(async ({ ctx }) => {
      const boss = await newUser(ctx, 'boss')
      const enterprise = { department: 'Payments', manager: { value: boss.id } }
      const { id } = await newUser(ctx, 'sam', { [ENTERPRISE]: enterprise })
      const body = userBody('sam', { displayName: 'Sam Lindqvist', userName: 'Sam.L@Example.org' })
      const after = await replaceUser(ctx, { userId: id, ...ANY, body })
      expect(after).toMatchObject({
        userName: 'sam.l@example.org',
        displayName: 'Sam Lindqvist',
        [ENTERPRISE]: { department: 'Payments', manager: { value: boss.id } },
      })
    })
  })

  it('leaves no trace when nothing changes', async () => {
    await withProvider(async ({ ctx, db }) => {
      const made = await newUser(ctx, 'sam')
      const before = await db.auditEvent.count()
      const again = await replaceUser(ctx, { userId: made.id, ...ANY, body: userBody('sam') })
      expect(again).toEqual(made)
      expect(await db.auditEvent.count()).toBe(before)
    })
  })

  it('refuses a version that is not that of now', async () => {
    await withProvider(async ({ ctx }) => {
      const { id, meta } = await newUser(ctx, 'sam')
      const body = userBody('sam', { displayName: 'Sam' })
      const { version } = (await replaceUser(ctx, { userId: id, ifMatch: meta.version, body })).meta
      const stale = { userId: id, ifMatch: meta.version, body: userBody('sam') }
      await expect(replaceUser(ctx, stale)).rejects.toMatchObject({ details: { status: 412 } })
      await expect(deleteUser(ctx, stale)).rejects.toMatchObject({ details: { status: 412 } })
      await replaceUser(ctx, { ...stale, ifMatch: version })
    })
  })

  it('gives nobody the address of another, and no HR partner another address', async () => {
    await withProvider(async ({ ctx, db }) => {
      const { id } = await newUser(ctx, 'sam')
      const rename = (userName: string) =>
        patchUser(ctx, {
          userId: id,
          ...ANY,
          body: patchOf({ op: 'replace', value: { userName } }),
        })
      await expect(rename('admin@example.org')).rejects.toMatchObject({ code: 'CONFLICT' })
      const { token } = await sessionOf(db, id)
      await rename('sam.l@example.org')
      expect(await getSignedIn(db, token)).toBeNull()
      await rename('sam.l@example.org')
      const told = { kind: 'account-changed', recipientId: id }
      expect(await db.outboxMessage.findMany({ where: told })).toMatchObject([
        { payload: { what: 'address', formerAddress: 'sam@example.org', path: '/account' } },
      ])
      await db.roleGrant.create({ data: { personId: id, role: 'HR_PARTNER' } })
      await expect(rename('mallory@example.org')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    })
  })
})

describe('deactivating', () => {
  it.each([
    ['Okta', patchOf({ op: 'replace', value: { active: false } })],
    ['Entra', patchOf({ op: 'Replace', path: 'active', value: 'False' })],
    ['JumpCloud', patchOf({ op: 'replace', path: 'active', value: false })],
  ])('C01 ends the sessions of whom %s deactivates', async (_, body) => {
    await withProvider(async ({ ctx, db }) => {
      const { id } = await newUser(ctx, 'sam')
      const { token } = await sessionOf(db, id)
      expect(await getSignedIn(db, token)).not.toBeNull()
      expect(await patchUser(ctx, { userId: id, ...ANY, body })).toMatchObject({ active: false })
      expect(await getSignedIn(db, token)).toBeNull()
      const back = patchOf({ op: 'Replace', path: 'active', value: 'True' })
      expect(await patchUser(ctx, { userId: id, ...ANY, body: back })).toMatchObject({
        active: true,
      })
      expect(await getSignedIn(db, token)).toBeNull()
    })
  })

  it('C01 ends the sessions of whom the provider deletes, keeps the person and lets them come back', async () => {
    await withProvider(async ({ ctx, db }) => {
      const { id } = await newUser(ctx, 'sam')
      const { token } = await sessionOf(db, id)
      await deleteUser(ctx, { userId: id, ...ANY })
      expect(await getSignedIn(db, token)).toBeNull()
      expect(await db.person.findUnique({ where: { id } })).toMatchObject({ isActive: false })
      await expect(getUser(ctx, { userId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(
        (await listUsers(ctx, queryOf({ filter: 'userName eq "sam@example.org"' }))).totalResults,
      ).toBe(0)
      await expect(deleteUser(ctx, { userId: id, ...ANY })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      expect(await newUser(ctx, 'sam', { externalId: 'another' })).toMatchObject({
        id,
        active: true,
      })
    })
  })

  it('keeps the only administrator', async () => {
    await withProvider(async ({ ctx, admin }) => {
      const { id } = admin.actor
      await expect(deleteUser(ctx, { userId: id, ...ANY })).rejects.toMatchObject({
        code: 'INVALID',
      })
      expect(await getUser(ctx, { userId: id })).toMatchObject({ active: true })
    })
  })
})

describe('managers', () => {
  it('end and begin today, and nobody gets above themselves', async () => {
    await withProvider(async ({ ctx, db }) => {
      const [ann, bob, carl] = [
        await newUser(ctx, 'ann'),
        await newUser(ctx, 'bob'),
        await newUser(ctx, 'carl'),
      ]
      const under = (userId: string, managerId: string | null) =>
        patchUser(ctx, { userId, ...ANY, body: managerPatch(managerId) })
      await under(bob.id, ann.id)
      await under(carl.id, bob.id)
      expect(await closureOf(db, carl.id)).toEqual([bob.id, ann.id])
      for (const [person, manager] of [
        [ann.id, carl.id],
        [ann.id, ann.id],
      ] as const) {
        await expect(under(person, manager)).rejects.toMatchObject({ code: 'INVALID' })
      }
      await under(bob.id, null)
      expect(await closureOf(db, carl.id)).toEqual([bob.id])
      expect((await getUser(ctx, { userId: bob.id }))[ENTERPRISE]).toBeUndefined()
    })
  })

  it('are at most twenty above anybody', async () => {
    await withProvider(async ({ ctx }) => {
      let above = (await newUser(ctx, 'p0')).id
      for (let n = 1; n <= 20; n += 1) {
        above = (await newUser(ctx, `p${n}`, { [ENTERPRISE]: { manager: { value: above } } })).id
      }
      const tooDeep = newUser(ctx, 'p21', { [ENTERPRISE]: { manager: { value: above } } })
      await expect(tooDeep).rejects.toMatchObject({ code: 'INVALID' })
    })
  })

  it('are found by their own id at the provider and by address', async () => {
    await withProvider(async ({ ctx, db }) => {
      const boss = await newUser(ctx, 'boss')
      const { id } = await newUser(ctx, 'sam', { [ENTERPRISE]: { manager: 'ext-boss' } })
      expect(await closureOf(db, id)).toEqual([boss.id])
      const other = await newUser(ctx, 'ann', {
        [ENTERPRISE]: { manager: { value: 'Boss@example.org' } },
      })
      expect(await closureOf(db, other.id)).toEqual([boss.id])
    })
  })
})

function managerPatch(managerId: string | null) {
  const path = `${ENTERPRISE}:manager`
  return managerId === null
    ? patchOf({ op: 'remove', path })
    : patchOf({ op: 'Replace', path, value: managerId })
}

async function sessionOf(db: Transaction, personId: string) {
  const visitor = { db, origin: { ip: 'test', agent: 'test' }, requestId: null }
  return openSession(visitor, { personId, action: 'signIn' })
}

async function closureOf(db: Transaction, personId: string): Promise<string[]> {
  const rows = await db.orgClosure.findMany({ where: { personId }, orderBy: { depth: 'asc' } })
  return rows.map(({ managerId }) => managerId)
}

async function actionsOn(db: Transaction, subjectId: string): Promise<string[]> {
  const rows = await db.auditEvent.findMany({ where: { subjectId }, select: { action: true } })
  return rows.map(({ action }) => action)
}
