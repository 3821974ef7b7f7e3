import 'server-only'
import type { Actor, Role } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { queryRows } from '@/lib/db/query-rows'
import { sessionLimits } from './sessions/limits'
import { mayUsePassword } from './single-sign-on/queries'
import { STEP_UP_MINUTES } from './step-up/stepped-up'
import { hashToken } from './token'

export type SignedIn = { actor: Actor; now: Date; isSeenStale: boolean }

type SessionRow = {
  person_id: string
  name: string
  email: string
  has_reports: boolean
  is_calibrator: boolean
  is_stepped_up: boolean
  roles: { role: Role; scopeTeamId: string | null }[] | null
  now: Date
  stale: boolean
}

/** The person behind a cookie, with roles, in one statement; null when the session is not good any more. */
export async function getSignedIn(
  db: Database | Transaction,
  token: string,
): Promise<SignedIn | null> {
  const id = hashToken(token)
  const { idleMinutes, maxHours } = sessionLimits()
  const rows = await queryRows<SessionRow>(db)`
    SELECT p.id AS person_id, p.name, p.email,
      EXISTS (SELECT 1 FROM org_closure c WHERE c.manager_id = p.id) AS has_reports,
      EXISTS (SELECT 1 FROM calibration_members m JOIN calibration_sessions k ON k.id = m.session_id
        WHERE m.person_id = p.id AND (k.state = 'OPEN' OR m.role = 'FACILITATOR')) AS is_calibrator,
      (SELECT jsonb_agg(jsonb_build_object('role', g.role, 'scopeTeamId', g.scope_team_id))
        FROM role_grants g WHERE g.person_id = p.id AND g.valid_from <= now()
        AND (g.valid_to IS NULL OR g.valid_to > now())) AS roles,
      s.auth_at > now() - make_interval(mins => ${STEP_UP_MINUTES}::int) AS is_stepped_up,
      now() AS now, s.last_seen_at < now() - interval '1 minute' AS stale
    FROM sessions s JOIN people p ON p.id = s.person_id
    WHERE s.id = ${id} AND s.revoked_at IS NULL AND p.is_active
      AND s.last_seen_at > now() - make_interval(mins => ${idleMinutes}::int)
      AND s.created_at > now() - make_interval(hours => ${maxHours}::int)`
  const row = rows[0]
  if (!row) return null
  return {
    actor: {
      id: row.person_id,
      name: row.name,
      email: row.email,
      sessionId: id,
      hasReports: row.has_reports,
      isCalibrator: row.is_calibrator,
      isSteppedUp: row.is_stepped_up,
      roles: row.roles ?? [],
    },
    now: row.now,
    isSeenStale: row.stale,
  }
}

/** Whether this cookie was that of somebody who is deactivated now. */
export async function isOfDeactivated(db: Database | Transaction, token: string): Promise<boolean> {
  const where = { id: hashToken(token), person: { isActive: false } }
  return (await db.session.count({ where })) > 0
}

export async function isSetUp(db: Database | Transaction): Promise<boolean> {
  return (await db.organisation.count()) > 0
}

/** Whose invitation this is, for the page that asks for a password; null when it is used or too old. */
export async function getInvitation(db: Database | Transaction, token: string) {
  const invitation = await db.invitation.findUnique({
    where: { id: hashToken(token) },
    select: {
      usedAt: true,
      expiresAt: true,
      person: { select: { id: true, name: true, email: true, isActive: true } },
    },
  })
  const [clock] = await queryRows<{ now: Date }>(db)`SELECT now() AS now`
  if (!invitation || invitation.usedAt || !invitation.person.isActive) return null
  if (!clock || invitation.expiresAt <= clock.now) return null
  const { id, name, email } = invitation.person
  return { name, email, mayUsePassword: await mayUsePassword(db, id) }
}

/** Who can be tried out, on a demonstration installation only; nobody is listed on a real one. */
export async function getDemonstrationPeople(db: Database | Transaction) {
  const organisation = await db.organisation.findUnique({
    where: { id: 1 },
    select: { isDemo: true },
  })
  if (!organisation?.isDemo) return []
  return DEMONSTRATION
}

const DEMONSTRATION = [
  {
    email: 'maya.okafor@example.org',
    name: 'Maya Okafor',
    title: 'manager with reviews to write and share',
  },
  { email: 'sam.lindqvist@example.org', name: 'Sam Lindqvist', title: 'engineer, reports to Maya' },
  { email: 'priya.raman@example.org', name: 'Priya Raman', title: 'peer and engineer' },
  { email: 'elena.petrov@example.org', name: 'Elena Petrov', title: 'director, Maya’s manager' },
  {
    email: 'omar.haddad@example.org',
    name: 'Omar Haddad',
    title: 'administrator of cycles and ladders',
  },
  { email: 'ingrid.solberg@example.org', name: 'Ingrid Solberg', title: 'HR partner' },
]
