import type { BenchCluster } from './harness/cluster'
import { PERSONAS, type Persona, tokenOf } from './organisation/personas'

/** The rows of a bench organisation that the pages are opened for. */
export type Scene = {
  people: number
  names: Record<Persona, string>
  ids: Record<Persona, string>
  cycleId: string
  participantId: string
  reviewId: string
  packetId: string
  ladderKey: string
  levelKey: string
  /** Half-written manager reviews with a section each, for eight connections that save. */
  savings: { reviewId: string; section: string; version: number }[]
  /** People from all over the organisation, with a manager who has reports. */
  samples: { personId: string; name: string }[]
}

export async function readScene(cluster: BenchCluster, database: string): Promise<Scene> {
  return cluster.asSuperuser(database, async (client) => {
    const one = async (sql: string, values: unknown[] = []) =>
      (await client.query<Record<string, string>>(sql, values)).rows[0] ?? {}
    const all = async <T extends object>(sql: string, values: unknown[] = []) =>
      (await client.query<T>(sql, values)).rows
    const people = await all<{ email: string; id: string; name: string }>(
      'SELECT email, id, name FROM people WHERE email = ANY($1)',
      [Object.values(PERSONAS)],
    )
    const of = (persona: Persona, field: 'id' | 'name') =>
      people.find(({ email }) => email === PERSONAS[persona])?.[field] ?? ''
    const personas = Object.keys(PERSONAS) as Persona[]
    const manager = of('manager', 'id')
    const engineer = of('engineer', 'id')
    const running = await one(`SELECT id FROM cycles WHERE state = 'MANAGER_WRITING'`)
    const task = await one(
      `SELECT r.id, r.participant_id FROM reviews r WHERE author_id = $1 AND direction = 'MANAGER'
       AND cycle_id = $2 AND status = 'DRAFT' ORDER BY subject_id = $3 DESC, r.id LIMIT 1`,
      [manager, running.id, engineer],
    )
    const packet = await one(
      'SELECT id FROM packets WHERE subject_id = $1 ORDER BY shared_at DESC LIMIT 1',
      [engineer],
    )
    const level = await one('SELECT ladder_key, level_key FROM bench.levels WHERE step = 1 LIMIT 1')
    return {
      people: Number((await one('SELECT count(*) AS count FROM bench.people')).count),
      names: Object.fromEntries(personas.map((p) => [p, of(p, 'name')])) as Scene['names'],
      ids: Object.fromEntries(personas.map((p) => [p, of(p, 'id')])) as Scene['ids'],
      cycleId: running.id ?? '',
      participantId: task.participant_id ?? '',
      reviewId: task.id ?? '',
      packetId: packet.id ?? '',
      ladderKey: level.ladder_key ?? '',
      levelKey: level.level_key ?? '',
      savings: await all<Scene['savings'][number]>(
        `SELECT d.review_id AS "reviewId", d.section, d.version FROM drafts d JOIN reviews r ON r.id = d.review_id
         WHERE r.author_id = $1 AND d.section = 'summary' AND r.id <> $2 ORDER BY d.review_id LIMIT 8`,
        [manager, task.id],
      ),
      samples: await all<Scene['samples'][number]>(
        `SELECT id AS "personId", name FROM bench.people
         ORDER BY hashtextextended(n::text, 3) LIMIT 200`,
      ),
    }
  })
}

/** The cookie with which a persona is signed in. */
export function cookieOf(persona: Persona): string {
  return `rung.sid=${tokenOf(persona)}`
}
