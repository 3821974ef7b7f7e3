import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acknowledgePacket, replyToPacket } from '@/lib/reviews/packets/answers/commands'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getPacket } from '@/lib/reviews/packets/queries'
import { testDatabase, testDatabaseUrl } from '../../support/database'
import {
  contextAs,
  makePacketWorld,
  type PacketWorld,
  shareInput,
} from '../../support/packet-factory'
import { makeReviewWorld, type ReviewWorld, writeAll } from '../../support/review-factory'

const DENIED = '42501'
const UNCHANGEABLE = '23001'

let web: pg.Client
let job: pg.Client
let owner: pg.Client
let world: PacketWorld
let writing: ReviewWorld

beforeAll(async () => {
  web = new pg.Client(await testDatabaseUrl('app_web'))
  job = new pg.Client(await testDatabaseUrl('app_job'))
  owner = new pg.Client(await testDatabaseUrl('owner'))
  await Promise.all([web.connect(), job.connect(), owner.connect()])
  world = await makePacketWorld({ peers: 1 })
  await answerPacket(world)
  writing = await makeReviewWorld()
  await writeAll(writing, writing.subjectId)
})

afterAll(async () => {
  await Promise.all([web.end(), job.end(), owner.end()])
})

const FOR_EVER = [
  'audit_events',
  'submissions',
  'submission_authors',
  'ratings',
  'packets',
  'packet_acknowledgements',
  'packet_replies',
  'packet_views',
  'draft_revisions',
]

test.each(FOR_EVER)('the web process can only add to %s', async (table) => {
  const column = await firstColumn(table)
  expect(await codeOf(web, `UPDATE ${table} SET ${column} = ${column}`)).toBe(DENIED)
  expect(await codeOf(web, `DELETE FROM ${table}`)).toBe(DENIED)
  expect(await codeOf(web, `TRUNCATE ${table} CASCADE`)).toBe(DENIED)
})

test.each(FOR_EVER)('not even the owner changes a row of %s', async (table) => {
  const column = await firstColumn(table)
  expect(await countOf(table)).toBeGreaterThan(0)
  expect(await codeOf(owner, `UPDATE ${table} SET ${column} = ${column}`)).toBe(UNCHANGEABLE)
  expect(await codeOf(owner, `DELETE FROM ${table}`)).toBe(UNCHANGEABLE)
})

// A draft that is discarded takes the file it was read from along; that of a published version is frozen.
test('the web process changes no file that a ladder was read from', async () => {
  expect(await codeOf(web, 'UPDATE ladder_sources SET sha256 = sha256')).toBe(DENIED)
  expect(await codeOf(web, 'TRUNCATE ladder_sources CASCADE')).toBe(DENIED)
})

test.each([
  'DROP TABLE audit_events',
  'ALTER TABLE audit_events DISABLE TRIGGER ALL',
  'ALTER TABLE drafts DISABLE ROW LEVEL SECURITY',
  'ALTER TABLE drafts NO FORCE ROW LEVEL SECURITY',
  'DROP POLICY author_only ON drafts',
  'CREATE POLICY everybody ON drafts USING (true)',
  'CREATE TABLE mine (id int)',
  'CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
  'CREATE OR REPLACE FUNCTION current_author() RETURNS uuid LANGUAGE sql AS $$ SELECT NULL::uuid $$',
  'GRANT UPDATE ON audit_events TO app_web; UPDATE audit_events SET id = id',
  'SET ROLE migrator',
  'SET ROLE postgres',
  'SET SESSION AUTHORIZATION postgres',
  'SET session_replication_role = replica',
  "ALTER ROLE app_web SET search_path = 'pg_temp'; ALTER ROLE app_job LOGIN",
  'CREATE ROLE mine',
  "COPY audit_events TO PROGRAM 'cat'",
  "COPY audit_events TO '/tmp/audit'",
  "SELECT pg_read_file('/etc/passwd')",
  "SELECT lo_import('/etc/passwd')",
  'SELECT pg_reload_conf()',
  'SELECT * FROM pg_authid',
  'INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES (1, 1, 1)',
  'SELECT * FROM pgboss.job',
])('refuses both processes: %s', async (statement) => {
  expect(await codeOf(web, statement)).toBe(DENIED)
  if (statement.includes('pgboss')) return
  expect(await codeOf(job, statement)).toBe(DENIED)
})

const PRIVATE = ['drafts', 'draft_revisions', 'draft_conflicts', 'submission_authors']

test.each(PRIVATE)('%s shows nothing to anybody but the author', async (table) => {
  expect(await rowsAs(web, null, table)).toEqual([])
  expect(await rowsAs(web, writing.managerId, table)).toEqual([])
  expect(await codeOf(job, `SELECT * FROM ${table}`)).toBe(DENIED)
})

