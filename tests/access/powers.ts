import { PERSONAS } from '../support/personas'
import { rows } from '../support/product'

/** People with a power, or a pen that is lent to them, and no other relation, who are not in the demonstration: made for a test. */
export const POWERS = [
  ...(['auditor', 'hrOut', 'ladderAdmin', 'deactivated'] as const),
  ...(['deleg', 'delegGone'] as const),
] as const
export type Power = (typeof POWERS)[number]

const ROLE: Partial<Record<Power, string>> = {
  auditor: 'AUDITOR',
  hrOut: 'HR_PARTNER',
  ladderAdmin: 'LADDER_ADMIN',
}

const REASON = 'Made for the access tests.'

/** Gives each power to somebody who stands in no relation to the people of the world. */
export async function appointPowers(): Promise<Record<Power, string>> {
  const free = await rows<{ id: string; email: string }>(
    `SELECT p.id, p.email FROM people p WHERE p.is_active AND NOT p.email = ANY($1)
       AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.person_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM org_closure o WHERE o.manager_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM reviews r JOIN people s ON s.id = r.subject_id
         WHERE r.author_id = p.id AND s.email = ANY($1))
     ORDER BY p.email LIMIT ${POWERS.length}`,
    [Object.values(PERSONAS)],
  )
  const chosen = Object.fromEntries(POWERS.map((power, index) => [power, free[index]?.email ?? '']))
  for (const [index, power] of POWERS.entries()) {
    const id = free[index]?.id
    if (!id) throw new Error(`The demonstration has nobody to make ${power}.`)
    if (power === 'deactivated')
      await rows('UPDATE people SET is_active = false WHERE id = $1', [id])
    else if (power === 'deleg' || power === 'delegGone') await lendPen(id, power === 'deleg')
    else {
      await rows(
        `INSERT INTO role_grants (person_id, role, scope_team_id, reason) VALUES ($1, $2::"Role",
           CASE WHEN $3 THEN (SELECT team_id FROM people WHERE email = $4) END, $5)`,
        [id, ROLE[power], power === 'hrOut', PERSONAS.stranger, REASON],
      )
    }
  }
  return chosen as Record<Power, string>
}

export async function dismissPowers(chosen: Record<Power, string>): Promise<void> {
  await rows('DELETE FROM role_grants WHERE reason = $1', [REASON])
  await rows('UPDATE people SET is_active = true WHERE email = $1', [chosen.deactivated])
  await forgetPens(REASON)
}

/** As nobody can in the product, where what was written is kept. */
export async function forgetPens(reason: string): Promise<void> {
  await rows('SET session_replication_role = replica')
  for (const table of ['draft_conflicts', 'draft_revisions', 'drafts', 'reviews']) {
    await rows(
      `DELETE FROM ${table} WHERE author_id IN (SELECT grantee_id FROM delegations WHERE reason = $1)`,
      [reason],
    )
  }
  await rows('DELETE FROM delegations WHERE reason = $1', [reason])
  await rows('SET session_replication_role = origin')
}

/** The pen of Sam's manager, for a day to come or until a moment ago. */
async function lendPen(personId: string, isInForce: boolean): Promise<void> {
  await rows(
    `WITH own AS (
       SELECT p.id, p.cycle_id, p.person_id, w.author_id FROM participants p
       JOIN cycles c ON c.id = p.cycle_id AND c.state = 'SHARING'
       JOIN people s ON s.id = p.person_id AND s.email = $2
       JOIN contribution_windows w ON w.participant_id = p.id AND w.role = 'PRIMARY' AND w.is_open),
     task AS (
       INSERT INTO reviews (cycle_id, participant_id, subject_id, author_id, direction)
       SELECT cycle_id, id, person_id, $1, 'DELEGATE' FROM own)
     INSERT INTO delegations (cycle_id, participant_id, grantor_id, grantee_id, granted_by_id,
       reason, starts_at, ends_at)
     SELECT cycle_id, id, author_id, $1, author_id, $3, now() - interval '1 day',
       now() + (CASE WHEN $4 THEN 1 ELSE -0.001 END) * interval '1 day' FROM own`,
    [personId, PERSONAS.subj, REASON, isInForce],
  )
}

const FOR_POWERS = ['approvals', 'break-glass', 'audit'].map(adminPage)
const PRIVACY = '/(workspace)/privacy/page'
const SESSIONS = '/(workspace)/cycles/[cycleId]/calibration/page'

// For somebody with a power, besides what everybody may open: pages of the role, with nobody on them
// who is out of scope. An auditor finds tombstones under privacy (G4).
const OPENS: Record<Power, (page: string, op: string, url: string) => boolean> = {
  auditor: (page) => [...FOR_POWERS, PRIVACY].includes(page),
  hrOut: (page) => [...FOR_POWERS, PRIVACY, SESSIONS, adminPage('view-as')].includes(page),
  ladderAdmin: (_page, op) => op.startsWith('ladder.') && op !== 'ladder.readPublished',
  deactivated: () => false,
  // A pen, not eyes.
  deleg: () => false,
  delegGone: () => false,
}

export function opensByPower(
  power: Power,
  { page, op, url }: { page: string; op: string; url: string },
) {
  return OPENS[power](page, op, url)
}

function adminPage(name: string): string {
  return `/(workspace)/admin/${name}/page`
}
