import pg from 'pg'
import { acquireServer, type EmbeddedServer } from '@/lib/db/embedded/server'
import { type RolePasswords, rolePassword, urlForRole } from '@/lib/db/roles'

const STATE_DIRECTORY = '.data/bench'
export const BENCH_SECRET = 'rung-bench-Vw7kQz2nPf9sXd4mTb6hLc8r'

/** An embedded PostgreSQL of the bench's own, with the settings that every installation has. */
export type BenchCluster = {
  server: EmbeddedServer
  passwords: RolePasswords
  ownerUrl: (database: string) => string
  webUrl: (database: string) => string
  jobUrl: (database: string) => string
  asSuperuser: <T>(database: string, work: (client: pg.Client) => Promise<T>) => Promise<T>
  /** After the server was killed: starts it again, perhaps at another port. */
  revive: () => Promise<void>
  /** Process of the postmaster that runs now. */
  pid: () => number
}

export async function openCluster(): Promise<BenchCluster> {
  const server = await acquireServer({ stateDirectory: STATE_DIRECTORY })
  const passwords = {
    app_web: rolePassword(BENCH_SECRET, 'app_web'),
    app_job: rolePassword(BENCH_SECRET, 'app_job'),
  }
  let running: Pick<EmbeddedServer, 'ownerUrl' | 'superuserUrl' | 'pid'> = server
  const ownerUrl = (database: string) => withDatabase(running.ownerUrl, database)
  return {
    server,
    passwords,
    ownerUrl,
    webUrl: (database) => urlForRole(ownerUrl(database), 'app_web', passwords.app_web ?? ''),
    jobUrl: (database) => urlForRole(ownerUrl(database), 'app_job', passwords.app_job ?? ''),
    asSuperuser: (database, work) => withClient(running.superuserUrl(database), work),
    revive: async () => {
      running = await server.revive()
    },
    pid: () => running.pid,
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'rung bench' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.toString()
}
