import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import type { Anchor } from './anchor/anchor'
import { type AnchorsBySequence, CHAIN_START, type ChainWalk, walkOn } from './chain'

const BATCH = 5_000
const UNSEALED = 1_000

const INSTANT = Prisma.sql`'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`
const UTC_AT = Prisma.sql`to_char(e.at AT TIME ZONE 'UTC', ${INSTANT})`
// An event without a capacity reads as those from before there was one.
const COLUMNS = Prisma.sql`e.id::text, ${UTC_AT}, e.actor_id, e.session_id, e.action,
  e.object_type, e.object_id, e.subject_id, e.cycle_id, e.decision, e.reason, e.before_hash,
  e.after_hash, e.request_id`
const FIELDS = Prisma.sql`(CASE WHEN e.capacity IS NULL THEN json_build_array(${COLUMNS})
  ELSE json_build_array(${COLUMNS}, e.capacity) END)::text`
const SEAL = Prisma.sql`s.sequence::float8 AS sequence, s.event_id::text AS "eventId", s.hash,
  to_char(s.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "sealedAt"`

/** The last seal, as a line of the anchor; null while nothing is sealed. */
export async function findHead({ db }: Pick<Context, 'db'>): Promise<Anchor | null> {
  const [head] = await db.$queryRaw<Anchor[]>`
    SELECT ${SEAL} FROM audit_seals s ORDER BY s.sequence DESC LIMIT 1`
  return head ?? null
}

type Row = Anchor & { previous: string; fields: string | null; isCut: boolean }

/** Walks the whole chain, in batches; stops at the first break. */
export async function walkChain(
  { db }: Pick<Context, 'db'>,
  anchors: AnchorsBySequence,
): Promise<ChainWalk> {
  let walk = CHAIN_START
  for (let last = 0; ; ) {
    const rows = await db.$queryRaw<Row[]>`
      SELECT ${SEAL}, s.previous,
        s.sequence <= coalesce((SELECT max(sequence) FROM audit_cuts), 0) AS "isCut", CASE WHEN e.id IS NULL THEN NULL ELSE ${FIELDS} END AS fields
      FROM audit_seals s LEFT JOIN audit_events e ON e.id = s.event_id
      WHERE s.sequence > ${last}::bigint ORDER BY s.sequence LIMIT ${BATCH}`
    for (const { fields, ...row } of rows) {
      walk = walkOn(walk, { ...row, fields: fields === null ? null : JSON.parse(fields) }, anchors)
    }
    last = rows.at(-1)?.sequence ?? last
    if (walk.found || rows.length < BATCH) return walk
  }
}

/** Events without a seal, the oldest first, as many as are worth looking at. */
export async function listUnsealed({
  db,
}: Pick<Context, 'db'>): Promise<{ id: string; at: string }[]> {
  return db.$queryRaw<{ id: string; at: string }[]>`
    SELECT e.id::text AS id, ${UTC_AT} AS at FROM audit_events e
    WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s.event_id = e.id)
    ORDER BY e.at LIMIT ${UNSEALED}`
}
