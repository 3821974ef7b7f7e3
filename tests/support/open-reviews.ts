import type { OwnDatabase } from './own-database'

/** A manager review of the running cycle that its author may write on. */
export type OpenReview = { id: string; email: string; version: number; participantId: string }

const MANAGER_REVIEWS = `
  SELECT r.id FROM reviews r JOIN cycles c ON c.id = r.cycle_id
  JOIN participants p ON p.id = r.participant_id
  WHERE c.state = 'SHARING' AND r.direction = 'MANAGER' AND p.status = 'ACTIVE'`
const SHOWN = `r.id, a.email, r.version, r.participant_id AS "participantId"`

/** Reviews that nobody has begun. */
export function listUntouched(database: OwnDatabase, count: number): Promise<OpenReview[]> {
  return database.rows<OpenReview>(
    `SELECT ${SHOWN} FROM reviews r JOIN people a ON a.id = r.author_id
     WHERE a.is_active AND r.id IN (${MANAGER_REVIEWS} AND r.status = 'NOT_STARTED')
       AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.review_id = r.id)
     ORDER BY r.id LIMIT $1`,
    [count],
  )
}

/** Reviews that were complete enough to be handed in, given back to their authors for another time. */
export function giveBack(database: OwnDatabase, count: number): Promise<OpenReview[]> {
  return database.rows<OpenReview>(
    `UPDATE reviews r SET status = 'DRAFT', version = r.version + 1 FROM people a
     WHERE a.id = r.author_id AND a.is_active AND r.id IN (
       ${MANAGER_REVIEWS} AND r.status = 'SUBMITTED' ORDER BY r.id LIMIT $1)
     RETURNING ${SHOWN}`,
    [count],
  )
}

/** What handing in leaves behind, by review. */
export async function tracesOf(database: OwnDatabase, reviewId: string) {
  return database.row<{ status: string; submissions: number; audits: number; answers: number }>(
    `SELECT r.status,
       (SELECT count(*)::int FROM submissions s WHERE s.review_id = r.id) AS submissions,
       (SELECT count(*)::int FROM audit_events e WHERE e.object_id = r.id::text
         AND e.action = 'mgrReview.submit' AND e.decision = 'allow') AS audits,
       (SELECT count(*)::int FROM idempotency_keys k WHERE k.route = 'review.submit'
         AND k.response ->> 'reviewId' = r.id::text) AS answers
     FROM reviews r WHERE r.id = $1`,
    [reviewId],
  )
}

export type ShareableParticipant = { id: string; version: number; email: string }

/** People whose manager has handed in the review and has not shared it. */
export function listShareable(
  database: OwnDatabase,
  count: number,
): Promise<ShareableParticipant[]> {
  return database.rows<ShareableParticipant>(
    `SELECT p.id, p.version, a.email FROM participants p JOIN cycles c ON c.id = p.cycle_id
     JOIN reviews r ON r.participant_id = p.id AND r.direction = 'MANAGER'
     JOIN people a ON a.id = r.author_id
     WHERE c.state = 'SHARING' AND p.status = 'ACTIVE' AND r.status = 'SUBMITTED'
     ORDER BY p.id DESC LIMIT $1`,
    [count],
  )
}

/** What sharing leaves behind, by participant. */
export function tracesOfSharing(database: OwnDatabase, participantId: string) {
  return database.row<{ packets: number; audits: number; messages: number }>(
    `SELECT count(*)::int AS packets, coalesce(sum((SELECT count(*) FROM audit_events e
         WHERE e.object_id = p.id::text AND e.action = 'packet.share')), 0)::int AS audits,
       coalesce(sum((SELECT count(*) FROM outbox_messages m WHERE m.kind = 'packet-shared'
         AND m.dedup_key LIKE '%' || p.id || '%')), 0)::int AS messages
     FROM packets p WHERE participant_id = $1`,
    [participantId],
  )
}
