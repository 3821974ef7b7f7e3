import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import type { AuditFilter, Place } from './schema'
import type { AuditSight } from './sight'

export const AUDIT_PAGE = 50
export const AUDIT_BATCH = 2_000

// Written out: a prepared plan that does not know how few rows it is for would sort all of them.
const LIMITS = { page: Prisma.sql`51`, batch: Prisma.sql`2000` }

export type LogQuestion = {
  readerId: string
  sight: AuditSight
  filter: Omit<AuditFilter, 'person' | 'from' | 'to'> & { personId: string | null }
  /** From this instant until before that one; null for no end. */
  since: Date | null
  until: Date | null
  after: Place | null
  /** A page with one row more, which tells that there is another, or a batch of the export. */
  take: keyof typeof LIMITS
}

export type LogRow = {
  id: string
  at: string
  localDay: string
  localTime: string
  actorId: string | null
  actorName: string | null
  isWithheld: boolean
  subjectId: string | null
  subjectName: string | null
  action: string
  decision: string
  reason: string | null
  capacity: string | null
  objectType: string
  objectId: string | null
  role: string | null
  cycleId: string | null
  cycleName: string | null
}

/**
 * One page of the log, newest first. Each branch reads one index from the place where the page
 * begins, so what it costs does not grow with the log.
 */
export function logStatement(question: LogQuestion, timeZone: string): Prisma.Sql {
  const limit = LIMITS[question.take]
  const found = Prisma.join(
    branches(question).map(
      (conditions) => Prisma.sql`(SELECT e.* FROM audit_events e
        WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY e.at DESC, e.id DESC LIMIT ${limit})`,
    ),
    ' UNION ALL ',
  )
  return Prisma.sql`
    SELECT e.id::text AS id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
      to_char(e.at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS "localDay",
      to_char(e.at AT TIME ZONE ${timeZone}, 'HH24:MI:SS') AS "localTime",
      CASE WHEN ${WITHHELD} THEN NULL ELSE e.actor_id::text END AS "actorId",
      CASE WHEN ${WITHHELD} THEN NULL ELSE a.name END AS "actorName", ${WITHHELD} AS "isWithheld",
      e.subject_id::text AS "subjectId", s.name AS "subjectName", e.action, e.decision, e.reason,
      e.capacity,
      e.object_type AS "objectType", e.object_id AS "objectId", g.role::text AS role,
      e.cycle_id::text AS "cycleId", c.name AS "cycleName"
    FROM (SELECT * FROM (${found}) e ORDER BY e.at DESC, e.id DESC LIMIT ${limit}) e
    LEFT JOIN people a ON a.id = e.actor_id
    LEFT JOIN people s ON s.id = e.subject_id
    LEFT JOIN cycles c ON c.id = e.cycle_id
    LEFT JOIN role_grants g ON g.id = CASE WHEN e.object_type = 'role_grant' THEN e.object_id::uuid END
    ORDER BY e.at DESC, e.id DESC`
}

/** Who gave feedback as a peer is told only where the cycle tells it, so not here. */
const WITHHELD = Prisma.sql`CASE
  WHEN e.action IN ('peer.submit', 'peer.decline') THEN true
  WHEN e.object_type = 'review' THEN EXISTS (SELECT FROM reviews r
    WHERE r.id = e.object_id::uuid AND r.direction = 'PEER' AND r.author_id = e.actor_id)
  ELSE false END`

// Word for word as in the index audit_events_of_configuration, or it would not serve.
const OF_CONFIGURATION = Prisma.sql`(e.decision = 'allow' AND e.object_type IN ('organisation',
  'cycle', 'ladder_version', 'ladder_import', 'people_import', 'role_grant',
  'retention_class', 'scim_group', 'scim_token'))`

function branches(question: LogQuestion): Prisma.Sql[][] {
  const { personId } = question.filter
  const common = [...ofSight(question), ...ofFilter(question)]
  if (personId === null) return [common]
  const did = Prisma.sql`e.actor_id = ${personId}::uuid`
  const isAbout = Prisma.sql`e.subject_id = ${personId}::uuid`
  // Nor may it be found by looking for the person.
  return [
    [did, Prisma.sql`NOT ${WITHHELD}`, ...common],
    [
      isAbout,
      Prisma.sql`(e.actor_id IS DISTINCT FROM ${personId}::uuid OR ${WITHHELD})`,
      ...common,
    ],
  ]
}

function ofSight({ readerId, sight }: LogQuestion): Prisma.Sql[] {
  const notOwn = Prisma.sql`e.subject_id IS DISTINCT FROM ${readerId}::uuid`
  if (sight.everything) return [notOwn]
  const parts: Prisma.Sql[] = []
  if (sight.configuration) parts.push(OF_CONFIGURATION)
  if (sight.people === 'all') parts.push(Prisma.sql`e.subject_id IS NOT NULL`)
  else if (sight.people.length > 0) {
    parts.push(Prisma.sql`e.subject_id IN (SELECT p.id FROM people p
      WHERE p.team_id = ANY(${sight.people}::uuid[]))`)
  }
  if (parts.length === 0) return [Prisma.sql`false`]
  return [notOwn, Prisma.sql`(${Prisma.join(parts, ' OR ')})`]
}

function ofFilter({ filter, since, until, after }: LogQuestion): Prisma.Sql[] {
  const { action, object, decision } = filter
  return [
    ...(action ? [Prisma.sql`e.action = ${action}`] : []),
    ...(object ? [Prisma.sql`e.object_id = ${object}`] : []),
    ...(decision === 'deny' ? [Prisma.sql`e.decision = 'deny'`] : []),
    ...(decision === 'allow' ? [Prisma.sql`e.decision = 'allow'`] : []),
    ...(since ? [Prisma.sql`e.at >= ${since}`] : []),
    ...(until ? [Prisma.sql`e.at < ${until}`] : []),
    ...(after ? [Prisma.sql`(e.at, e.id) < (${after.at}::timestamptz, ${after.id}::bigint)`] : []),
  ]
}
