import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchCluster } from './cluster'

export type PlanNode = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: PlanNode[]
}
type LoggedPlan = { 'Query Text': string; Plan: PlanNode }

export type Traffic = {
  /** What the server was sent, one by one, with the time that it took in it. */
  statements: { text: string; ms: number }[]
  /** How each statement was carried out, those within functions included. */
  plans: LoggedPlan[]
}

const SETTINGS = {
  log_min_duration_statement: '0',
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_format': 'json',
  'auto_explain.log_nested_statements': 'on',
}

/** From now on the server logs every statement of new web connections to this database. */
export async function logStatements(
  cluster: BenchCluster,
  database: string,
  { withPlans }: { withPlans: boolean },
): Promise<void> {
  await cluster.asSuperuser(database, async (client) => {
    await client.query(`ALTER ROLE app_web IN DATABASE ${database} RESET ALL`)
    for (const [name, value] of Object.entries(SETTINGS)) {
      if (!withPlans && name !== 'log_min_duration_statement') continue
      await client.query(`ALTER ROLE app_web IN DATABASE ${database} SET ${name} = '${value}'`)
    }
  })
}

export async function stopLogging(cluster: BenchCluster, database: string): Promise<void> {
  await cluster.asSuperuser(database, (client) =>
    client.query(`ALTER ROLE app_web IN DATABASE ${database} RESET ALL`),
  )
}

/** What the database was asked while the work ran; nothing else may run meanwhile. */
export async function trafficOf(
  cluster: BenchCluster,
  work: () => Promise<unknown>,
): Promise<Traffic> {
  const file = join(cluster.server.dataDirectory, 'server.log')
  const from = statSync(file).size
  await work()
  return parseLog(await grownPart(file, from))
}

// The last lines are written after the answer has gone out.
async function grownPart(file: string, from: number): Promise<string> {
  let size = statSync(file).size
  for (let quiet = 0; quiet < 3; ) {
    await sleep(10)
    const now = statSync(file).size
    quiet = now === size ? quiet + 1 : 0
    size = now
  }
  const handle = openSync(file, 'r')
  try {
    const part = Buffer.alloc(fstatSync(handle).size - from)
    readSync(handle, part, 0, part.length, from)
    return part.toString('utf8')
  } finally {
    closeSync(handle)
  }
}

const ENTRY = /^\d{4}-\d\d-\d\d [\d:.]+ \w+ \[\d+\] (?=[A-Z]+: )/m
const DURATION = /^LOG: {2}duration: ([\d.]+) ms {2}([\s\S]*)$/

/** The entries of a server log: a statement in the simple or the extended protocol, or a plan. */
export function parseLog(log: string): Traffic {
  const traffic: Traffic = { statements: [], plans: [] }
  let pendingMs = 0
  for (const entry of log.split(ENTRY)) {
    const [, duration, rest = ''] = DURATION.exec(entry) ?? []
    if (duration === undefined) continue
    if (rest.startsWith('plan:')) {
      traffic.plans.push(JSON.parse(rest.slice('plan:'.length)) as LoggedPlan)
    } else if (/^(parse|bind) /.test(rest)) {
      pendingMs += Number(duration)
    } else {
      const text = rest
        .replace(/^(statement|execute [^:]*): /, '')
        .replace(/\s+/g, ' ')
        .trim()
      traffic.statements.push({ text, ms: Number(duration) + pendingMs })
      pendingMs = 0
    }
  }
  return traffic
}

export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
