import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { acceptInvitation, signIn } from '@/lib/auth/commands'
import { hashPassword } from '@/lib/auth/passwords/hashing'
import { getSignedIn } from '@/lib/auth/queries'
import { hashToken, newToken } from '@/lib/auth/token'
import { testDatabase } from '@/tests/support/database'

const PASSWORD = 'seven green bicycles'

describe('signIn', () => {
  test('says the same of a wrong password, an unknown person and one who has left', async () => {
    const here = await makePerson()
    const gone = await makePerson({ isActive: false })
    const answers = []
    for (const [email, password] of [
      [here.email, 'not the password'],
      [`nobody-${randomUUID()}@example.org`, PASSWORD],
      [gone.email, PASSWORD],
    ]) {
      answers.push(await refusalOf(signIn(await visitor(), { email, password })))
    }
    expect(answers[0]).toMatchObject({ code: 'INVALID' })
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1)
  })

  test('lets a burst of guesses try no more passwords than guesses one by one', async () => {
    const { email } = await makePerson()
    const from = await visitor()
    const guesses = Array.from({ length: 20 }, (_, n) =>
      refusalOf(signIn(from, { email, password: `guess number ${n}` })),
    )
    const tried = (await Promise.all(guesses)).filter(({ code }) => code === 'INVALID')
    expect(tried.length).toBeGreaterThan(0)
    expect(tried.length).toBeLessThanOrEqual(5)
  })

  test('does not hold it against a network when the server is merely busy', async () => {
    const db = await testDatabase('owner')
    const people = await Promise.all(Array.from({ length: 30 }, () => makePerson()))
    const from = await visitor()
    const results = await Promise.allSettled(
      people.map(({ email }) => signIn(from, { email, password: PASSWORD })),
    )
    const busy = results.filter(({ status }) => status === 'rejected')
    expect(busy.length).toBeGreaterThan(0)
    const network = from.origin.ip.split('.').slice(0, 3).join('.')
    expect(await db.signInAttempt.count({ where: { network, succeeded: false } })).toBe(0)
  })

  test('ends the session that the browser brought along', async () => {
    const { email } = await makePerson()
    const first = await signIn(await visitor(), { email, password: PASSWORD })
    const db = await testDatabase('app_web')
    expect(await getSignedIn(db, first.token)).not.toBeNull()
    const from = { ...(await visitor()), formerToken: first.token }
    const second = await signIn(from, { email, password: PASSWORD })
    expect(await getSignedIn(db, first.token)).toBeNull()
    expect(await getSignedIn(db, second.token)).not.toBeNull()
  })

  test('keeps a record of a refusal, without the address that was typed', async () => {
    const { id, email } = await makePerson()
    await refusalOf(signIn(await visitor(), { email, password: 'not the password' }))
    const db = await testDatabase('owner')
    const rows = await db.auditEvent.findMany({ where: { subjectId: id, decision: 'deny' } })
    expect(rows).toMatchObject([{ action: 'signIn', actorId: null, reason: 'INVALID' }])
    expect(
      JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? null : value)),
    ).not.toContain(email)
  })
})

describe('acceptInvitation', () => {
  test('is refused to somebody who was deactivated, and sets no password', async () => {
    const { id } = await makePerson({ isActive: false, password: null })
    const token = await makeInvitation(id)
    const answer = await refusalOf(acceptInvitation(await visitor(), { token, password: PASSWORD }))
    expect(answer).toMatchObject({ code: 'NOT_FOUND' })
    const db = await testDatabase('owner')
    expect(await db.account.count({ where: { personId: id } })).toBe(0)
  })

  test.each([
    ['a token that nobody was given', newToken()],
    ['an object', { not: '' }],
    ['nothing', undefined],
  ])('is refused with %s', async (_, token) => {
    const answer = await refusalOf(acceptInvitation(await visitor(), { token, password: PASSWORD }))
    expect(['NOT_FOUND', 'INVALID']).toContain(answer.code)
  })
})

async function makePerson({
  isActive = true,
  password = PASSWORD as string | null,
} = {}): Promise<{ id: string; email: string }> {
  const db = await testDatabase('owner')
  const email = `${randomUUID()}@example.org`
  known ??= hashPassword(PASSWORD)
  const account = password === null ? {} : { account: { create: { passwordHash: await known } } }
  const { id } = await db.person.create({ data: { email, name: 'Sam', isActive, ...account } })
  return { id, email }
}

let known: Promise<string> | undefined

async function makeInvitation(personId: string): Promise<string> {
  const db = await testDatabase('owner')
  const token = newToken()
  const expiresAt = new Date(Date.now() + 86_400_000)
  await db.invitation.create({
    data: { id: hashToken(token), personId, createdById: personId, expiresAt },
  })
  return token
}

let networks = 0

/** Each from a network of its own, so that one test's failures do not slow another down. */
async function visitor() {
  networks++
  return {
    db: await testDatabase('app_web'),
    origin: { ip: `10.${process.pid % 250}.${networks}.7`, agent: 'test' },
    requestId: null,
  }
}

async function refusalOf(
  work: Promise<unknown>,
): Promise<{ code: unknown; message: string; fields: unknown }> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return {
      code: error.code,
      message: error.message,
      fields: 'fields' in error ? error.fields : null,
    }
  }
  throw new Error('It was not refused.')
}
