import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { afterEach, expect, it } from 'vitest'
import { createCycle } from '@/lib/cycles/commands'
import { launchCycle } from '@/lib/cycles/launch/commands'
import { enqueueJob } from '@/lib/jobs/queue'
import { testDatabase, testDatabaseUrl } from '../../support/database'
import { contextOf, jobContextAt, makeOrganisation } from '../../support/organisation'
import { settingsFor } from '../cycles/settings'

const workers = new Set<ChildProcess>()

afterEach(async () => {
  await Promise.all([...workers].map((worker) => end(worker, 'SIGTERM')))
})

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'bin/worker.ts'],
    {
      env: {
        NODE_ENV: 'test',
        PATH: process.env.PATH,
        RUNG_SECRET: process.env.RUNG_SECRET,
        AUDIT_ANCHOR_FILE: '.data/test/audit-anchor.jsonl',
        APP_ORIGIN: 'http://localhost:3000',
        DATABASE_URL_JOB: await testDatabaseUrl('app_job'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  workers.add(worker)
  for await (const line of worker.stdout ?? []) {
    if (String(line).includes('worker started')) return worker
  }
  throw new Error('The worker did not start.')
}

async function end(worker: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  workers.delete(worker)
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const exited = once(worker, 'exit')
  worker.kill(signal)
  await exited
}

it('launches on request, and two others finish what one that was killed began', async () => {
  const web = await testDatabase()
  const organisation = await makeOrganisation(12_000)
  const ctx = contextOf(organisation.admin, web)
  const { cycleId } = await createCycle(ctx, settingsFor(organisation))
  const cycle = () => web.cycle.findUniqueOrThrow({ where: { id: cycleId } })
  const first = await startWorker()
  await launchCycle(ctx, { cycleId, version: 0 })
  await expect
    .poll(async () => (await cycle()).launchDone, { interval: 5, timeout: 20_000 })
    .toBeGreaterThan(0)
  await end(first, 'SIGKILL')
  const { state, launchDone } = await cycle()
  expect(state).toBe('LAUNCHING')
  expect(launchDone).toBeLessThan(12_000)
  await Promise.all([startWorker(), startWorker()])
  await expect.poll(async () => (await cycle()).launchedAt, { timeout: 20_000 }).not.toBeNull()
  const reviews = await web.review.groupBy({ by: ['direction'], where: { cycleId }, _count: true })
  const counts = Object.fromEntries(reviews.map(({ direction, _count }) => [direction, _count]))
  expect(counts).toEqual({ SELF: 12_000, MANAGER: 11_999 })
  expect(await web.outboxMessage.count({ where: { kind: 'cycle-launched' } })).toBe(12_000)
}, 90_000)

it('forgets old answers, and its role can read no draft and change no text', async () => {
  const web = await testDatabase()
  const job = await jobContextAt()
  await web.idempotencyKey.createMany({
    data: [49, 47].map((hours) => ({
      actorId: crypto.randomUUID(),
      key: `cleanup-${hours}`,
      route: 'test',
      requestHash: '',
      response: {},
      createdAt: new Date(Date.now() - hours * 3_600_000),
    })),
  })
  await startWorker()
  await enqueueJob(job, { queue: 'clean-up', key: 'test' })
  const left = () =>
    web.idempotencyKey.findMany({ where: { route: 'test' }, select: { key: true } })
  await expect.poll(left, { timeout: 15_000 }).toEqual([{ key: 'cleanup-47' }])
  const refusedTo = async (role: 'app_job' | 'app_web', sql: string) => {
    const client = new pg.Client(await testDatabaseUrl(role))
    await client.connect()
    await expect(client.query(sql), sql).rejects.toThrow(/permission denied/)
    await client.end()
  }
  await refusedTo('app_job', 'SELECT body FROM drafts')
  await refusedTo('app_job', 'SELECT body FROM submissions')
  await refusedTo('app_job', 'SELECT payload FROM packets')
  await refusedTo('app_job', "UPDATE reviews SET reason = 'x'")
  await refusedTo('app_job', 'CREATE TABLE pgboss.own (id int)')
  await refusedTo('app_web', 'SELECT * FROM pgboss.job')
}, 60_000)
