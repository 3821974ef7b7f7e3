import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { hashToken } from '@/lib/auth/token'
import { migrate } from '@/lib/db/migrate'
import { readMigrations } from '@/lib/db/migration-files'
import { NAMED_CONFIG } from '@/lib/scoring/config'
import type { BenchCluster } from './harness/cluster'
import { contentSql, draftsSql } from './organisation/content-sql'
import { cyclesSql } from './organisation/cycles-sql'
import { LADDER_SOURCE, publishLadderFor } from './organisation/ladders'
import { peopleSql } from './organisation/people-sql'
import { PERSONAS, type Persona, tokenOf } from './organisation/personas'
import { wordsSql } from './organisation/words-sql'

export type BenchDatabase = { name: string; people: number; loadMs: number }

/**
 * A database of its own with an organisation of this many people, made by set-based SQL. It is kept
 * and used again until the migrations, the ladder or the loader change.
 */
export async function loadOrganisation(
  cluster: BenchCluster,
  { people, ladder = 'seed' }: { people: number; ladder?: 'seed' | 'large' },
): Promise<BenchDatabase> {
  const name = ladder === 'seed' ? `bench_${people}` : `bench_${people}_large_ladder`
  const startedAt = Date.now()
  const digest = contentDigest(people)
  if ((await loadedDigest(cluster, name)) !== digest) {
    await cluster.asSuperuser('postgres', async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await client.query(`CREATE DATABASE ${name} OWNER migrator`)
      await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
    })
    await migrate({ ownerUrl: cluster.ownerUrl(name), passwords: cluster.passwords })
    await cluster.asSuperuser(name, (client) =>
      fill(client, { people, ladder, webUrl: cluster.webUrl(name) }),
    )
    await cluster.asSuperuser(name, (client) =>
      client.query(`COMMENT ON DATABASE ${name} IS '${digest}'`),
    )
  }
  await cluster.asSuperuser(name, refresh)
  return { name, people, loadMs: Date.now() - startedAt }
}

async function fill(
  client: pg.Client,
  { people: size, ...ladder }: { people: number; ladder: 'seed' | 'large'; webUrl: string },
): Promise<void> {
  await client.query('SET synchronous_commit = off')
  await client.query("SET work_mem = '256MB'")
  await client.query("SET maintenance_work_mem = '256MB'")
  await client.query('CREATE SCHEMA bench')
  await client.query(wordsSql)
  await publishLadderFor(client, ladder)
  for (const statements of statementsFor(size)) {
    await client.query(statements)
    await client.query('ANALYZE')
  }
  await client.query('VACUUM ANALYZE')
}

function statementsFor(size: number): string[] {
  return [
    peopleSql(size),
    cyclesSql({ size, config: NAMED_CONFIG }),
    contentSql({ size, authors: Math.max(2_000, size / 10) }),
    YARDSTICK_TABLE,
  ]
}

// What a run may have changed, or what time has: drafts, sessions, statistics.
async function refresh(client: pg.Client): Promise<void> {
  await client.query(wordsSql)
  await client.query(draftsSql)
  for (const persona of Object.keys(PERSONAS) as Persona[]) {
    await client.query(
      `INSERT INTO sessions (id, person_id) SELECT $1, id FROM people WHERE email = $2
       ON CONFLICT (id) DO UPDATE SET created_at = now(), last_seen_at = now() + interval '6 hours'`,
      [hashToken(tokenOf(persona)), PERSONAS[persona]],
    )
  }
  await client.query('VACUUM ANALYZE drafts, sessions')
  await client.query('CHECKPOINT')
}

async function loadedDigest(cluster: BenchCluster, name: string): Promise<string | undefined> {
  return cluster.asSuperuser('postgres', async (client) => {
    const { rows } = await client.query<{ digest: string | null }>(
      `SELECT shobj_description(oid, 'pg_database') AS digest FROM pg_database WHERE datname = $1`,
      [name],
    )
    return rows[0]?.digest ?? undefined
  })
}

// The statements themselves, so that the loader can be rewritten without loading again.
function contentDigest(people: number): string {
  const hash = createHash('sha256').update(JSON.stringify(readMigrations().migrationDirectories))
  const statements = statementsFor(people).join('').replace(/\s+/g, '')
  hash.update(statements).update(readFileSync(LADDER_SOURCE))
  hash.update(readFileSync('tests/bench/organisation/ladders.ts'))
  return hash.digest('hex')
}

const YARDSTICK_TABLE = `
CREATE TABLE bench.rows AS SELECT p.n AS id, p.name, p.email, t.name AS team, h.title AS level,
  m.name AS manager, .3 + pg_temp.pick('row ' || p.n, 600) / 1000.0 AS score
FROM bench.people p JOIN bench.held h USING (n) JOIN teams t ON t.id = p.team_id
LEFT JOIN bench.people m ON m.n = p.manager_n;
ALTER TABLE bench.rows ADD PRIMARY KEY (id);
CREATE TABLE bench.texts (id int PRIMARY KEY, body jsonb NOT NULL, version int NOT NULL);
INSERT INTO bench.texts SELECT n, '{}', 0 FROM generate_series(1, 1000) n;
GRANT USAGE ON SCHEMA bench TO app_web;
GRANT SELECT ON bench.rows TO app_web;
GRANT SELECT, UPDATE ON bench.texts TO app_web;
`
