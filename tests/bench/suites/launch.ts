import type pg from 'pg'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import { runLaunch } from '@/lib/cycles/launch/commands'
import { createDatabase } from '@/lib/db/client'
import type { BenchCluster } from '../harness/cluster'
import { shown } from '../harness/report'
import { median } from '../harness/statistics'
import { loadOrganisation } from '../load'
import { LAUNCH_RATIO } from '../targets'
import { intervalOf, type SuiteOptions, type SuiteResult } from './pages'

/** The job that launches a cycle for everybody against one raw INSERT ... SELECT for each of its tables. */
export async function launchSuite(
  cluster: BenchCluster,
  { quick, people }: SuiteOptions,
): Promise<SuiteResult> {
  const database = await loadOrganisation(cluster, { people })
  const db = createDatabase({ url: cluster.jobUrl(database.name), role: 'job', max: 2 })
  try {
    return await cluster.asSuperuser(database.name, async (client) => {
      const context = (now: Date): Context => ({ actor: SYSTEM_ACTOR, db, now, requestId: null })
      const pairs: { launch: number; raw: number; made: number }[] = []
      for (let round = 0; round <= (quick ? 3 : 6); round += 1) {
        const launched = await launchOnce(client, context)
        const raw = await insertOnce(client)
        if (launched.made !== raw.made) {
          throw new Error(`The launch made ${launched.made} reviews, the raw insert ${raw.made}.`)
        }
        if (round > 0) pairs.push({ launch: launched.ms, raw: raw.ms, made: raw.made })
      }
      const values = pairs.map(({ launch, raw }) => launch / raw)
      const ms = (field: 'launch' | 'raw') => shown(median(pairs.map((pair) => pair[field])))
      return {
        figures: [
          {
            measure: `Launch for ${people} people, ${pairs[0]?.made} reviews`,
            value: median(values),
            unit: 'x',
            budget: LAUNCH_RATIO,
            detail: `${intervalOf(values)}; ${ms('launch')} ms against ${ms('raw')} ms`,
            raw: pairs,
          },
        ],
        notes: [],
      }
    })
  } finally {
    await db.$disconnect()
  }
}

async function launchOnce(client: pg.Client, context: (now: Date) => Context) {
  const cycleId = await newCycle(client)
  const { rows } = await client.query<{ now: Date }>('SELECT now() AS now')
  const startedAt = performance.now()
  await runLaunch(context(rows[0]?.now ?? new Date()), { cycleId })
  const ms = performance.now() - startedAt
  return { ms, made: await removeCycle(client, cycleId) }
}

async function insertOnce(client: pg.Client) {
  const cycleId = await newCycle(client)
  const startedAt = performance.now()
  await client.query('BEGIN')
  for (const statement of RAW_INSERTS) await client.query(statement, [cycleId])
  await client.query('COMMIT')
  const ms = performance.now() - startedAt
  return { ms, made: await removeCycle(client, cycleId) }
}

async function newCycle(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO cycles (name, state, period_start, period_end, time_zone, ladder_version_id, launch_at,
       self_due_at, peer_due_at, manager_due_at, share_from_at, close_at, scoring_config)
     SELECT 'Bench launch', 'LAUNCHING', period_start, period_end, time_zone, ladder_version_id, now(),
       now() + interval '14 days', now() + interval '14 days', now() + interval '28 days',
       now() + interval '31 days', now() + interval '50 days', scoring_config
     FROM cycles WHERE state = 'MANAGER_WRITING' RETURNING id`,
  )
  return rows[0]?.id ?? ''
}

async function removeCycle(client: pg.Client, cycleId: string): Promise<number> {
  await client.query('DELETE FROM outbox_messages')
  await client.query(
    'DELETE FROM contribution_windows w USING participants p WHERE p.id = w.participant_id AND p.cycle_id = $1',
    [cycleId],
  )
  const { rowCount } = await client.query('DELETE FROM reviews WHERE cycle_id = $1', [cycleId])
  await client.query('DELETE FROM participants WHERE cycle_id = $1', [cycleId])
  await client.query('DELETE FROM cycles WHERE id = $1', [cycleId])
  await client.query('VACUUM ANALYZE participants, contribution_windows, reviews, outbox_messages')
  await client.query('CHECKPOINT')
  return rowCount ?? 0
}

// Copies the running cycle: the same rows as the launch makes, without any rule.
const RAW_INSERTS = [
  `INSERT INTO participants (cycle_id, person_id, manager_id, track_key, level_key, next_level_key, team_name)
   SELECT $1, person_id, manager_id, track_key, level_key, next_level_key, team_name
   FROM participants p JOIN cycles c ON c.id = p.cycle_id WHERE c.state = 'MANAGER_WRITING'`,
  `INSERT INTO contribution_windows (participant_id, author_id, role, from_on, to_on)
   SELECT p.id, p.manager_id, 'PRIMARY', c.period_start, c.period_end
   FROM participants p JOIN cycles c ON c.id = p.cycle_id WHERE c.id = $1 AND p.manager_id IS NOT NULL`,
  `INSERT INTO reviews (cycle_id, participant_id, subject_id, author_id, direction)
   SELECT $1, id, person_id, manager_id, 'MANAGER'::"Direction" FROM participants
   WHERE cycle_id = $1 AND manager_id IS NOT NULL
   UNION ALL SELECT $1, id, person_id, person_id, 'SELF' FROM participants WHERE cycle_id = $1`,
]
