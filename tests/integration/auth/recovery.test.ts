import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '@/lib/auth/commands'
import { hashPassword } from '@/lib/auth/passwords/hashing'
import { getSignedIn } from '@/lib/auth/queries'
import { choosePassword, requestPasswordReset } from '@/lib/auth/recovery/commands'
import { getPasswordReset } from '@/lib/auth/recovery/queries'
import { linkToken } from '@/lib/auth/token'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '@/tests/support/database'

const OLD = 'seven green bicycles'
const NEW = 'nine yellow umbrellas'
const GONE = { code: 'NOT_FOUND' }

let owner: Database
let known: string

beforeAll(async () => {
  owner = await testDatabase('owner')
  known = await hashPassword(OLD)
})

describe('requestPasswordReset', () => {
  test('mails a link that is good once and signs out everywhere else', async () => {
    const sam = await makePerson()
    const before = await signIn(await visitor(), { email: sam.email, password: OLD })
    await ask(sam.email)
    const { token } = await choosePassword(await visitor(), {
      token: await link(sam),
      password: NEW,
    })
    expect(await getSignedIn(owner, token)).toMatchObject({ actor: { id: sam.id } })
    expect(await getSignedIn(owner, before.token)).toBeNull()
    await expect(signIn(await visitor(), { email: sam.email, password: OLD })).rejects.toThrow()
    await signIn(await visitor(), { email: sam.email, password: NEW })
    expect(await mails(sam)).toEqual(['account-changed', 'password-reset'])
    expect(await actions(sam)).toEqual(['password.forgot allow'])
  })

  test('C13 answers alike and as late whoever is asked for', async () => {
    const here = await makePerson()
    const gone = await makePerson({ isActive: false })
    const invited = await makePerson({ hasPassword: false })
    const times: number[] = []
    const answers: unknown[] = []
    for (const email of [here.email, gone.email, invited.email, `${randomUUID()}@example.org`]) {
      const begun = performance.now()
      answers.push(await ask(email))
      times.push(performance.now() - begun)
    }
    expect(answers).toEqual([undefined, undefined, undefined, undefined])
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(40)
    expect(await mails(gone)).toEqual([])
    expect(await mails(invited)).toEqual([])
    expect(await actions(gone)).toEqual([])
  })

  test('C12 writes to one address three times an hour and hears one network twenty times', async () => {
    const sam = await makePerson()
    for (let n = 0; n < 5; n++) await ask(sam.email)
    expect(await mails(sam)).toEqual(['password-reset', 'password-reset', 'password-reset'])
    expect(await actions(sam)).toContain('password.forgot deny')
    const from = await visitor()
    const wishes = Array.from({ length: 25 }, () =>
      requestPasswordReset(from, { email: `${randomUUID()}@example.org` }),
    )
    const refused = (await Promise.allSettled(wishes)).filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThanOrEqual(1)
    const kept = () => owner.signInAttempt.count({ where: { purpose: 'RESET' } })
    const before = await kept()
    await expect(requestPasswordReset(from, { email: sam.email })).rejects.toMatchObject({
      code: 'LIMITED',
    })
    expect(await kept()).toBe(before)
    await signIn(from, { email: sam.email, password: OLD })
  })

  test.each([
    '"a@evil"@example.org',
    'a@example.org,b@evil.example',
    'a@example.org b@evil.example',
    'a@example.org\r\nBcc: b@evil.example',
    'a@example.org.',
    'straße@example.org',
    '<a@example.org>',
  ])('C17 refuses %j', async (email) => {
    await expect(ask(email)).rejects.toMatchObject({ code: 'INVALID' })
  })

  test('C17 takes a wide at-sign for what it is: one plain address', async () => {
    const sam = await makePerson()
    await ask(sam.email.replace('@', '＠'))
    expect(await mails(sam)).toEqual(['password-reset'])
  })
})

