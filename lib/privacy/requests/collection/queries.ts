import 'server-only'
import { actionInWords } from '@/lib/audit/log/words'
import type { Context } from '@/lib/context'
import type { Direction } from '@/lib/db/generated/enums'
import type { PacketPayload, SubmissionBody } from '@/lib/reviews/body'
import type { PrivacyCase } from '../../tombstone/queries'
import type { AccessPackage } from '../package/package'
import type { Identity } from '../redaction/identities'
import { type Collected, OMISSIONS, sectionsOf } from './sections'

const MOST_EVENTS = 5_000

/**
 * Everything that is kept about a person, for whoever the policy lets build it. No draft of anybody,
 * and no peer's name but where a packet says it.
 */
export async function collectPackage(ctx: Context, person: PrivacyCase): Promise<AccessPackage> {
  const organisation = await ctx.db.organisation.findUnique({ where: { id: 1 } })
  const { id, name, email } = person
  const found = {
    ...(await collectProfile(ctx, id)),
    reviews: await collectReviews(ctx, id),
    packets: await collectPackets(ctx, id),
    delegations: await collectDelegations(ctx, id),
    ...(await collectTraces(ctx, id)),
  }
  return {
    format: 1,
    organisation: organisation?.name ?? 'this organisation',
    person: { name, email },
    collectedAt: ctx.now.toISOString(),
    sections: sectionsOf(found),
    omissions: [...OMISSIONS],
  }
}

/** Everybody else who is or was here, whose identity a package may give away. */
export async function listIdentities(ctx: Context, personId: string): Promise<Identity[]> {
  return ctx.db.person.findMany({
    where: { id: { not: personId } },
    select: { name: true, email: true },
  })
}

type ProfileRow = Pick<Collected, 'levels' | 'managers' | 'teams' | 'leaves' | 'target'> & {
  name: string
  email: string
  team: string | null
  employment: string
  startedOn: string | null
  endedOn: string | null
}

async function collectProfile(ctx: Context, personId: string) {
  const [row] = await ctx.db.$queryRaw<ProfileRow[]>`
    SELECT p.name, p.email, t.name AS team, p.employment::text, p.started_on::text AS "startedOn",
      p.ended_on::text AS "endedOn",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('title', l.level_key, 'fromOn', l.from_on,
        'toOn', l.to_on) ORDER BY l.from_on), '[]') FROM person_levels l WHERE l.person_id = p.id) AS levels,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('title', m.name, 'fromOn', r.from_on,
        'toOn', r.to_on) ORDER BY r.from_on), '[]') FROM reporting_lines r
        JOIN people m ON m.id = r.manager_id WHERE r.person_id = p.id) AS managers,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('title', g.name, 'fromOn', s.from_on,
        'toOn', s.to_on) ORDER BY s.from_on), '[]') FROM team_memberships s
        JOIN teams g ON g.id = s.team_id WHERE s.person_id = p.id) AS teams,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('title', initcap(v.kind::text),
        'fromOn', v.from_on, 'toOn', v.last_on) ORDER BY v.from_on), '[]') FROM leaves v
        WHERE v.person_id = p.id) AS leaves,
      (SELECT jsonb_build_object('levelKey', x.level_key, 'on', x.chosen_at::date)
        FROM growth_targets x WHERE x.person_id = p.id) AS target
    FROM people p LEFT JOIN teams t ON t.id = p.team_id WHERE p.id = ${personId}::uuid`
  if (!row) throw new Error('There is no such person.')
  const { levels, managers, teams, leaves, target } = row
  const profile = [
    { label: 'Name', text: row.name },
    { label: 'E-mail address', text: row.email },
    { label: 'Team', text: row.team },
    { label: 'Employed as', text: row.employment.toLowerCase() },
    { label: 'First day', text: row.startedOn },
    { label: 'Last day', text: row.endedOn },
  ]
  return { profile, levels, managers, teams, leaves, target }
}

type ReviewRow = {
  cycle: string
  direction: Direction
  writer: string | null
  submittedOn: string
  body: SubmissionBody
  items: Record<string, string> | null
}

// The last revision of what was handed in and is no draft again, as HR partners may read it.
async function collectReviews(ctx: Context, personId: string): Promise<Collected['reviews']> {
  const rows = await ctx.db.$queryRaw<ReviewRow[]>`
    SELECT * FROM (SELECT DISTINCT ON (s.participant_id, s.direction, s.rater_key) c.name AS cycle,
        s.direction::text, w.name AS writer, s.submitted_at::date::text AS "submittedOn", s.body,
        c.period_end, s.rater_key,
        (SELECT jsonb_object_agg(i.key, i.text) FROM ratings t JOIN items i ON i.id = t.item_id
          WHERE t.submission_id = s.id) AS items
      FROM submissions s JOIN cycles c ON c.id = s.cycle_id
      LEFT JOIN reviews r ON r.id = s.review_id LEFT JOIN people w ON w.id = r.author_id
      WHERE s.subject_id = ${personId}::uuid
        AND (s.review_id IS NULL OR r.status IN ('SUBMITTED', 'REOPEN_REQUESTED'))
      ORDER BY s.participant_id, s.direction, s.rater_key, s.revision DESC) found
    ORDER BY period_end DESC, direction, rater_key`
  return rows.map(({ items, cycle, direction, writer, submittedOn, body }) => ({
    ...{ cycle, direction, writer, submittedOn, body },
    items: new Map(Object.entries(items ?? {})),
  }))
}

