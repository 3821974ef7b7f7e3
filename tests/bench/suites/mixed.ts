import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchCluster } from '../harness/cluster'
import { moveToRest } from '../harness/machine'
import { openLoop } from '../harness/open-loop'
import { type Figure, shown } from '../harness/report'
import { type BenchServer, startServer } from '../harness/server'
import { median } from '../harness/statistics'
import type { Scene } from '../scene'
import { openSite, startProduct } from '../sites'
import { MIXED_P95_RATIO, pageTargets } from '../targets'
import {
  type Acknowledged,
  bareSavingVisitors,
  bareVisitors,
  savingVisitors,
  targetVisitors,
} from '../visitors'
import { intervalOf, type SuiteOptions, type SuiteResult } from './pages'

const PER_SECOND = 50
const PAGE = 'Team, 50 reports'

type Stage = { cluster: BenchCluster; database: string; scene: Scene }

/** Fifty pages and fifty saves a second, by a schedule; then the same while everything is killed. */
export async function mixedSuite(
  cluster: BenchCluster,
  { quick, people }: SuiteOptions,
): Promise<SuiteResult> {
  const { database, scene, product } = await openSite(cluster, { people })
  const stage = { cluster, database, scene }
  const databaseUrl = cluster.webUrl(database)
  const yardstick = await startServer({ kind: 'yardstick', databaseUrl, firstPath: '/bare' })
  try {
    const options = quick ? { rounds: 3, seconds: 5 } : { rounds: 6, seconds: 10 }
    const steady = await steadyFigures({ product, yardstick, stage, options })
    await yardstick.kill('SIGTERM')
    const killed = await killedFigures(product, stage)
    return { figures: [...steady, ...killed.figures], notes: killed.notes }
  } finally {
    await product.kill('SIGKILL')
    await yardstick.kill('SIGKILL')
  }
}

async function steadyFigures({
  product,
  yardstick,
  stage,
  options: { rounds, seconds },
}: {
  product: BenchServer
  yardstick: BenchServer
  stage: Stage
  options: { rounds: number; seconds: number }
}): Promise<Figure[]> {
  const own = () =>
    streams(
      pages(product, stage.scene),
      savingVisitors(() => product.origin, stage),
    )
  const bare = () => streams(bareVisitors(yardstick), bareSavingVisitors(yardstick.origin))
  await openLoop(own(), { seconds: 1 })
  await openLoop(bare(), { seconds: 1 })
  const ratio: Record<'pages' | 'saves', number[]> = { pages: [], saves: [] }
  const p95s: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const isFirst = round % 2 === 0
    const first = await openLoop(isFirst ? own() : bare(), { seconds })
    const second = await openLoop(isFirst ? bare() : own(), { seconds })
    const [ours, theirs] = isFirst ? [first, second] : [second, first]
    for (const name of ['pages', 'saves'] as const) {
      ratio[name].push((ours[name]?.p95 ?? Number.NaN) / (theirs[name]?.p95 ?? Number.NaN))
      p95s.push(`${name} ${shown(ours[name]?.p95 ?? 0)}/${shown(theirs[name]?.p95 ?? 0)}`)
    }
  }
  return (['pages', 'saves'] as const).map((name) => ({
    measure: `50 pages/s + 50 saves/s: p95 of ${name}`,
    value: median(ratio[name]),
    unit: 'x',
    budget: MIXED_P95_RATIO,
    detail: `${intervalOf(ratio[name])}; ms ours/bare: ${p95s.filter((text) => text.startsWith(name)).join(', ')}`,
    raw: ratio[name],
  }))
}

/** Server and database are killed in the middle; what was acknowledged must be there afterwards. */
async function killedFigures(first: BenchServer, stage: Stage): Promise<SuiteResult> {
  const { cluster, database, scene } = stage
  const ledger: Acknowledged[] = []
  let failures = 0
  const writing = (seconds: number) =>
    openLoop(
      streams(
        pages(first, scene),
        savingVisitors(() => first.origin, { scene, ledger }),
      ),
      {
        seconds,
        onFailure: () => {
          failures += 1
        },
      },
    )
  const interrupted = writing(6)
  await sleep(3_000)
  process.kill(cluster.pid(), 'SIGKILL')
  await first.kill('SIGKILL')
  const before = ledger.length
  await cluster.revive()
  moveToRest(cluster.pid())
  const again = await startProduct(cluster, database, Number(new URL(first.origin).port))
  await interrupted
  await writing(3)
  await again.kill('SIGTERM')
  const after = ledger.length - before
  const lost = await lostSaves(stage, ledger)
  const figure: Figure = {
    measure: 'Acknowledged saves lost after kill -9 of server and database',
    // Where nothing was saved on either side, nothing is shown.
    value: before === 0 || after === 0 ? Number.NaN : lost,
    unit: '',
    budget: { must: 0 },
    detail: `${before} acknowledged before, ${after} after, ${failures} requests failed meanwhile`,
  }
  return { figures: [figure], notes: [] }
}

async function lostSaves({ cluster, database }: Stage, ledger: Acknowledged[]): Promise<number> {
  return cluster.asSuperuser(database, async (client) => {
    const { rows } = await client.query<{ lost: number }>(
      `SELECT count(*)::int AS lost FROM jsonb_to_recordset($1::jsonb)
         AS a ("reviewId" uuid, section text, "saveId" uuid, version int)
       WHERE NOT EXISTS (SELECT 1 FROM drafts d JOIN draft_revisions r ON r.draft_id = d.id
         WHERE d.review_id = a."reviewId" AND d.section = a.section AND d.version >= a.version
           AND r.save_id = a."saveId" AND r.version = a.version)`,
      [JSON.stringify(ledger)],
    )
    return rows[0]?.lost ?? Number.NaN
  })
}

function streams(
  visitors: ReturnType<typeof bareVisitors>,
  savers: ReturnType<typeof bareVisitors>,
) {
  return [
    { name: 'pages', perSecond: PER_SECOND, visitors },
    { name: 'saves', perSecond: PER_SECOND, visitors: savers },
  ]
}

function pages(product: BenchServer, scene: Scene) {
  const { targets } = pageTargets()
  const target = targets.find(({ name }) => name === PAGE) ?? targets[0]
  if (!target) throw new Error('This build has no page to measure.')
  return targetVisitors(product, target, scene)
}
