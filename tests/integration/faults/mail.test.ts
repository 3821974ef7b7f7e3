import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createCycle } from '@/lib/cycles/commands'
import type { Database } from '@/lib/db/client'
import { enqueueJob } from '@/lib/jobs/queue'
import { deliverMessages, queueMessage } from '@/lib/notifications/commands'
import { openTransport } from '@/lib/notifications/transport'
import { MailSink } from '../../faults/harness/mail-sink'
import { noteTally } from '../../faults/harness/tally'
import { runsOr } from '../../faults/harness/timing'
import { testDatabase, testDatabaseUrl } from '../../support/database'
import {
  contextOf,
  jobContextAt,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from '../cycles/settings'

const ORIGIN = 'https://rung.example.org'
const HOUR = 3_600_000

let web: Database
let organisation: TestOrganisation
let cycleId: string
let sink: MailSink
const workers: ChildProcess[] = []

beforeAll(async () => {
  web = await testDatabase()
  organisation = await makeOrganisation(8)
  ;({ cycleId } = await createCycle(
    contextOf(organisation.admin, web),
    settingsFor(organisation, { name: 'Mail that fails' }),
  ))
})

beforeEach(async () => {
  await web.outboxMessage.deleteMany()
  sink = await MailSink.on()
})

afterEach(async () => {
  for (const worker of workers.splice(0)) await killed(worker)
  await sink.stop()
})

it('F15 a worker killed between the mail and its commit sends it again as the same mail', async () => {
  const runs = runsOr(1)
  for (let turn = 0; turn < runs; turn++) {
    await web.outboxMessage.deleteMany()
    sink.received.length = 0
    await ask([person(3)], turn)
    const [row] = await rows()
    const first = await startWorker()
    const letGo = await killedWhenHandedOver(first, row?.id ?? '')
    await deliverSoon()
    await letGo()
    expect(sink.messageIds).toEqual([`${row?.id}@rung.example.org`])
    expect(await rows()).toMatchObject([{ id: row?.id, state: 'SENDING' }])
    await web.outboxMessage.updateMany({ data: { nextTryAt: new Date(0) } })
    const second = await startWorker()
    await deliverSoon()
    await expect.poll(async () => (await rows())[0]?.state, { timeout: 15_000 }).toBe('SENT')
    await killed(second)
    expect(sink.received).toHaveLength(2)
    expect(new Set(sink.messageIds).size).toBe(1)
  }
  noteTally('F15', { runs, acknowledged: runs, unknown: runs, lost: 0, doubled: 0 })
}, 120_000)

it('F16 a mail server that is away for hours stops nobody, and there is no storm when it is back', async () => {
  const transport = openTransport(sink.url, ORIGIN)
  const deliver = async () => deliverMessages(await jobContextAt(), { transport, origin: ORIGIN })
  const { port } = new URL(sink.url)
  await sink.stop()
  for (let minute = 0; minute < 120; minute += 10) {
    await ask([person(3), person(4)], 0, minute)
    expect((await deliver()).sent).toBe(0)
    await web.outboxMessage.updateMany({ data: { nextTryAt: new Date(0) } })
  }
  sink = await MailSink.on(Number(port))
  for (const manner of ['defer', 'slow'] as const) {
    sink.manner = manner
    await deliver()
    await web.outboxMessage.updateMany({
      where: { state: 'QUEUED' },
      data: { nextTryAt: new Date(0) },
    })
  }
  await deliver()
  transport.close()
  expect((await rows()).map(({ state }) => state)).toEqual(['SENT', 'SENT', 'SENT', 'SENT'])
  expect(sink.received).toHaveLength(4)
  expect(new Set(sink.messageIds).size).toBe(4)
  noteTally('F16', { runs: 1, acknowledged: 4, unknown: 0, lost: 0, doubled: 0 })
})

it('F16 a worker whose clock is days ahead gives up nothing before its day is over', async () => {
  const transport = openTransport(sink.url, ORIGIN)
  await ask([person(3)], 0)
  sink.manner = 'defer'
  const ctx = await jobContextAt()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 48 * HOUR })
  await deliverMessages(ctx, { transport, origin: ORIGIN }).finally(() => vi.useRealTimers())
  transport.close()
  const [row] = await rows()
  expect(row).toMatchObject({ state: 'QUEUED', attempts: 1 })
  expect(row?.nextTryAt.getTime()).toBeLessThan(Date.now() + HOUR)
})

const person = (index: number) => organisation.people[index] ?? ''
const rows = () => web.outboxMessage.findMany({ orderBy: { id: 'asc' } })

function ask(authorIds: string[], hour: number, minute = 0): Promise<void> {
  const at = new Date(Date.parse('2026-07-10T08:00:00Z') + hour * HOUR + minute * 60_000)
  const event = { kind: 'peer-feedback-asked', cycleId, authorIds, at } as const
  return queueMessage(contextOf(organisation.admin, web), event)
}

async function deliverSoon(): Promise<void> {
  await enqueueJob(await jobContextAt(), { queue: 'deliver-messages', key: crypto.randomUUID() })
}

// The row is held while the mail is taken, so that the commit cannot come before the kill.
async function killedWhenHandedOver(worker: ChildProcess, id: string) {
  const holder = new pg.Client(await testDatabaseUrl('owner'))
  await holder.connect()
  const handedOver = new Promise<void>((resolve) => {
    sink.beforeAnswer = async () => {
      sink.beforeAnswer = undefined
      await holder.query('BEGIN')
      await holder.query('SELECT id FROM outbox_messages WHERE id = $1 FOR UPDATE', [id])
      setTimeout(() => void killed(worker).then(resolve), 300)
    }
  })
  return async () => {
    await handedOver
    // What the dead had sent already still waits for the row, until its lock timeout.
    await expect.poll(() => waitersOf(holder), { timeout: 10_000 }).toBe(0)
    await holder.query('ROLLBACK')
    await holder.end()
  }
}

async function waitersOf(holder: pg.Client): Promise<number> {
  const { rowCount } = await holder.query(
    'SELECT pid FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))',
  )
  return rowCount ?? 0
}

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'bin/worker.ts'],
    {
      env: {
        ...{ NODE_ENV: 'test', PATH: process.env.PATH, RUNG_SECRET: process.env.RUNG_SECRET },
        ...{ AUDIT_ANCHOR_FILE: '.data/test/audit-anchor.jsonl', APP_ORIGIN: ORIGIN },
        ...{ SMTP_URL: sink.url, DATABASE_URL_JOB: await testDatabaseUrl('app_job') },
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  workers.push(worker)
  for await (const line of worker.stdout ?? []) {
    if (String(line).includes('worker started')) return worker
  }
  throw new Error('The worker did not start.')
}

async function killed(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const exited = once(worker, 'exit')
  worker.kill('SIGKILL')
  await exited
}
