import type { BenchCluster } from './harness/cluster'
import { PERSONAS, type Persona, tokenOf } from './organisation/personas'

/** The rows of a bench organisation that the pages are opened for. */
export type Scene = {
  people: number
  names: Record<Persona, string>
  ids: Record<Persona, string>
  cycleId: string
  reviewId: string
  packetId: string
  /** Half-written manager reviews with a section each, for eight connections that save. */
  savings: { reviewId: string; section: string; version: number }[]
  /** People from all over the organisation, with a manager who has reports. */
  samples: { personId: string; name: string; email: string }[]
}

export async function readScene(cluster: BenchCluster, database: string): Promise<Scene> {
  return cluster.asSuperuser(database, async (client) => {
    const rowsOf: Rows = async (sql, values = []) => (await client.query(sql, values)).rows
    const [size] = await rowsOf<{ count: string }>('SELECT count(*) FROM bench.people')
    const cast = await castOf(rowsOf)
    return {
      people: Number(size?.count),
      ...cast,
      ...(await placesOf(rowsOf, cast.ids)),
      samples: await rowsOf<Scene['samples'][number]>(
        `SELECT id AS "personId", name, email FROM bench.people WHERE email LIKE 'person.%'
         ORDER BY hashtextextended(n::text, 3) LIMIT 200`,
      ),
    }
  })
}

type Rows = <T extends object>(sql: string, values?: unknown[]) => Promise<T[]>

async function castOf(rowsOf: Rows): Promise<Pick<Scene, 'ids' | 'names'>> {
  const people = await rowsOf<{ email: string; id: string; name: string }>(
    'SELECT email, id, name FROM people WHERE email = ANY($1)',
    [Object.values(PERSONAS)],
  )
  const personas = Object.keys(PERSONAS) as Persona[]
  const all = (field: 'id' | 'name') =>
    Object.fromEntries(
      personas.map((persona) => [
        persona,
        people.find(({ email }) => email === PERSONAS[persona])?.[field] ?? '',
      ]),
    ) as Record<Persona, string>
  return { ids: all('id'), names: all('name') }
}

async function placesOf(rowsOf: Rows, { manager, engineer }: Scene['ids']) {
  const [place] = await rowsOf<{ cycleId: string; reviewId: string; packetId: string }>(
    `SELECT c.id AS "cycleId",
       (SELECT id FROM packets WHERE subject_id = $2 ORDER BY shared_at DESC LIMIT 1) AS "packetId",
       (SELECT id FROM reviews WHERE author_id = $1 AND direction = 'MANAGER' AND cycle_id = c.id
         AND status = 'DRAFT' ORDER BY subject_id = $2 DESC, id LIMIT 1) AS "reviewId"
     FROM cycles c WHERE state = 'MANAGER_WRITING'`,
    [manager, engineer],
  )
  if (!place) throw new Error('The organisation of the bench has no running cycle.')
  const savings = await rowsOf<Scene['savings'][number]>(
    `SELECT d.review_id AS "reviewId", d.section, d.version FROM drafts d JOIN reviews r ON r.id = d.review_id
     WHERE r.author_id = $1 AND d.section = 'summary' AND r.id <> $2 ORDER BY d.review_id LIMIT 8`,
    [manager, place.reviewId],
  )
  return { ...place, savings }
}

/** The cookie with which a persona is signed in. */
export function cookieOf(persona: Persona): string {
  return `rung.sid=${tokenOf(persona)}`
}
