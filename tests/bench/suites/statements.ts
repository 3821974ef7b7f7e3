import { Agent } from 'node:http'
import type { BenchCluster } from '../harness/cluster'
import { exchange } from '../harness/load-generator'
import type { Figure } from '../harness/report'
import { nodesOf, type PlanNode, type Traffic, trafficOf } from '../harness/statement-log'
import { openSites, type Sites } from '../sites'
import { type PageTarget, pageTargets, STATEMENTS } from '../targets'
import { savingVisitors, targetVisitors } from '../visitors'
import type { SuiteOptions, SuiteResult } from './pages'

const MANY = 10_000
const GUARDED = ['people', 'reviews']

/** Statements, rows, blocks and scans of every page, seen by the database itself. */
export async function statementsSuite(
  cluster: BenchCluster,
  options: SuiteOptions,
): Promise<SuiteResult> {
  const { targets, missing } = pageTargets()
  const sites = await openSites(cluster, { people: options.people, targets, logging: 'plans' })
  try {
    const figures: Figure[] = []
    for (const { name, people, visitor } of requestsOf(sites, targets)) {
      // What a process reads once and keeps is not what a page costs.
      await visitor()
      await visitor()
      const traffic = await trafficOf(cluster, visitor)
      figures.push(statementsFigure(name, traffic))
      // In a small organisation the planner reads the whole table, and is right.
      if (people >= MANY) figures.push(scansFigure(name, traffic))
    }
    const notes = missing.map((name) => `${name}: this build has no such page yet.`)
    return { figures, notes }
  } finally {
    await sites.close()
  }
}

function requestsOf(sites: Sites, targets: PageTarget[]) {
  const pages = targets.map((target) => {
    const { product, scene } = sites.of(target)
    const visitors = targetVisitors(product, target, scene)
    return { name: target.name, people: scene.people, visitors }
  })
  const { product, scene } = sites.main
  const visitors = savingVisitors(() => product.origin, { scene })
  const saves = { name: 'Autosave', people: scene.people, visitors }
  return [...pages, saves].map(({ name, people, visitors: [visitor] }) => ({
    name,
    people,
    visitor: async () => {
      if (!visitor) throw new Error(`${name}: nothing to ask for.`)
      const agent = new Agent()
      visitor.check(await exchange(visitor.next(), agent))
      agent.destroy()
    },
  }))
}

function statementsFigure(name: string, { statements, plans }: Traffic): Figure {
  const blocks = plans.reduce(
    (sum, { Plan }) => sum + (Plan['Shared Hit Blocks'] ?? 0) + (Plan['Shared Read Blocks'] ?? 0),
    0,
  )
  const rows = plans.reduce((sum, { Plan }) => sum + (Plan['Actual Rows'] ?? 0), 0)
  const ms = statements.reduce((sum, statement) => sum + statement.ms, 0)
  return {
    measure: `${name}: statements`,
    value: statements.length,
    unit: '',
    budget: STATEMENTS,
    detail: `${ms.toFixed(2)} ms with plans, ${Math.round(rows)} rows, ${blocks} blocks`,
    raw: statements,
  }
}

function scansFigure(name: string, { plans }: Traffic): Figure {
  const isScan = (node: PlanNode) =>
    node['Node Type'] === 'Seq Scan' && GUARDED.includes(node['Relation Name'] ?? '')
  const scanning = plans.filter(({ Plan }) => nodesOf(Plan).some(isScan))
  const scanned = scanning.flatMap(({ Plan }) => nodesOf(Plan).filter(isScan))
  return {
    measure: `${name}: sequential scans over ${GUARDED.join(' or ')}`,
    value: scanned.length,
    unit: '',
    budget: { must: 0 },
    detail: scanned.map((node) => node['Relation Name']).join(', '),
    raw: scanning,
  }
}
