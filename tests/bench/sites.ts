import type { BenchCluster } from './harness/cluster'
import { type BenchServer, startServer } from './harness/server'
import { logStatements, stopLogging } from './harness/statement-log'
import { loadOrganisation } from './load'
import { cookieOf, readScene, type Scene } from './scene'
import type { PageTarget } from './targets'

const SMALL = 100

/** The product, running on an organisation of the bench. */
export type Site = { database: string; scene: Scene; product: BenchServer }

export type Sites = { main: Site; of: (target: PageTarget) => Site; close: () => Promise<void> }

type Logging = 'off' | 'statements' | 'plans'

export async function openSite(
  cluster: BenchCluster,
  {
    people,
    ladder = 'seed',
    logging = 'off',
    port = 0,
  }: { people: number; ladder?: 'seed' | 'large'; logging?: Logging; port?: number },
): Promise<Site> {
  const { name } = await loadOrganisation(cluster, { people, ladder })
  const scene = await readScene(cluster, name)
  if (logging === 'off') await stopLogging(cluster, name)
  else await logStatements(cluster, name, { withPlans: logging === 'plans' })
  return { database: name, scene, product: await startProduct(cluster, name, port) }
}

/** One site for most pages, and one with a ladder of a thousand items for the pages that ask for it. */
export async function openSites(
  cluster: BenchCluster,
  options: { people: number; targets: PageTarget[]; logging?: Logging },
): Promise<Sites> {
  const main = await openSite(cluster, options)
  const needsLarge = options.targets.some(({ ladder }) => ladder === 'large')
  const large = needsLarge
    ? await openSite(cluster, { ...options, people: SMALL, ladder: 'large' })
    : main
  return {
    main,
    of: ({ ladder }) => (ladder === 'large' ? large : main),
    close: async () => {
      for (const site of new Set([main, large])) await closeSite(cluster, site)
    },
  }
}

export async function closeSite(cluster: BenchCluster, site: Site): Promise<void> {
  await site.product.kill('SIGTERM')
  await stopLogging(cluster, site.database)
}

export function startProduct(
  cluster: BenchCluster,
  database: string,
  port = 0,
): Promise<BenchServer> {
  return startServer({
    kind: 'product',
    databaseUrl: cluster.webUrl(database),
    firstPath: '/',
    cookie: cookieOf('manager'),
    port,
  })
}
