import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, type Database } from '@/lib/db/client'
import { isOverload } from '@/lib/log'
import { TcpProxy } from '../../faults/harness/tcp-proxy'
import { testDatabaseUrl } from '../../support/database'

let network: TcpProxy
let db: Database

beforeAll(async () => {
  const url = new URL(await testDatabaseUrl())
  network = await TcpProxy.to({ port: Number(url.port) })
  url.port = String(network.port)
  db = createDatabase({ url: url.toString(), role: 'silence', max: 2 })
})

afterAll(async () => {
  await db.$disconnect()
  await network.close()
})

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )
const isOpen = async () =>
  (
    await db.$queryRaw<
      { open: boolean }[]
    >`SELECT now() < clock_timestamp() - interval '1 second' AS open`
  )[0]?.open

it('F06 a statement and a transaction whose server falls silent end, and nothing of them is left', async () => {
  await db.$queryRaw`SELECT 1`
  const startedAt = performance.now()
  let alone: Promise<unknown> = Promise.resolve()
  const within = await failureOf(
    db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1`
      network.set({ kind: 'black-hole' })
      alone = failureOf(db.$queryRaw`SELECT 2`)
      await tx.$queryRaw`SELECT 3`
    }),
  )
  const failures = [within, await alone]
  expect(performance.now() - startedAt).toBeLessThan(14_000)
  expect(failures.map(isOverload), String(failures)).toEqual([true, true])
  network.set({ kind: 'pass' })
  await expect.poll(isOpen, { timeout: 5_000 }).toBe(false)
  for (let turn = 0; turn < 6; turn++) expect(await isOpen()).toBe(false)
}, 30_000)

it('F06 a statement that may take longer than the silence is waited for', async () => {
  const slept = db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', '30s', true)`
      return tx.$queryRaw<{ done: boolean }[]>`SELECT pg_sleep(9) IS NOT NULL AS done`
    },
    { timeout: 20_000 },
  )
  expect(await slept).toEqual([{ done: true }])
}, 30_000)