describe('choosePassword', () => {
  test('C14 a reset link works once', async () => {
    const sam = await makePerson()
    await ask(sam.email)
    const token = await link(sam)
    const tries = [1, 2, 3, 4].map(async () =>
      choosePassword(await visitor(), { token, password: NEW }),
    )
    const settled = await Promise.allSettled(tries)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(choosePassword(await visitor(), { token, password: OLD })).rejects.toMatchObject(
      GONE,
    )
  })

  test('C14 a reset link ends after 60 minutes, and when a newer one is sent', async () => {
    const sam = await makePerson()
    await ask(sam.email)
    const first = await link(sam)
    await ask(sam.email)
    expect(await getPasswordReset(owner, first)).toBeNull()
    const second = await link(sam)
    expect(await getPasswordReset(owner, second)).toMatchObject({ email: sam.email })
    const [row] = await owner.passwordReset.findMany({
      where: { personId: sam.id },
      orderBy: { requestedAt: 'desc' },
    })
    const minutes = ((row?.expiresAt.getTime() ?? 0) - (row?.requestedAt.getTime() ?? 0)) / 60_000
    expect(minutes).toBeCloseTo(60, 1)
    await owner.$executeRaw`UPDATE password_resets SET expires_at = now() - interval '1 second'
      WHERE person_id = ${sam.id}::uuid`
    for (const token of [first, second]) {
      await expect(choosePassword(await visitor(), { token, password: NEW })).rejects.toMatchObject(
        GONE,
      )
    }
  })

  test('C14 a reset link is no use to another person, and a strange one to nobody', async () => {
    const sam = await makePerson()
    const eve = await makePerson()
    await ask(sam.email)
    const token = await link(sam)
    await choosePassword(await visitor(), { token, password: NEW })
    await signIn(await visitor(), { email: eve.email, password: OLD })
    for (const strange of [
      { not: '' },
      undefined,
      '',
      'x'.repeat(43),
      ['a'],
      linkToken('invitation', sam.id),
    ]) {
      const answer = choosePassword(await visitor(), { token: strange, password: NEW })
      await expect(answer).rejects.toMatchObject({
        code: expect.stringMatching(/INVALID|NOT_FOUND/),
      })
    }
  })

  test('C14 a reset link is stored as a hash, and the outbox does not hold it', async () => {
    const sam = await makePerson()
    await ask(sam.email)
    const token = await link(sam)
    const rows = [
      await owner.passwordReset.findMany({ where: { personId: sam.id } }),
      await owner.outboxMessage.findMany({ where: { recipientId: sam.id } }),
    ]
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('C15 names the page by its path alone, so that no request can choose the host', async () => {
    const sam = await makePerson()
    await requestPasswordReset(await visitor(), { email: sam.email })
    const [message] = await owner.outboxMessage.findMany({ where: { recipientId: sam.id } })
    expect(message?.payload).toMatchObject({ path: '/password/' })
    expect(JSON.stringify(message?.payload)).not.toContain('//')
  })

  test('is refused to somebody who has left since, also when they come back', async () => {
    const sam = await makePerson()
    await ask(sam.email)
    const token = await link(sam)
    await owner.person.update({ where: { id: sam.id }, data: { isActive: false } })
    await expect(choosePassword(await visitor(), { token, password: NEW })).rejects.toMatchObject(
      GONE,
    )
  })

  test('is all or nothing: without its record there is no new password', async () => {
    const sam = await makePerson()
    await ask(sam.email)
    const token = await link(sam)
    const from = await visitor()
    // What the database cannot keep stops the last step, as the end of the process would.
    const cutOff = { ...from, origin: { ...from.origin, agent: '\0' } }
    await expect(choosePassword(cutOff, { token, password: NEW })).rejects.toThrow()
    await signIn(await visitor(), { email: sam.email, password: OLD })
    await choosePassword(await visitor(), { token, password: NEW })
    expect(
      await owner.auditEvent.count({ where: { actorId: sam.id, action: 'password.reset' } }),
    ).toBe(1)
  })

  test('is refused for a common password, and the link stays good', async () => {
    const sam = await makePerson()
    await ask(sam.email)
    const token = await link(sam)
    const common = choosePassword(await visitor(), { token, password: 'Password-2026' })
    await expect(common).rejects.toMatchObject({ code: 'INVALID' })
    await choosePassword(await visitor(), { token, password: NEW })
  })
})

type Person = { id: string; email: string }

async function makePerson({ isActive = true, hasPassword = true } = {}): Promise<Person> {
  const email = `${randomUUID()}@example.org`
  const account = hasPassword ? { account: { create: { passwordHash: known } } } : {}
  const { id } = await owner.person.create({ data: { email, name: 'Sam', isActive, ...account } })
  return { id, email }
}

async function ask(email: string): Promise<void> {
  return requestPasswordReset(await visitor(), { email })
}

/** The token as the worker derives it when it sends the newest mail. */
async function link({ id }: Person): Promise<string> {
  const [message] = await owner.outboxMessage.findMany({
    where: { recipientId: id, kind: 'password-reset' },
    orderBy: { id: 'desc' },
  })
  const payload = message?.payload as { link?: { id?: string } } | undefined
  return linkToken('password', payload?.link?.id ?? '')
}

async function mails({ id }: Person): Promise<string[]> {
  const rows = await owner.outboxMessage.findMany({ where: { recipientId: id } })
  return rows.map(({ kind }) => kind).sort()
}

async function actions({ id }: Person): Promise<string[]> {
  const rows = await owner.auditEvent.findMany({
    where: { subjectId: id, action: 'password.forgot' },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ action, decision }) => `${action} ${decision}`)
}

let networks = 0

async function visitor() {
  networks++
  return {
    db: await testDatabase('app_web'),
    origin: { ip: `10.${100 + (process.pid % 100)}.${networks}.7`, agent: 'test' },
    requestId: null,
  }
}
