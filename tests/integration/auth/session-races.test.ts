import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { signIn } from '@/lib/auth/commands'
import { hashPassword } from '@/lib/auth/passwords/hashing'
import { getSignedIn } from '@/lib/auth/queries'
import { choosePassword, requestPasswordReset } from '@/lib/auth/recovery/commands'
import { endSessions, renewSession } from '@/lib/auth/sessions/commands'
import { linkToken } from '@/lib/auth/token'
import type { Context } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { testDatabase } from '@/tests/support/database'

const OLD = 'seven green bicycles'
const NEW = 'nine yellow umbrellas'

let web: Database
let known: string

beforeAll(async () => {
  web = await testDatabase('app_web')
  known = await hashPassword(OLD)
})

test('C14 a sign-in by the old password that is under way when a new one is chosen opens nothing', async () => {
  const { id, email } = await makePerson()
  const token = await resetLink({ id, email })
  const { entered } = await held(
    (tx) => tx.$executeRaw`
      SELECT pg_advisory_xact_lock(hashtextextended(${`rung sign-in ${email}`}, 0))`,
    async () => {
      const begun = settled(signIn(visitor(), { email, password: OLD }))
      await someoneWaits()
      await choosePassword(visitor(), { token, password: NEW })
      return { entered: begun }
    },
  )
  expect(await entered).toMatchObject({ code: 'INVALID' })
  expect(await openSessions(id)).toBe(1)
})

test('C04 a session that gets a new cookie at that moment ends with the others', async () => {
  const { id, email } = await makePerson()
  const { token } = await signIn(visitor(), { email, password: OLD })
  const ctx = await contextOf(token)
  const { ended } = await held(
    (tx) => renewSession({ ...ctx, db: tx }),
    async () => {
      const ending = web.$transaction((tx) => endSessions({ ...ctx, db: tx }, { personId: id }))
      await someoneWaits()
      return { ended: ending }
    },
  )
  expect(await ended).toBe(1)
  expect(await openSessions(id)).toBe(0)
})

type Person = { id: string; email: string }

async function makePerson(): Promise<Person> {
  const email = `${randomUUID()}@example.org`
  const { id } = await web.person.create({
    data: { email, name: 'Sam', account: { create: { passwordHash: known } } },
  })
  return { id, email }
}

async function resetLink({ id, email }: Person): Promise<string> {
  await requestPasswordReset(visitor(), { email })
  const { id: linkId } = await web.passwordReset.findFirstOrThrow({ where: { personId: id } })
  return linkToken('password', linkId)
}

/** Does something in a transaction that stays open until the work beside it has returned. */
async function held<T>(hold: (tx: Transaction) => Promise<unknown>, beside: () => Promise<T>) {
  return web.$transaction(async (tx) => {
    await hold(tx)
    return beside()
  })
}

async function someoneWaits(): Promise<void> {
  for (let n = 0; n < 200; n++) {
    const [row] = await web.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`
    if (row && row.waiting > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('Nobody waits.')
}

async function settled(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error)
}

async function contextOf(token: string): Promise<Context> {
  const found = await getSignedIn(web, token)
  if (!found) throw new Error('Nobody is signed in.')
  return { actor: found.actor, db: web, now: found.now, requestId: null }
}

async function openSessions(personId: string): Promise<number> {
  return web.session.count({ where: { personId, revokedAt: null } })
}

function visitor() {
  return { db: web, origin: { ip: `10.9.${process.pid % 250}.7`, agent: 'test' }, requestId: null }
}