test('the author finds their own drafts, so that the silence above is not an empty table', async () => {
  const rows = await rowsAs(web, writing.subjectId, 'drafts')
  expect(rows.length).toBeGreaterThan(0)
  expect(new Set(rows.map(({ author_id }) => author_id))).toEqual(new Set([writing.subjectId]))
})

test('nobody writes a draft or an authorship in the name of somebody else', async () => {
  const reviewId = writing.reviewIds[writing.managerId]
  const forged = `INSERT INTO drafts (review_id, author_id, section, body)
    VALUES ('${reviewId}', '${writing.managerId}', 'summary', '{}')`
  expect(await codeOf(web, forged, writing.subjectId)).toBe(DENIED)
  const stolen = `UPDATE drafts SET author_id = '${writing.managerId}'`
  expect(await codeOf(web, stolen, writing.subjectId)).toBe(DENIED)
})

test.each(['submissions', 'ratings', 'packets', 'packet_replies', 'packet_acknowledgements'])(
  'background work reads nothing of %s',
  async (table) => {
    expect(await codeOf(job, `SELECT * FROM ${table}`)).toBe(DENIED)
  },
)

test.each([
  'SELECT reason FROM reviews',
  'SELECT status_reason FROM participants',
  'SELECT password_hash FROM accounts',
  'SELECT id FROM sessions',
  'SELECT id FROM invitations',
  'SELECT source FROM people_imports',
  'SELECT actor_id FROM audit_events',
  'INSERT INTO audit_seals VALUES (1, 1, 1, 1, now())',
  'UPDATE role_grants SET role = role',
  "INSERT INTO role_grants (person_id, role) VALUES (uuidv7(), 'HR_PARTNER')",
  'UPDATE people SET is_active = true',
  'UPDATE reviews SET author_id = author_id',
  "SELECT reveal_author(uuidv7(), uuidv7(), 'no reason')",
])('background work is refused: %s', async (statement) => {
  expect(await codeOf(job, statement)).toBe(DENIED)
})

test('a name that is revealed leaves its row whatever the caller puts in its way', async () => {
  const db = await testDatabase('owner')
  const { id } = await db.submission.findFirstOrThrow({
    where: { participantId: world.participantId, direction: 'PEER' },
    select: { id: true },
  })
  await web.query('CREATE TEMP TABLE audit_events (LIKE public.audit_events INCLUDING DEFAULTS)')
  await web.query('SELECT reveal_author($1, $2, $3)', [id, world.strangerId, 'test'])
  await web.query('DISCARD TEMP')
  const where = { action: 'peerAuthor.read', objectId: id, actorId: world.strangerId }
  expect(await db.auditEvent.count({ where })).toBe(1)
})

/** Shared, opened, acknowledged and answered, so that every table of the record has a row. */
async function answerPacket({ subjectId, ...rest }: PacketWorld): Promise<void> {
  const manager = { ...(await contextAs(rest.managerId)), now: new Date() }
  const subject = { ...(await contextAs(subjectId)), now: new Date() }
  const { packetId } = await sharePacket(manager, shareInput({ subjectId, ...rest }))
  await getPacket(manager, { packetId })
  await acknowledgePacket(subject, { packetId, received: 'yes', typedName: 'Subject' })
  await replyToPacket(subject, { packetId, body: 'Thanks.', idempotencyKey: randomUUID() })
}

async function countOf(table: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table}`,
  )
  return rows[0]?.count ?? 0
}

async function firstColumn(table: string): Promise<string> {
  const { rows } = await web.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 ORDER BY attnum LIMIT 1`,
    [table],
  )
  return rows[0]?.name ?? ''
}

/** The SQLSTATE with which a statement is refused, or null when it runs; it leaves nothing behind. */
async function codeOf(
  client: pg.Client,
  statement: string,
  author: string | null = null,
): Promise<string | null> {
  await client.query('BEGIN')
  try {
    if (author) await client.query("SELECT set_config('app.uid', $1, true)", [author])
    await client.query(statement)
    return null
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)
  } finally {
    await client.query('ROLLBACK')
  }
}

async function rowsAs(
  client: pg.Client,
  author: string | null,
  table: string,
): Promise<{ author_id: string }[]> {
  await client.query('BEGIN')
  try {
    if (author) await client.query("SELECT set_config('app.uid', $1, true)", [author])
    return (await client.query<{ author_id: string }>(`SELECT * FROM ${table}`)).rows
  } finally {
    await client.query('ROLLBACK')
  }
}
