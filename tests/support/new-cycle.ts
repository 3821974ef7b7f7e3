import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { act } from './instances'
import type { OwnDatabase } from './own-database'

/** A draft of a cycle for everybody, made as an administrator makes it. */
export async function createCycle(
  database: OwnDatabase,
  client: APIRequestContext,
): Promise<string> {
  const ladder = await database.row<{ id: string }>(
    `SELECT id FROM ladder_versions WHERE status = 'PUBLISHED' ORDER BY created_at LIMIT 1`,
  )
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const name = `Launched twice ${randomUUID().slice(0, 8)}`
  await act(client, 'createCycleAction', {
    form: {
      ...{ name, periodStart: day(-180), periodEnd: day(-1), timeZone: 'Europe/Stockholm' },
      ...{ ladderVersionId: ladder.id, peerVisibility: 'ATTRIBUTED', graceDays: '3' },
      ...{ hasSelf: 'on', ratesNextLevel: 'on', actingReviewerId: '' },
      ...{ launchOn: day(1), selfDueOn: day(10), peerDueOn: day(10), managerDueOn: day(20) },
      ...{ shareFromOn: day(21), closeOn: day(40) },
    },
  })
  return (await database.row<{ id: string }>('SELECT id FROM cycles WHERE name = $1', [name])).id
}

export async function stateOf(database: OwnDatabase, cycleId: string): Promise<string> {
  return (
    await database.row<{ state: string }>('SELECT state FROM cycles WHERE id = $1', [cycleId])
  ).state
}

/** Who should take part and does not, what is there twice, and who was not told. */
export function assignmentsOf(database: OwnDatabase, cycleId: string) {
  return database.row(
    `WITH own AS (SELECT * FROM reviews WHERE cycle_id = $1)
     SELECT
       (SELECT array_agg(action ORDER BY id) FROM audit_events
         WHERE cycle_id = $1 AND action IN ('cycle.launch', 'transition.SELF_AND_PEER')) AS audits,
       (SELECT launch_done > 0 AND launch_done = (SELECT count(*) FROM participants
         WHERE cycle_id = $1) FROM cycles WHERE id = $1) AS "isWhole",
       (SELECT count(*)::int FROM participants p WHERE p.cycle_id = $1 AND NOT EXISTS (
         SELECT 1 FROM own WHERE participant_id = p.id AND direction = 'SELF')) AS missing,
       (SELECT count(*) - count(DISTINCT (subject_id, author_id, direction)) FROM own)::int AS repeated,
       (SELECT count(DISTINCT author_id)::int - (SELECT count(*)::int FROM outbox_messages
         WHERE kind = 'cycle-launched' AND payload ->> 'cycleId' = $1::text) FROM own) AS "messagesMissing"`,
    [cycleId],
  )
}
