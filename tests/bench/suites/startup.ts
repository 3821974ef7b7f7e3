import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchCluster } from '../harness/cluster'
import { generateLoad } from '../harness/load-generator'
import { residentMegabytes } from '../harness/machine'
import { type Figure, shown } from '../harness/report'
import { type BenchServer, startServer } from '../harness/server'
import { median } from '../harness/statistics'
import { loadOrganisation } from '../load'
import { cookieOf, readScene, type Scene } from '../scene'
import {
  type Budget,
  MEMORY_IDLE_RATIO,
  MEMORY_LOADED_RATIO,
  pageTargets,
  START_RATIO,
} from '../targets'
import { bareVisitors, targetVisitors } from '../visitors'
import { intervalOf, type SuiteOptions, type SuiteResult } from './pages'

type Run = { startMs: number; idle: number; loaded: number }

/** From the start of the process to the first page, and the memory held before and under load. */
export async function startupSuite(
  cluster: BenchCluster,
  { quick, people }: SuiteOptions,
): Promise<SuiteResult> {
  const database = await loadOrganisation(cluster, { people })
  const scene = await readScene(cluster, database.name)
  const databaseUrl = cluster.webUrl(database.name)
  const start = {
    product: () =>
      startServer({ kind: 'product', databaseUrl, firstPath: '/', cookie: cookieOf('manager') }),
    yardstick: () => startServer({ kind: 'yardstick', databaseUrl, firstPath: '/bare' }),
  }
  const runs: { product: Run; yardstick: Run }[] = []
  await (await start.product()).kill('SIGTERM')
  await (await start.yardstick()).kill('SIGTERM')
  for (let round = 0; round < (quick ? 3 : 7); round += 1) {
    const order =
      round % 2 === 0 ? (['product', 'yardstick'] as const) : (['yardstick', 'product'] as const)
    const found: Partial<Record<'product' | 'yardstick', Run>> = {}
    for (const kind of order) found[kind] = await observe(await start[kind](), { kind, scene })
    if (found.product && found.yardstick) {
      runs.push({ product: found.product, yardstick: found.yardstick })
    }
  }
  return {
    figures: [
      figure('Start to first page', { runs, field: 'startMs', unit: 'ms', budget: START_RATIO }),
      figure('Memory idle', { runs, field: 'idle', unit: 'MB', budget: MEMORY_IDLE_RATIO }),
      figure('Memory loaded', { runs, field: 'loaded', unit: 'MB', budget: MEMORY_LOADED_RATIO }),
    ],
    notes: [],
  }
}

async function observe(
  server: BenchServer,
  { kind, scene }: { kind: 'product' | 'yardstick'; scene: Scene },
): Promise<Run> {
  await sleep(2_000)
  const idle = residentMegabytes(server.pid) ?? Number.NaN
  const target = pageTargets().targets[0]
  const visitors =
    kind === 'product' && target ? targetVisitors(server, target, scene) : bareVisitors(server)
  let loaded = 0
  for (let part = 0; part < 8; part += 1) {
    await generateLoad(visitors, 0.5)
    loaded = Math.max(loaded, residentMegabytes(server.pid) ?? Number.NaN)
  }
  await server.kill('SIGTERM')
  return { startMs: server.startMs, idle, loaded }
}

function figure(
  measure: string,
  {
    runs,
    field,
    unit,
    budget,
  }: {
    runs: { product: Run; yardstick: Run }[]
    field: keyof Run
    unit: string
    budget: Budget
  },
): Figure {
  const values = runs.map(({ product, yardstick }) => product[field] / yardstick[field])
  const middle = (kind: 'product' | 'yardstick') =>
    shown(median(runs.map((run) => run[kind][field])))
  return {
    measure,
    value: median(values),
    unit: 'x',
    budget,
    detail: `${intervalOf(values)}; ${middle('product')} ${unit} against ${middle('yardstick')} ${unit}`,
    raw: runs,
  }
}
