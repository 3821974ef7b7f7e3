import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '@/lib/auth/commands'
import { changePassword } from '@/lib/auth/passwords/commands'
import { hashPassword } from '@/lib/auth/passwords/hashing'
import { getSignedIn } from '@/lib/auth/queries'
import {
  revokeOtherSessions,
  revokeOwnSession,
  signOut,
  touchSession,
} from '@/lib/auth/sessions/commands'
import { listOpenSessions } from '@/lib/auth/sessions/queries'
import { confirmPassword } from '@/lib/auth/step-up/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import { hashToken } from '@/lib/auth/token'
import type { Context } from '@/lib/context'
import type { Database } from '@/lib/db/client'
import { getOwnAccount } from '@/lib/people/accounts/queries'
import { deactivatePerson, endSessionsOf } from '@/lib/people/commands'
import { testDatabase } from '@/tests/support/database'
import { actor } from '@/tests/support/organisation'

const PASSWORD = 'seven green bicycles'
const NEW = 'nine yellow umbrellas'

let owner: Database
let web: Database
let known: string

beforeAll(async () => {
  owner = await testDatabase('owner')
  web = await testDatabase('app_web')
  known = await hashPassword(PASSWORD)
})

describe('a session', () => {
  test('C03 is over when its owner signs out, whoever replays the cookie', async () => {
    const { token, ctx } = await signedIn(await makePerson())
    await signOut(ctx)
    expect(await getSignedIn(web, token)).toBeNull()
  })

  test('C01 is over on the next request after its owner was deactivated', async () => {
    const sam = await makePerson()
    const { token } = await signedIn(sam)
    await deactivatePerson(await asRole('ADMIN'), { personId: sam.id })
    expect(await getSignedIn(web, token)).toBeNull()
    await owner.$executeRaw`UPDATE people SET is_active = true WHERE id = ${sam.id}::uuid`
    expect(await getSignedIn(web, token)).toBeNull()
  })

  test('C02 has the roles and scopes of now, not those of when it began', async () => {
    const sam = await makePerson()
    const { token } = await signedIn(sam)
    const team = await owner.team.create({ data: { name: `Team ${randomUUID()}` } })
    const rolesNow = async () => (await getSignedIn(web, token))?.actor.roles
    expect(await rolesNow()).toEqual([])
    const grant = await owner.roleGrant.create({ data: { personId: sam.id, role: 'HR_PARTNER' } })
    expect(await rolesNow()).toEqual([{ role: 'HR_PARTNER', scopeTeamId: null }])
    await owner.roleGrant.update({ where: { id: grant.id }, data: { scopeTeamId: team.id } })
    expect(await rolesNow()).toEqual([{ role: 'HR_PARTNER', scopeTeamId: team.id }])
    await owner.$executeRaw`UPDATE role_grants SET valid_to = now() WHERE id = ${grant.id}::uuid`
    expect(await rolesNow()).toEqual([])
  })

  test('C11 ends unused after an hour and whatever happens after twelve, by the clock of the database', async () => {
    const { token, id } = await signedIn(await makePerson())
    // A hundredth of a second more, for instants are kept to the nearest millisecond.
    const seenAgo = (minutes: number) => owner.$executeRaw`
      UPDATE sessions SET last_seen_at = now() - make_interval(mins => ${minutes}::int, secs => 0.01) WHERE id = ${id}`
    const begunAgo = (minutes: number) => owner.$executeRaw`
      UPDATE sessions SET created_at = now() - make_interval(mins => ${minutes}::int, secs => 0.01) WHERE id = ${id}`
    await seenAgo(59)
    expect(await getSignedIn(web, token)).toMatchObject({ isSeenStale: true })
    await touchSession(web, id)
    expect(await getSignedIn(web, token)).toMatchObject({ isSeenStale: false })
    await seenAgo(60)
    expect(await getSignedIn(web, token)).toBeNull()
    await seenAgo(0)
    await begunAgo(12 * 60 - 1)
    expect(await getSignedIn(web, token)).not.toBeNull()
    await begunAgo(12 * 60)
    expect(await getSignedIn(web, token)).toBeNull()
  })

  test('C07 has a name of its own: what a browser brought along opens nothing afterwards', async () => {
    const sam = await makePerson()
    const planted = 'x'.repeat(43)
    const from = { ...(await visitor()), formerToken: planted }
    const { token } = await signIn(from, { email: sam.email, password: PASSWORD })
    expect(token).not.toBe(planted)
    expect(await getSignedIn(web, planted)).toBeNull()
  })

  test('C05 is not opened by a cookie that nobody was given', async () => {
    for (const forged of ['', 'eyJhbGciOiJub25lIn0.eyJzaWQiOiIxIn0.', '\0', 'ü'.repeat(9_000)]) {
      expect(await getSignedIn(web, forged)).toBeNull()
    }
  })
})

