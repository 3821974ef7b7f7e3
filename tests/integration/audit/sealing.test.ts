import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { recordAudit } from '@/lib/audit/commands'
import { FIRST_LINK, sealHash } from '@/lib/audit/sealing/canonical'
import { sealAudit, verifyAudit } from '@/lib/audit/sealing/commands'
import { SYSTEM_ACTOR } from '@/lib/context'
import { createDatabase, type Database, type Transaction } from '@/lib/db/client'
import { testDatabase, testDatabaseUrl } from '../../support/database'
import { contextOf, jobContextAt } from '../../support/organisation'

const folder = mkdtempSync(join(tmpdir(), 'rung-anchor-'))
const anchorFile = join(folder, 'deep', 'anchor.jsonl')
const NOON = new Date('2026-07-06T12:00:00Z')
let superuser: Database
let web: Database
let ids: string[]

beforeAll(async () => {
  const url = new URL(inject('testCluster').superuserUrl)
  url.pathname = new URL(await testDatabaseUrl()).pathname
  superuser = createDatabase({ url: url.toString(), role: 'tamperer', max: 1 })
  web = await testDatabase()
})

afterAll(() => superuser.$disconnect())

beforeEach(async () => {
  for (const action of ['first', 'zweite ä', 'third']) await record(action)
  await seal()
  await record('fourth')
  await record('fifth')
  await seal()
  const seals = await web.auditSeal.findMany({ orderBy: { sequence: 'desc' }, take: 5 })
  ids = seals.reverse().map(({ eventId }) => String(eventId))
})

async function record(action: string, db: Database | Transaction = web): Promise<void> {
  const capacity = action === 'fourth' ? 'hr_in' : null
  const event = { action, objectType: 'test', before: { action }, capacity }
  await recordAudit(contextOf(SYSTEM_ACTOR, db), event)
}

async function seal(): Promise<number> {
  return (await sealAudit(await jobContextAt(NOON), { anchorFile })).sealed
}

const anchorLines = () => readFileSync(anchorFile, 'utf8').trim().split('\n')

