import type { OwnDatabase } from '../../support/own-database'

/** Somebody whose manager has handed in the review and has not shared it. */
export function shareable(database: OwnDatabase) {
  return database.row<{ id: string; version: number; email: string; reviewId: string }>(
    `SELECT p.id, p.version, a.email, r.id AS "reviewId" FROM participants p
     JOIN cycles c ON c.id = p.cycle_id
     JOIN reviews r ON r.participant_id = p.id AND r.direction = 'MANAGER'
     JOIN people a ON a.id = r.author_id JOIN people s ON s.id = p.person_id
     WHERE c.state = 'SHARING' AND p.status = 'ACTIVE' AND r.status = 'SUBMITTED'
       AND NOT EXISTS (SELECT 1 FROM reviews o WHERE o.participant_id = p.id
         AND o.status = 'DRAFT' AND o.revision > 0)
       AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = p.person_id)
     ORDER BY p.id LIMIT 1`,
  )
}

/** A manager review of the running cycle whose packet is out, with its author. */
export function sharedReview(database: OwnDatabase) {
  return database.row<{ reviewId: string; version: number; email: string; participantId: string }>(
    `SELECT r.id AS "reviewId", r.version, a.email, p.id AS "participantId" FROM participants p
     JOIN cycles c ON c.id = p.cycle_id
     JOIN reviews r ON r.participant_id = p.id AND r.direction = 'MANAGER'
     JOIN people a ON a.id = r.author_id
     WHERE c.state = 'SHARING' AND p.status IN ('SHARED', 'ACKNOWLEDGED') AND a.is_active
       AND EXISTS (SELECT 1 FROM drafts d WHERE d.review_id = r.id AND d.section = 'summary')
     ORDER BY p.id LIMIT 1`,
  )
}

export async function packetsHash(database: OwnDatabase, participantId: string): Promise<string> {
  const { hash } = await database.row<{ hash: string }>(
    `SELECT md5(string_agg(k::text, '|' ORDER BY k.id)) AS hash FROM packets k WHERE participant_id = $1`,
    [participantId],
  )
  return hash
}

/** How many peers the packet holds. */
export async function peersOf(database: OwnDatabase, participantId: string): Promise<number> {
  const { count } = await database.row<{ count: number }>(
    `SELECT (SELECT count(*)::int FROM jsonb_array_elements(payload -> 'reviews') r
       WHERE r ->> 'direction' = 'peer') AS count
     FROM packets WHERE participant_id = $1 ORDER BY revision DESC LIMIT 1`,
    [participantId],
  )
  return count
}

/** How many peers have handed in. */
export async function peersWritten(database: OwnDatabase, participantId: string): Promise<number> {
  const { count } = await database.row<{ count: number }>(
    `SELECT count(DISTINCT rater_key)::int AS count FROM submissions
     WHERE participant_id = $1 AND direction = 'PEER'`,
    [participantId],
  )
  return count
}