describe('the list of sessions', () => {
  test('C10 shows ten, and one that is revoked is the only one to end', async () => {
    const sam = await makePerson()
    const sessions = []
    for (let n = 0; n < 10; n++) sessions.push(await signedIn(sam))
    const [here, other, ...rest] = sessions
    if (!here || !other) throw new Error('There are no sessions.')
    expect(await listOpenSessions(here.ctx, sam.id)).toHaveLength(10)
    await revokeOwnSession(here.ctx, { sessionId: other.id })
    expect(await getSignedIn(web, other.token)).toBeNull()
    for (const { token } of [here, ...rest]) expect(await getSignedIn(web, token)).not.toBeNull()
    const left = await listOpenSessions(here.ctx, sam.id)
    expect(left.map(({ id }) => id)).not.toContain(other.id)
    expect(left.filter(({ isThis }) => isThis)).toMatchObject([
      { id: here.id, device: 'Firefox on Linux' },
    ])
    const again = revokeOwnSession(here.ctx, { sessionId: other.id })
    await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await revokeOtherSessions(here.ctx)).toEqual({ ended: 8 })
    expect(await listOpenSessions(here.ctx, sam.id)).toHaveLength(1)
  })

  test('gives nobody a hand on the session of somebody else, or on their own by mistake', async () => {
    const sam = await signedIn(await makePerson())
    const eve = await signedIn(await makePerson())
    for (const [sessionId, code] of [
      [sam.id, 'NOT_FOUND'],
      [eve.id, 'INVALID'],
      [{ not: '' }, 'INVALID'],
      [undefined, 'INVALID'],
    ]) {
      await expect(revokeOwnSession(eve.ctx, { sessionId })).rejects.toMatchObject({ code })
    }
    expect(await getSignedIn(web, sam.token)).not.toBeNull()
  })

  test('lets administrators and HR partners end those of others, who are told', async () => {
    const sam = await makePerson()
    const first = await signedIn(sam)
    const second = await signedIn(sam)
    const admin = await asRole('ADMIN')
    const input = { personId: sam.id, sessionId: first.id }
    await expect(endSessionsOf(second.ctx, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await endSessionsOf(admin, input)).toEqual({ ended: 1 })
    expect(await getSignedIn(web, second.token)).not.toBeNull()
    await expect(endSessionsOf(admin, input)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await endSessionsOf(await asRole('HR_PARTNER'), { personId: sam.id })).toEqual({
      ended: 1,
    })
    const own = endSessionsOf(admin, { personId: admin.actor.id })
    await expect(own).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await owner.outboxMessage.count({ where: { recipientId: sam.id } })).toBe(2)
  })
})

describe('changePassword', () => {
  test('C04 ends all other sessions and gives this one a new cookie', async () => {
    const sam = await makePerson()
    const here = await signedIn(sam)
    const other = await signedIn(sam)
    const { token } = await changePassword(
      { ctx: here.ctx, origin: (await visitor()).origin },
      { current: PASSWORD, password: NEW },
    )
    expect(await getSignedIn(web, token)).toMatchObject({ actor: { id: sam.id } })
    for (const old of [here, other]) expect(await getSignedIn(web, old.token)).toBeNull()
    await signIn(await visitor(), { email: sam.email, password: NEW })
    expect(await getOwnAccount(here.ctx)).toMatchObject({ passwordChangedAt: expect.any(Date) })
  })

  test('is refused without the old password, counts as a try, and changes nothing', async () => {
    const sam = await makePerson()
    const { ctx, token } = await signedIn(sam)
    const { origin } = await visitor()
    for (const [current, password, code] of [
      ['not the password', NEW, 'INVALID'],
      [PASSWORD, 'Password-2026', 'INVALID'],
      [PASSWORD, 'short', 'INVALID'],
      [undefined, NEW, 'INVALID'],
    ]) {
      const answer = changePassword({ ctx, origin }, { current, password })
      await expect(answer).rejects.toMatchObject({ code })
    }
    expect(await getSignedIn(web, token)).not.toBeNull()
    const denied = { subjectId: sam.id, action: 'password.change', decision: 'deny' }
    expect(await owner.auditEvent.count({ where: denied })).toBe(1)
    const failed = { accountKey: { contains: sam.id }, succeeded: false }
    expect(await owner.signInAttempt.count({ where: failed })).toBe(1)
  })

  test('says that there is none to somebody without one', async () => {
    const sam = await makePerson()
    const { ctx } = await signedIn(sam)
    await owner.account.delete({ where: { personId: sam.id } })
    const { origin } = await visitor()
    const answer = changePassword({ ctx, origin }, { current: PASSWORD, password: NEW })
    await expect(answer).rejects.toMatchObject({ code: 'INVALID' })
  })
})