/** Does what only the server's superuser can, verifies, and takes it back. */
async function verdictAfter(tamper: (db: Transaction) => Promise<unknown>, file = anchorFile) {
  const undo = new Error('undo')
  let verdict: Awaited<ReturnType<typeof verifyAudit>> | undefined
  await superuser
    .$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`
      await tamper(tx)
      verdict = await verifyAudit(tx, { anchorFile: file })
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return verdict
}

test('a sealed log is sound, each run leaves one line in the anchor, and the check is on record', async () => {
  const lines = anchorLines().length
  expect(await verifyAudit(web, { anchorFile })).toMatchObject({ status: 'sound' })
  expect(await web.auditEvent.count({ where: { action: 'audit.verify', reason: 'sound' } })).toBe(1)
  expect(await seal()).toBe(1)
  expect(await seal()).toBe(0)
  expect(anchorLines()).toHaveLength(lines + 1)
})

test('a power that is taken away, or put where there was none, is named', async () => {
  const [first, , , fourth] = ids
  for (const [id, capacity] of [
    [fourth, null],
    [fourth, 'admin'],
    [first, 'hr_in'],
  ]) {
    const verdict = await verdictAfter(
      (db) =>
        db.$executeRaw`UPDATE audit_events SET capacity = ${capacity} WHERE id = ${Number(id)}`,
    )
    expect(verdict?.status).toBe('broken')
    expect(verdict?.lines[0]).toContain(`vent ${id} `)
  }
})

test('a changed event is named', async () => {
  const [, , third] = ids
  const verdict = await verdictAfter(
    (db) => db.$executeRaw`UPDATE audit_events SET reason = 'x' WHERE id = ${Number(third)}`,
  )
  expect(verdict?.status).toBe('broken')
  expect(verdict?.lines[0]).toMatch(new RegExp(`event ${third} .*changed, at some time after 20`))
})

test('a removed event is named', async () => {
  const [, second] = ids
  const verdict = await verdictAfter(
    (db) => db.$executeRaw`DELETE FROM audit_events WHERE id = ${Number(second)}`,
  )
  expect(verdict?.status).toBe('broken')
  expect(verdict?.lines[0]).toContain(`event ${second} `)
  expect(verdict?.lines[0]).toContain('is gone')
})

test.each([false, true])('an inserted event is named (sealed afterwards: %s)', async (isSealed) => {
  const verdict = await verdictAfter(async (db) => {
    await db.$executeRaw`INSERT INTO audit_events (id, at, action, object_type, decision)
      VALUES (-7, now() - interval '2 hours', 'forged', 'test', 'allow')`
    if (isSealed) {
      // The window that the job looks through begins after the first events of all.
      await db.$executeRaw`UPDATE audit_events SET id = 900000007 WHERE id = -7`
      await db.$executeRaw`SELECT seal_audit_events(10, 100)`
    }
  })
  expect(verdict?.status).toBe('broken')
  expect(verdict?.lines[0]).toContain(isSealed ? 'event 900000007' : 'event -7')
})

test('a tail that is cut, seals and all, is found by the anchor', async () => {
  const [, , , fourth, fifth] = ids
  const verdict = await verdictAfter(async (db) => {
    const last = [Number(fourth), Number(fifth)]
    await db.$executeRaw`DELETE FROM audit_seals WHERE event_id = ANY(${last}::bigint[])`
    await db.$executeRaw`DELETE FROM audit_events WHERE id = ANY(${last}::bigint[])`
  })
  expect(verdict?.status).toBe('broken')
  expect(verdict?.lines[0]).toContain('is gone')
})

test('a chain that was rewritten agrees with itself, and not with the anchor', async () => {
  const rewrite = async (db: Transaction) => {
    await db.$executeRaw`UPDATE audit_events SET reason = 'x' WHERE id = ${Number(ids[4])}`
    await db.$executeRaw`DELETE FROM audit_seals`
    await db.$executeRaw`SELECT seal_audit_events(100000, 100000)`
  }
  const verdict = await verdictAfter(rewrite)
  expect(verdict?.status).toBe('broken')
  expect(verdict?.lines[0]).toContain('rewritten')
  expect((await verdictAfter(rewrite, join(folder, 'none')))?.status).toBe('unknown')
})

test('a torn line of the anchor spoils neither the next one nor the verdict', async () => {
  const torn = join(folder, 'torn.jsonl')
  writeFileSync(torn, `${anchorLines()[0]}\n{"sequence":`)
  await record('sixth')
  await sealAudit(await jobContextAt(NOON), { anchorFile: torn })
  await sealAudit(await jobContextAt(NOON), { anchorFile })
  expect((await verifyAudit(web, { anchorFile: torn })).status).toBe('sound')
})

test('a transaction that commits after its neighbours were sealed takes a later place', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let hasBegun = () => {}
  const begun = new Promise<void>((resolve) => {
    hasBegun = resolve
  })
  const slow = web.$transaction(async (tx) => {
    await record('slow', tx)
    hasBegun()
    await held
  })
  await begun
  await record('quick')
  await seal()
  release()
  await slow
  expect(await seal()).toBe(1)
  const [last] = await web.$queryRaw<{ action: string }[]>`
    SELECT e.action FROM audit_seals s JOIN audit_events e ON e.id = s.event_id
    ORDER BY s.sequence DESC LIMIT 1`
  expect(last?.action).toBe('slow')
  expect((await verifyAudit(web, { anchorFile })).status).toBe('sound')
})

test('writers and two sealers at once leave every event sealed once and no gap', async () => {
  const writing = Array.from({ length: 60 }, (_, index) =>
    web.$transaction((tx) => record(`writer ${index}`, tx)),
  )
  const sealing = Array.from({ length: 6 }, () => seal())
  await Promise.all([...writing, ...sealing])
  await seal()
  const [counts] = await web.$queryRaw<{ events: number; seals: number; last: number }[]>`
    SELECT (SELECT count(*)::int FROM audit_events) AS events, count(*)::int AS seals,
      max(sequence)::int AS last FROM audit_seals`
  expect(counts?.seals).toBe(counts?.events)
  expect(counts?.last).toBe(counts?.seals)
  expect((await verifyAudit(web, { anchorFile })).status).toBe('sound')
})

test('nobody writes a seal but the job, and nobody empties the log', async () => {
  const forged = sealHash(1, FIRST_LINK, [])
  const write = (db: Database) => db.$executeRaw`
    INSERT INTO audit_seals VALUES (999999, 999999, ${forged}, ${forged}, now())`
  const job = await testDatabase('app_job')
  await expect(write(web)).rejects.toThrow(/permission denied/)
  await expect(write(job)).rejects.toThrow(/permission denied/)
  await expect(web.$executeRaw`SELECT seal_audit_events(1, 1)`).rejects.toThrow(/permission denied/)
  const owner = await testDatabase('owner')
  await expect(owner.$executeRaw`UPDATE audit_seals SET hash = hash`).rejects.toThrow(
    /never changed/,
  )
  await expect(owner.$executeRaw`DELETE FROM audit_seals`).rejects.toThrow(/never changed/)
  await expect(owner.$executeRaw`TRUNCATE audit_seals`).rejects.toThrow(/never changed/)
  await expect(owner.$executeRaw`TRUNCATE audit_events`).rejects.toThrow(/never changed/)
})
