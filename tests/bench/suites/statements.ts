import { Agent } from 'node:http'
import type { BenchCluster } from '../harness/cluster'
import { exchange } from '../harness/load-generator'
import type { Figure } from '../harness/report'
import { type BenchServer, startServer } from '../harness/server'
import {
  logStatements,
  nodesOf,
  stopLogging,
  type Traffic,
  trafficOf,
} from '../harness/statement-log'
import { loadOrganisation } from '../load'
import { cookieOf, readScene, type Scene } from '../scene'
import { pageTargets, STATEMENTS } from '../targets'
import { savingVisitors, targetVisitors } from '../visitors'
import type { SuiteOptions, SuiteResult } from './pages'

const GUARDED = ['people', 'reviews']

/** Statements, rows, blocks and scans of every page, seen by the database itself. */
export async function statementsSuite(
  cluster: BenchCluster,
  { people }: SuiteOptions,
): Promise<SuiteResult> {
  const database = await loadOrganisation(cluster, people)
  const scene = await readScene(cluster, database.name)
  await logStatements(cluster, database.name, { withPlans: true })
  const product = await startServer({
    kind: 'product',
    databaseUrl: cluster.webUrl(database.name),
    firstPath: '/',
    cookie: cookieOf('manager'),
  })
  try {
    const figures: Figure[] = []
    for (const { name, visitor } of requestsOf(product, scene)) {
      // What a process reads once and keeps is not what a page costs.
      await visitor()
      await visitor()
      figures.push(...figuresOf(name, await trafficOf(cluster, visitor)))
    }
    const notes = pageTargets().missing.map((name) => `${name}: this build has no such page yet.`)
    return { figures, notes }
  } finally {
    await product.kill('SIGTERM')
    await stopLogging(cluster, database.name)
  }
}

function requestsOf(product: BenchServer, scene: Scene) {
  const pages = pageTargets().targets.map((target) => ({
    name: target.name,
    visitors: targetVisitors(product, target, scene),
  }))
  const saves = { name: 'Autosave', visitors: savingVisitors(() => product.origin, { scene }) }
  return [...pages, saves].map(({ name, visitors: [visitor] }) => ({
    name,
    visitor: async () => {
      if (!visitor) throw new Error(`${name}: nothing to ask for.`)
      const agent = new Agent()
      visitor.check(await exchange(visitor.next(), agent))
      agent.destroy()
    },
  }))
}

function figuresOf(name: string, { statements, plans }: Traffic): Figure[] {
  const nodes = plans.flatMap(({ Plan }) => nodesOf(Plan))
  const scanned = nodes.filter(
    (node) => node['Node Type'] === 'Seq Scan' && GUARDED.includes(node['Relation Name'] ?? ''),
  )
  const blocks = plans.reduce(
    (sum, { Plan }) => sum + (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0),
    0,
  )
  const rows = plans.reduce((sum, { Plan }) => sum + (Plan['Actual Rows'] ?? 0), 0)
  const ms = statements.reduce((sum, statement) => sum + statement.ms, 0)
  return [
    {
      measure: `${name}: statements`,
      value: statements.length,
      unit: '',
      budget: STATEMENTS,
      detail: `${ms.toFixed(2)} ms with plans, ${Math.round(rows)} rows, ${blocks} blocks`,
      raw: statements,
    },
    {
      measure: `${name}: sequential scans over ${GUARDED.join(' or ')}`,
      value: scanned.length,
      unit: '',
      budget: { must: 0 },
      detail: scanned.map((node) => node['Relation Name']).join(', '),
      raw: plans.filter(({ Plan }) => nodesOf(Plan).some((node) => scanned.includes(node))),
    },
  ]
}
