import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { acceptInvitation, signIn } from '@/lib/auth/commands'
import { hashPassword } from '@/lib/auth/passwords/hashing'
import { getSignedIn } from '@/lib/auth/queries'
import { hashToken, newToken } from '@/lib/auth/token'
import { testDatabase } from '@/tests/support/database'

const PASSWORD = 'seven green bicycles'

describe('signIn', () => {
  test('C13 says the same of a wrong password, an unknown person and one who has left', async () => {
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

  test('C12 lets a burst of guesses try no more passwords than guesses one by one', async () => {
    const { email } = await makePerson()
    const from = await visitor()
    const guesses = Array.from({ length: 20 }, (_, n) =>
      refusalOf(signIn(from, { email, password: `guess number ${n}` })),
    )
    const tried = (await Promise.all(guesses)).filter(({ code }) => code === 'INVALID')
    expect(tried.length).toBeGreaterThan(0)
    expect(tried.length).toBeLessThanOrEqual(5)
  })

  test('C13 takes as long for an unknown person as for a wrong password', async () => {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    for (let n = 0; n < 12; n++) {
      const { email } = await makePerson()
      for (const [who, typed] of [
        ['known', email],
        ['unknown', `${randomUUID()}@example.org`],
      ] as const) {
        const from = await visitor()
        const begun = performance.now()
        await refusalOf(signIn(from, { email: typed, password: 'not the password' }))
        times[who].push(performance.now() - begun)
      }
    }
    const [known, unknown] = [medianOf(times.known), medianOf(times.unknown)]
    // The hash takes most of it; without the one for nobody an unknown person would take a tenth.
    expect(unknown / known).toBeGreaterThan(0.5)
    expect(unknown / known).toBeLessThan(2)
  })

  test('C12 slows one account down wherever the guesses come from, and locks nobody out', async () => {
    const { id, email } = await makePerson()
    const codes: unknown[] = []
    for (let n = 0; n < 8; n++) {
      const guess = signIn(await visitor(), { email, password: `guess number ${n}` })
      codes.push((await refusalOf(guess)).code)
    }
    expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'INVALID'))
    expect(codes.slice(5)).toEqual(['LIMITED', 'LIMITED', 'LIMITED'])
    const db = await testDatabase('owner')
    const denied = await db.auditEvent.count({ where: { subjectId: id, reason: 'LIMITED' } })
    expect(denied).toBe(3)
    // The wait is over: whoever knows the password gets in, and the count begins anew.
    await db.$executeRaw`UPDATE sign_in_attempts SET at = at - interval '2 seconds' WHERE account_key = ${email}`
    await signIn(await visitor(), { email, password: PASSWORD })
    const next = await refusalOf(signIn(await visitor(), { email, password: 'not the password' }))
    expect(next.code).toBe('INVALID')
  })

  test('C12 slows one network down on however many accounts', async () => {
    const from = await visitor()
    const db = await testDatabase('owner')
    const network = from.origin.ip.split('.').slice(0, 3).join('.')
    await db.signInAttempt.createMany({
      data: Array.from({ length: 60 }, (_, n) => ({
        ...{ accountKey: `guessed-${n}@example.org`, network, succeeded: false },
      })),
    })
    const { email } = await makePerson()
    const here = await refusalOf(signIn(from, { email, password: PASSWORD }))
    expect(here.code).toBe('LIMITED')
    await signIn(await visitor(), { email, password: PASSWORD })
  })

  test('C22 hashes two at a time and refuses soon whom it cannot take', async () => {
    const people = await Promise.all(Array.from({ length: 200 }, () => makePerson()))
    const visitors = await Promise.all(people.map(() => visitor()))
    const begun = performance.now()
    const results = await Promise.allSettled(
      people.map(async ({ email }, n) => {
        const from = visitors[n]
        if (!from) throw new Error('There is no visitor.')
        try {
          return await signIn(from, { email, password: PASSWORD })
        } catch (error) {
          expect(error).toMatchObject({ code: 'LIMITED' })
          expect(performance.now() - begun).toBeLessThan(5_000)
          throw error
        }
      }),
    )
    const letIn = results.filter(({ status }) => status === 'fulfilled').length
    expect(letIn).toBeGreaterThanOrEqual(20)
    expect(letIn).toBeLessThan(200)
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

  test('C07 ends the session that the browser brought along', async () => {
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

  test('C12 fills the record with no more than 200 tries in a quarter of an hour that came too often', async () => {
    const { id, email } = await makePerson()
    const db = await testDatabase('owner')
    await db.$executeRaw`INSERT INTO audit_events (action, object_type, decision, reason)
      SELECT 'signIn', 'session', 'deny', 'LIMITED' FROM generate_series(1, 200)`
    const codes: unknown[] = []
    for (let n = 0; n < 6; n++) {
      codes.push((await refusalOf(signIn(await visitor(), { email, password: 'a guess' }))).code)
    }
    expect(codes.slice(4)).toEqual(['INVALID', 'LIMITED'])
    const denied = await db.auditEvent.findMany({ where: { subjectId: id, decision: 'deny' } })
    expect(denied.map(({ reason }) => reason)).toEqual(Array.from({ length: 5 }, () => 'INVALID'))
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

  test('is all or nothing: without its record there is no password', async () => {
    const { id, email } = await makePerson({ password: null })
    const token = await makeInvitation(id)
    const from = await visitor()
    const cutOff = { ...from, origin: { ...from.origin, agent: '\0' } }
    await expect(acceptInvitation(cutOff, { token, password: PASSWORD })).rejects.toThrow()
    const db = await testDatabase('owner')
    expect(await db.account.count({ where: { personId: id } })).toBe(0)
    await acceptInvitation(await visitor(), { token, password: PASSWORD })
    await signIn(await visitor(), { email, password: PASSWORD })
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

function medianOf(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

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