type PacketRow = Omit<Collected['packets'][number], 'payload' | 'cycle'> & {
  payload: PacketPayload
}

async function collectPackets(ctx: Context, personId: string): Promise<Collected['packets']> {
  const rows = await ctx.db.$queryRaw<PacketRow[]>`
    SELECT k.revision, k.shared_at::date::text AS "sharedOn", b.name AS "sharedBy",
      k.share_reason AS "shareReason", k.payload,
      (SELECT jsonb_build_object('typedName', a.typed_name, 'comment', a.comment, 'on', a.at::date)
        FROM packet_acknowledgements a WHERE a.packet_id = k.id) AS acknowledgement,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('body', r.body, 'on', r.at::date) ORDER BY r.at), '[]')
        FROM packet_replies r WHERE r.packet_id = k.id) AS replies,
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('relation', v.relation, 'on', v."on")), '[]')
        FROM packet_views v WHERE v.packet_id = k.id AND v.relation <> 'subj') AS openings
    FROM packets k JOIN people b ON b.id = k.shared_by_id
    WHERE k.subject_id = ${personId}::uuid ORDER BY k.shared_at DESC`
  return rows.map((row) => ({ ...row, cycle: row.payload.cycle.name }))
}

// Without a participant it is for everybody about whom the manager writes in that cycle.
async function collectDelegations(
  ctx: Context,
  personId: string,
): Promise<Collected['delegations']> {
  return ctx.db.$queryRaw<Collected['delegations']>`
    SELECT c.name AS cycle, (d.starts_at AT TIME ZONE c.time_zone)::date::text AS "fromOn",
      ((least(d.revoked_at, d.ends_at) - interval '1 millisecond') AT TIME ZONE c.time_zone)::date::text AS "toOn",
      CASE ${personId}::uuid WHEN d.grantor_id THEN 'GRANTOR' WHEN d.grantee_id THEN 'GRANTEE'
        ELSE 'SUBJECT' END AS role,
      g.name AS manager, w.name AS delegate, s.name AS about, d.reason
    FROM delegations d JOIN cycles c ON c.id = d.cycle_id
    JOIN people g ON g.id = d.grantor_id JOIN people w ON w.id = d.grantee_id
    LEFT JOIN participants p ON p.id = d.participant_id LEFT JOIN people s ON s.id = p.person_id
    WHERE ${personId}::uuid IN (d.grantor_id, d.grantee_id, p.person_id)
      OR (d.participant_id IS NULL AND EXISTS (SELECT FROM participants q
        JOIN contribution_windows x ON x.participant_id = q.id
        WHERE q.cycle_id = d.cycle_id AND q.person_id = ${personId}::uuid
          AND x.author_id = d.grantor_id AND x.role = 'PRIMARY'))
    ORDER BY d.starts_at DESC, d.id`
}

type EventRow = { on: string; action: string; decision: string; count: number }
type Traces = Pick<Collected, 'scores' | 'written' | 'sessions' | 'events'>

async function collectTraces(ctx: Context, personId: string): Promise<Traces> {
  const scores = await ctx.db.$queryRaw<Traces['scores']>`
    SELECT c.name AS cycle, x.audience::text, x.score, x.verdict FROM score_snapshots x
    JOIN participants p ON p.id = x.participant_id JOIN cycles c ON c.id = p.cycle_id
    WHERE p.person_id = ${personId}::uuid ORDER BY c.period_end DESC, x.audience`
  const written = await ctx.db.$queryRaw<Traces['written']>`
    SELECT c.name AS cycle, r.direction::text, count(*)::int AS count FROM reviews r
    JOIN cycles c ON c.id = r.cycle_id WHERE r.author_id = ${personId}::uuid
      AND r.direction <> 'SELF' AND r.revision > 0
    GROUP BY c.id, r.direction ORDER BY c.period_end DESC, r.direction`
  const sessions = await ctx.db.$queryRaw<Traces['sessions']>`
    SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') AS "createdAt",
      to_char(last_seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') AS "lastSeenAt", ip, agent
    FROM sessions WHERE person_id = ${personId}::uuid ORDER BY created_at DESC`
  const events = await listEvents(ctx, personId)
  return {
    ...{ scores, written, sessions },
    events: events.map(({ on, action, decision, count }) => ({
      ...{ on, count },
      what: actionInWords(action, decision),
    })),
  }
}

// Not when others wrote, which could tell who it was, nor how many submissions somebody read.
async function listEvents(ctx: Context, personId: string): Promise<EventRow[]> {
  return ctx.db.$queryRaw<EventRow[]>`
    SELECT at::date::text AS on, action, decision, count(DISTINCT
      CASE object_type WHEN 'submission' THEN actor_id::text ELSE id::text END)::int AS count
    FROM audit_events WHERE subject_id = ${personId}::uuid AND (actor_id = ${personId}::uuid
      OR (object_type <> 'review' AND action <> 'nomination.approve'))
    GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2 LIMIT ${MOST_EVENTS}`
}