describe('step-up', () => {
  test('C23 is asked more than ten minutes after the password, and given by it under a new cookie', async () => {
    const { ctx, token, id } = await signedIn(await makePerson())
    expect(() => assertSteppedUp(ctx.actor)).not.toThrow()
    await owner.$executeRaw`UPDATE sessions SET auth_at = now() - interval '11 minutes' WHERE id = ${id}`
    const later = await contextOfToken(token)
    expect(() => assertSteppedUp(later.actor)).toThrow('Confirm that it is you')
    const { origin } = await visitor()
    const wrong = confirmPassword({ ctx: later, origin }, { password: 'not the password' })
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID' })
    const renewed = await confirmPassword({ ctx: later, origin }, { password: PASSWORD })
    expect(await getSignedIn(web, token)).toBeNull()
    const now = await contextOfToken(renewed.token)
    expect(() => assertSteppedUp(now.actor)).not.toThrow()
  })

  test('C12 is not kept from its owner by guesses at the sign-in page, nor free of a limit', async () => {
    const sam = await makePerson()
    const { ctx } = await signedIn(sam)
    for (let n = 0; n < 6; n++) {
      await signIn(await visitor(), { email: sam.email, password: `guess ${n}` }).catch(() => null)
    }
    const confirm = async (password: string) =>
      confirmPassword({ ctx, origin: (await visitor()).origin }, { password })
    for (let n = 0; n < 5; n++) {
      await expect(confirm(`guess ${n}`)).rejects.toMatchObject({ code: 'INVALID' })
    }
    await expect(confirm(PASSWORD)).rejects.toMatchObject({ code: 'LIMITED' })
    await owner.$executeRaw`UPDATE sign_in_attempts SET at = at - interval '3 seconds'
      WHERE account_key LIKE ${`%${sam.id}`}`
    await confirm(PASSWORD)
  })

  test('C07 gives a new name to the session and keeps its beginning', async () => {
    const { ctx, id } = await signedIn(await makePerson())
    await owner.$executeRaw`UPDATE sessions SET created_at = now() - interval '11 hours' WHERE id = ${id}`
    const { origin } = await visitor()
    const { token } = await confirmPassword({ ctx, origin }, { password: PASSWORD })
    const [old, renewed] = await Promise.all(
      [id, hashToken(token)].map((name) =>
        owner.session.findUniqueOrThrow({ where: { id: name } }),
      ),
    )
    expect(renewed?.createdAt).toEqual(old?.createdAt)
    expect(renewed?.id).not.toBe(id)
    const again = confirmPassword({ ctx, origin }, { password: PASSWORD })
    await expect(again).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})

type Person = { id: string; email: string }

async function makePerson(): Promise<Person> {
  const email = `${randomUUID()}@example.org`
  const { id } = await owner.person.create({
    data: { email, name: 'Sam', account: { create: { passwordHash: known } } },
  })
  return { id, email }
}

async function signedIn({ email }: Person): Promise<{ token: string; id: string; ctx: Context }> {
  const { token } = await signIn(await visitor(), { email, password: PASSWORD })
  return { token, id: hashToken(token), ctx: await contextOfToken(token) }
}

async function contextOfToken(token: string): Promise<Context> {
  const found = await getSignedIn(web, token)
  if (!found) throw new Error('Nobody is signed in.')
  return { actor: found.actor, db: web, now: found.now, requestId: null }
}

async function asRole(role: 'ADMIN' | 'HR_PARTNER'): Promise<Context> {
  const { id } = await makePerson()
  await owner.roleGrant.create({ data: { personId: id, role } })
  return { actor: actor(id, [role]), db: web, now: new Date(), requestId: null }
}

let networks = 0

async function visitor() {
  networks++
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
  return {
    db: web,
    origin: { ip: `10.${(process.pid % 100) + 20}.${networks % 250}.7`, agent },
    requestId: null,
  }
}
