import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { personFacts } from '@/lib/people/person-facts'
import type { Facts } from '@/lib/policy/decide'
import { canSeeTombstone } from '@/lib/policy/privacy'
import { basisInWords } from '../erasure/legal-basis'

/** A person as the subject of a privacy matter. */
export type PrivacyCase = {
  id: string
  name: string
  email: string
  isActive: boolean
  /** The one they were in, where they have been erased. */
  teamId: string | null
  erasure: 'APPROVED' | 'DONE' | null
}

/** What is left of an erased person, for HR partners in scope and auditors (G4). */
export type Tombstone = {
  personId: string
  pseudonym: string
  erasedAt: Date
  requestedBy: string
  approvedBy: string
  legalBasis: string
  counts: Record<string, number>
}

export async function findCase(ctx: Context, personId: string): Promise<PrivacyCase | null> {
  const [row] = await ctx.db.$queryRaw<PrivacyCase[]>`
    SELECT p.id, p.name, p.email, p.is_active AS "isActive",
      coalesce(p.team_id, e.team_id) AS "teamId", e.state AS erasure
    FROM people p LEFT JOIN erasures e ON e.person_id = p.id WHERE p.id = ${personId}::uuid`
  return row ?? null
}

/** How the actor stands to the person of a privacy matter. */
export function caseFacts(ctx: Context, { id, teamId }: PrivacyCase): Facts {
  return personFacts(ctx.actor, { id, teamId, holdsGuardedRole: false }, ctx.now)
}

/** Relation `hr_in` for lists, of the person `p`, never the reader's own case. */
export function personScope({ actor }: Context): Prisma.Sql {
  const grants = actor.roles.filter(({ role }) => role === 'HR_PARTNER')
  const notOwn = Prisma.sql`p.id <> ${actor.id}::uuid`
  if (grants.some(({ scopeTeamId }) => scopeTeamId === null)) return notOwn
  const teams = grants.flatMap(({ scopeTeamId }) => scopeTeamId ?? [])
  return Prisma.sql`(${notOwn} AND coalesce(p.team_id, (SELECT e.team_id FROM erasures e
    WHERE e.person_id = p.id)) = ANY(${teams}::uuid[]))`
}

type Row = Omit<Tombstone, 'requestedBy' | 'approvedBy'> & {
  requestedBy: string | null
  approvedBy: string | null
}

/** Null where the person was not erased, or the reader may not know of it. */
export async function findTombstone(ctx: Context, personId: string): Promise<Tombstone | null> {
  const person = await findCase(ctx, personId)
  if (person?.erasure !== 'DONE') return null
  if (!canSeeTombstone(caseFacts(ctx, person)).allow) return null
  const [row] = await ctx.db.$queryRaw<Row[]>`
    SELECT e.person_id AS "personId", e.pseudonym, e.done_at AS "erasedAt",
      r.name AS "requestedBy", a.name AS "approvedBy", e.legal_basis AS "legalBasis", e.counts
    FROM erasures e LEFT JOIN people r ON r.id = e.requested_by_id
    LEFT JOIN people a ON a.id = e.approved_by_id WHERE e.person_id = ${personId}::uuid`
  if (!row) return null
  return {
    ...row,
    requestedBy: row.requestedBy ?? 'Somebody who is no longer here',
    approvedBy: row.approvedBy ?? 'Somebody who is no longer here',
    legalBasis: basisInWords(row.legalBasis),
  }
}

/** Whether everything about the person has been erased: state E of the policy. */
export async function isErased(ctx: Context, personId: string): Promise<boolean> {
  return (await ctx.db.erasure.count({ where: { personId, state: 'DONE' } })) > 0
}

const Uuid = z.uuid()

/** Where the reader sees the tombstone of this person or participant; null where there is none. */
export async function findTombstonePath(
  ctx: Context,
  about: { personId: string } | { participantId: string },
): Promise<string | null> {
  const personId = 'personId' in about ? about.personId : await personOf(ctx, about.participantId)
  if (!personId || !Uuid.safeParse(personId).success) return null
  return (await findTombstone(ctx, personId)) ? `/privacy/people/${personId}` : null
}

async function personOf(ctx: Context, participantId: string): Promise<string | null> {
  if (!Uuid.safeParse(participantId).success) return null
  const where = { id: participantId }
  const found = await ctx.db.participant.findUnique({ where, select: { personId: true } })
  return found?.personId ?? null
}
