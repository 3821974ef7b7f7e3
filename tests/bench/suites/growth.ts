import { Agent } from 'node:http'
import type { BenchCluster } from '../harness/cluster'
import { exchange, type Visitor } from '../harness/load-generator'
import { type Figure, shown } from '../harness/report'
import { type BenchServer, startServer } from '../harness/server'
import { logStatements, stopLogging, trafficOf } from '../harness/statement-log'
import { quantile, shuffled } from '../harness/statistics'
import { loadOrganisation } from '../load'
import { cookieOf, readScene, type Scene } from '../scene'
import { DATABASE_P95_MS, GROWTH_P95_RATIO, type PageTarget, pageTargets } from '../targets'
import { pageVisitor } from '../visitors'
import type { SuiteOptions, SuiteResult } from './pages'

const SMALL = 100
const LARGE = 100_000

type Site = { people: number; database: string; scene: Scene; server: BenchServer }
type Ask = { name: string; visitor: (site: Site, round: number) => Visitor }

/** The time that the database needs for the same pages of a small and a large organisation. */
export async function growthSuite(
  cluster: BenchCluster,
  { quick }: SuiteOptions,
): Promise<SuiteResult> {
  const sizes = [SMALL, quick ? 10_000 : LARGE]
  const sites: Site[] = []
  try {
    for (const people of sizes) sites.push(await open(cluster, people))
    const asks = asksFor(pageTargets().targets)
    const times = new Map<string, number[]>()
    for (let round = -5; round < (quick ? 40 : 100); round += 1) {
      for (const { ask, site } of shuffled(
        asks.flatMap((ask) => sites.map((site) => ({ ask, site }))),
      )) {
        const ms = await databaseMs(cluster, ask.visitor(site, Math.abs(round)))
        const key = `${ask.name} ${site.people}`
        if (round >= 0) times.set(key, [...(times.get(key) ?? []), ms])
      }
    }
    return { figures: asks.flatMap(({ name }) => figuresOf(name, { sites, times })), notes: [] }
  } finally {
    for (const site of sites) {
      await site.server.kill('SIGTERM')
      await stopLogging(cluster, site.database)
    }
  }
}

async function open(cluster: BenchCluster, people: number): Promise<Site> {
  const { name } = await loadOrganisation(cluster, people)
  const scene = await readScene(cluster, name)
  await logStatements(cluster, name, { withPlans: false })
  const server = await startServer({
    kind: 'product',
    databaseUrl: cluster.webUrl(name),
    firstPath: '/',
    cookie: cookieOf('manager'),
  })
  return { people, database: name, scene, server }
}

function asksFor(targets: PageTarget[]): Ask[] {
  const pages = targets
    .filter(({ folder }) => !folder.startsWith('ladder') && !folder.startsWith('cycles'))
    .map((target) => ({
      name: target.name,
      visitor: ({ scene, server }: Site) =>
        pageVisitor(server.origin, {
          path: target.path(scene),
          as: target.as,
          marker: target.marker(scene),
        }),
    }))
  return [...pages, ...lookups(targets)]
}

function lookups(targets: PageTarget[]): Ask[] {
  if (!targets.some(({ name }) => name === 'People')) return []
  const sampleOf = ({ scene }: Site, round: number) => {
    const sample = scene.samples[round % scene.samples.length]
    if (!sample) throw new Error('The organisation has nobody to look for.')
    return sample
  }
  return [
    {
      name: 'Anybody’s page',
      visitor: (site, round) => {
        const { personId, name } = sampleOf(site, round)
        const page = { path: `/people/${personId}`, as: 'engineer' as const, marker: name }
        return pageVisitor(site.server.origin, page)
      },
    },
    {
      name: 'People search',
      visitor: (site, round) => {
        const { name } = sampleOf(site, round)
        const path = `/people?q=${encodeURIComponent(name.toLowerCase())}`
        return pageVisitor(site.server.origin, { path, as: 'engineer', marker: name })
      },
    },
  ]
}

async function databaseMs(cluster: BenchCluster, visitor: Visitor): Promise<number> {
  const agent = new Agent()
  const { statements } = await trafficOf(cluster, async () =>
    visitor.check(await exchange(visitor.next(), agent)),
  )
  agent.destroy()
  if (statements.length === 0) throw new Error('The log of the database holds no statement.')
  return statements.reduce((sum, { ms }) => sum + ms, 0)
}

function figuresOf(
  name: string,
  { sites, times }: { sites: Site[]; times: Map<string, number[]> },
): Figure[] {
  const p95s = sites.map(({ people }) => quantile(times.get(`${name} ${people}`) ?? [], 0.95))
  const [small = Number.NaN, large = Number.NaN] = p95s
  const sizes = sites.map(({ people }) => people.toLocaleString('en'))
  return [
    {
      measure: `${name}: database p95, ${sizes.join(' to ')} people`,
      value: large / small,
      unit: 'x',
      budget: GROWTH_P95_RATIO,
      detail: `${shown(small)} to ${shown(large)} ms`,
      raw: sites.map(({ people }) => ({ people, ms: times.get(`${name} ${people}`) })),
    },
    {
      measure: `${name}: database p95 at ${sizes.at(-1)}`,
      value: large,
      unit: ' ms',
      budget: DATABASE_P95_MS,
    },
  ]
}
