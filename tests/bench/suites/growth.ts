import { Agent } from 'node:http'
import type { BenchCluster } from '../harness/cluster'
import { exchange, type Visitor } from '../harness/load-generator'
import { type Figure, shown } from '../harness/report'
import { trafficOf } from '../harness/statement-log'
import { quantile, shuffled } from '../harness/statistics'
import { closeSite, openSite, type Site } from '../sites'
import {
  type Budget,
  DATABASE_P95_MS,
  GROWTH_P95_RATIO,
  type PageTarget,
  PROGRESS_P95_MS,
  pageTargets,
  SEARCH_P95_MS,
} from '../targets'
import { pageVisitor } from '../visitors'
import type { SuiteOptions, SuiteResult } from './pages'

const SMALL = 100
const LARGE = 100_000

type Ask = {
  name: string
  visitor: (site: Site, round: number) => Visitor
  /** For the p95 in the large organisation. */
  budget: Budget
}

/** The time that the database needs for the same pages of a small and a large organisation. */
export async function growthSuite(
  cluster: BenchCluster,
  { quick }: SuiteOptions,
): Promise<SuiteResult> {
  const sizes = [SMALL, quick ? 10_000 : LARGE]
  const sites: Site[] = []
  try {
    for (const people of sizes)
      sites.push(await openSite(cluster, { people, logging: 'statements' }))
    const asks = asksFor(pageTargets().targets)
    const times = new Map<string, number[]>()
    for (let round = -5; round < (quick ? 40 : 100); round += 1) {
      for (const { ask, site } of shuffled(
        asks.flatMap((ask) => sites.map((site) => ({ ask, site }))),
      )) {
        const ms = await databaseMs(cluster, ask.visitor(site, Math.abs(round)))
        const key = `${ask.name} ${site.scene.people}`
        if (round >= 0) times.set(key, [...(times.get(key) ?? []), ms])
      }
    }
    return { figures: asks.flatMap((ask) => figuresOf(ask, { sites, times })), notes: [] }
  } finally {
    for (const site of sites) {
      await closeSite(cluster, site)
    }
  }
}

function asksFor(targets: PageTarget[]): Ask[] {
  const pages = targets
    .filter(({ folder }) => !folder.startsWith('ladder'))
    .map((target) => ({
      name: target.name,
      budget: target.folder.startsWith('cycles') ? PROGRESS_P95_MS : DATABASE_P95_MS,
      visitor: ({ scene, product }: Site) =>
        pageVisitor(product.origin, {
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
      budget: DATABASE_P95_MS,
      visitor: (site, round) => {
        const { personId, name } = sampleOf(site, round)
        const page = { path: `/people/${personId}`, as: 'engineer' as const, marker: name }
        return pageVisitor(site.product.origin, page)
      },
    },
    {
      name: 'People search',
      budget: SEARCH_P95_MS,
      visitor: (site, round) => {
        // By the number in the address, because ten times the people have ten times the namesakes.
        const { name, email } = sampleOf(site, round)
        const path = `/people?search=${/\.\d+@/.exec(email)?.[0]}`
        return pageVisitor(site.product.origin, { path, as: 'engineer', marker: name })
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
  { name, budget }: Ask,
  { sites, times }: { sites: Site[]; times: Map<string, number[]> },
): Figure[] {
  const at = (share: number) =>
    sites.map(({ scene }) => quantile(times.get(`${name} ${scene.people}`) ?? [], share))
  const p95s = at(0.95)
  const [small = Number.NaN, large = Number.NaN] = p95s
  const sizes = sites.map(({ scene: { people } }) => people.toLocaleString('en'))
  return [
    {
      measure: `${name}: database p95, ${sizes.join(' to ')} people`,
      value: large / small,
      unit: 'x',
      // Progress counts everybody: it grows, and has a limit of its own instead.
      ...(budget === PROGRESS_P95_MS ? {} : { budget: GROWTH_P95_RATIO }),
      detail: `p95 ${p95s.map(shown).join(' to ')} ms, median ${at(0.5).map(shown).join(' to ')} ms`,
      raw: sites.map(({ scene: { people } }) => ({ people, ms: times.get(`${name} ${people}`) })),
    },
    {
      measure: `${name}: database p95 at ${sizes.at(-1)}`,
      value: large,
      unit: ' ms',
      budget,
    },
  ]
}
