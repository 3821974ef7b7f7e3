import 'server-only'
import { areIndependent } from '@/lib/approvals/appointment'
import { listAppointments } from '@/lib/approvals/queries'
import type { Context } from '@/lib/context'
import { type LineChange, RequestedLines } from './schema'
import {
  couldBeActor,
  type KnownIdentity,
  type NewStanding,
  newStandings,
  type PlannedManagers,
} from './standing-above'

export const APPROVED_FOR_DAYS = 7

/** People by name, for a sentence, and by the key under which an approval names them. */
export type GuardedStanding = NewStanding & {
  managerName: string
  personName: string
  managerKey: string
  personKey: string
}

/** `isPlanned`: these lines are not of today. */
export type When = { isPlanned?: boolean }

/**
 * Which of these lines would let the actor, or somebody whom the actor could sign in as, read
 * reviews: the pairs that need a second person and have none yet. Empty for most changes: nobody who
 * takes part or took part in a cycle means nothing to read, unless it is of a later day, when there
 * may be something. Call it with the organisation as it is before the change; planned changes count
 * as lines beside those of today.
 */
export async function listGuardedStandings(
  ctx: Context,
  changes: readonly LineChange[],
  { isPlanned = false }: When = {},
): Promise<GuardedStanding[]> {
  if (changes.length === 0) return []
  const before = await managersByAddress(ctx)
  const after = new Map(before)
  for (const { email, managerEmail } of changes) after.set(email, managerEmail)
  const changed = changes.map(({ email }) => email)
  const planned = await plannedManagers(ctx, changes)
  const standings = newStandings({ before, after, changed, planned })
  const withoutPlans = planned.size > 0 ? newStandings({ before, after, changed }) : standings
  const ofToday = new Set(isPlanned ? [] : withoutPlans.map(nameOf))
  const people = await peopleByAddress(ctx, standings)
  const readable = standings.filter((standing) => {
    const person = people.get(standing.person)
    return person && (person.isReviewed || !ofToday.has(nameOf(standing)))
  })
  if (readable.length === 0) return []
  const identities = await identitiesOf(ctx, [...new Set(readable.map(({ manager }) => manager))])
  const guarded = readable.flatMap((standing) => {
    const manager = identities.get(standing.manager)
    if (!couldBeActor(manager ?? NEW, ctx.now)) return []
    const { id, name } = people.get(standing.person) ?? { id: '', name: '' }
    const managerKey = manager?.id ?? `new:${standing.manager}`
    const managerName = manager?.name ?? standing.manager
    return [{ ...standing, managerName, managerKey, personName: name, personKey: id }]
  })
  return guarded.length > 0 ? withoutApproved(ctx, guarded) : []
}

/** Whether the actor is, or could sign in as, whoever has this address. */
export async function couldSignInAs(ctx: Context, email: string): Promise<boolean> {
  return couldBeActor((await identitiesOf(ctx, [email])).get(email) ?? NEW, ctx.now)
}

function nameOf({ manager, person, depth }: NewStanding): string {
  return `${manager} ${person} ${depth}`
}

const NEW: KnownIdentity = {
  ...{ isActor: false, exists: false, wasAddedByActor: false },
  ...{ hasAccountSince: null, isKnownToProvider: false },
}

async function managersByAddress(ctx: Context): Promise<Map<string, string | null>> {
  const rows = await ctx.db.$queryRaw<{ email: string; manager: string | null }[]>`
    SELECT p.email, m.email AS manager FROM people p
    LEFT JOIN reporting_lines r ON r.person_id = p.id AND r.to_on IS NULL
    LEFT JOIN people m ON m.id = r.manager_id`
  return new Map(rows.map(({ email, manager }) => [email, manager]))
}

// Without what is asked about, which may stand among the plans already.
async function plannedManagers(
  ctx: Context,
  changes: readonly LineChange[],
): Promise<PlannedManagers> {
  const rows = await ctx.db.$queryRaw<{ email: string; manager: string }[]>`
    SELECT p.email, m.email AS manager FROM person_changes c
    JOIN people p ON p.id = c.person_id JOIN people m ON m.id = c.manager_id
    WHERE c.state = 'PLANNED' AND c.kind = 'MANAGER'`
  const asked = new Set(changes.map(({ email, managerEmail }) => `${email}>${managerEmail}`))
  const planned = new Map<string, string[]>()
  for (const { email, manager } of rows) {
    if (asked.has(`${email}>${manager}`)) continue
    planned.set(email, [...(planned.get(email) ?? []), manager])
  }
  return planned
}

type Below = { id: string; name: string; isReviewed: boolean }

async function peopleByAddress(
  ctx: Context,
  standings: readonly NewStanding[],
): Promise<Map<string, Below>> {
  const emails = [...new Set(standings.map(({ person }) => person))]
  const rows = await ctx.db.$queryRaw<(Below & { email: string })[]>`
    SELECT p.email, p.id::text AS id, p.name,
      EXISTS (SELECT 1 FROM participants t WHERE t.person_id = p.id) AS "isReviewed"
    FROM people p WHERE p.email = ANY(${emails}::text[])`
  return new Map(rows.map(({ email, ...person }) => [email, person]))
}

type Identity = KnownIdentity & { id: string; name: string }
type Found = Omit<Identity, 'wasAddedByActor'> & { email: string; addedById: string | null }

async function identitiesOf(
  ctx: Context,
  emails: readonly string[],
): Promise<Map<string, Identity>> {
  const { db, actor } = ctx
  const rows = await db.$queryRaw<Found[]>`
    SELECT p.email, p.id::text AS id, p.name, true AS exists, p.id = ${actor.id}::uuid AS "isActor",
      (SELECT e.actor_id::text FROM audit_events e WHERE e.object_id = p.id::text
        AND e.action = 'person.create' ORDER BY e.at, e.id LIMIT 1) AS "addedById",
      a.created_at AS "hasAccountSince",
      EXISTS (SELECT 1 FROM identities i WHERE i.person_id = p.id) AS "isKnownToProvider"
    FROM people p LEFT JOIN accounts a ON a.person_id = p.id
    WHERE p.email = ANY(${emails}::text[])`
  const appointments = await listAppointments(ctx)
  return new Map(
    rows.map(({ email, addedById, ...identity }) => {
      const wasAddedByActor =
        addedById !== null && !areIndependent(addedById, actor.id, appointments)
      return [email, { ...identity, wasAddedByActor }]
    }),
  )
}

async function withoutApproved(
  ctx: Context,
  guarded: GuardedStanding[],
): Promise<GuardedStanding[]> {
  const since = new Date(ctx.now.getTime() - APPROVED_FOR_DAYS * 86_400_000)
  const approvals = await ctx.db.approval.findMany({
    where: {
      ...{ kind: 'people.lines', state: 'APPROVED', requestedById: ctx.actor.id },
      decidedAt: { gt: since },
    },
    select: { payload: true },
  })
  const approved = approvals.flatMap(({ payload }) => RequestedLines.parse(payload).standings)
  return guarded.filter(
    ({ managerKey, personKey, depth }) =>
      !approved.some(
        (one) => one.manager === managerKey && one.person === personKey && one.depth <= depth,
      ),
  )
}
