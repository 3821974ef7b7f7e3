import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { endSeenInvitations } from '../recovery/commands'
import { assertAnotherAdministrator } from './queries'
import { RoleOfPerson } from './schema'

export type RoleChange = { personId: string; name: string; isChanged: boolean }

/**
 * Gives a role from now on, on the word of whoever operates the machine; there is no signed-in
 * person, so never call it for a request. An administrator whom another one appointed alone stands
 * for themselves from then on.
 */
export async function grantRole(db: Database | Transaction, input: unknown): Promise<RoleChange> {
  const wish = parseInput(RoleOfPerson, input)
  return asOperator(db, async (ctx) => {
    const { name, personId, scopeTeamId, open } = await findGrants(ctx, wish)
    const standsAlone = ({ grantedById, source }: OpenGrant) =>
      wish.role !== 'ADMIN' || (!grantedById && source !== 'scim')
    if (open.some(standsAlone)) return { personId, name, isChanged: false }
    // What a provider says stays beside it.
    for (const { id, source } of open) if (source === 'manual') await endGrant(ctx, id)
    const { id } = await ctx.db.roleGrant.create({
      data: { personId, role: wish.role, scopeTeamId, validFrom: ctx.now },
      select: { id: true },
    })
    await endSeenInvitations(ctx, { personId, role: wish.role })
    await recordRole(ctx, { action: 'role.grant', id, personId })
    return { personId, name, isChanged: true }
  })
}

/** Ends a role now, whoever gave it; refused for the last administrator. */
export async function revokeRole(db: Database | Transaction, input: unknown): Promise<RoleChange> {
  const wish = parseInput(RoleOfPerson, input)
  return asOperator(db, async (ctx) => {
    const { name, personId, open } = await findGrants(ctx, wish)
    if (open.length === 0) return { personId, name, isChanged: false }
    if (wish.role === 'ADMIN') await assertAnotherAdministrator(ctx, personId)
    for (const { id } of open) {
      await endGrant(ctx, id)
      await recordRole(ctx, { action: 'role.revoke', id, personId })
    }
    return { personId, name, isChanged: true }
  })
}

async function asOperator<Result>(
  db: Database | Transaction,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rung accounts'))`
    const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT now() AS now`
    return work({ actor: SYSTEM_ACTOR, db: tx, now: clock?.now ?? new Date(), requestId: null })
  })
}

type OpenGrant = { id: string; grantedById: string | null; source: string }

async function findGrants(ctx: Context, { role, email, team }: RoleOfPerson) {
  const person = await ctx.db.person.findUnique({
    where: { email },
    select: { id: true, name: true, isActive: true },
  })
  if (!person) throw new AppError('NOT_FOUND', `Nobody in Rung has the address ${email}.`)
  if (!person.isActive) throw new AppError('INVALID', `${person.name} is deactivated.`)
  const scopeTeamId = team === undefined ? null : await teamId(ctx, { role, team })
  const open: OpenGrant[] = await ctx.db.roleGrant.findMany({
    where: {
      ...{ personId: person.id, role, scopeTeamId },
      OR: [{ validTo: null }, { validTo: { gt: ctx.now } }],
    },
    select: { id: true, grantedById: true, source: true },
  })
  return { personId: person.id, name: person.name, scopeTeamId, open }
}

async function endGrant(ctx: Context, id: string): Promise<void> {
  await ctx.db.$executeRaw`UPDATE role_grants
    SET valid_to = GREATEST(valid_from, date_trunc('milliseconds', now())) WHERE id = ${id}::uuid`
}

async function teamId(
  ctx: Context,
  { role, team: name }: { role: RoleOfPerson['role']; team: string },
): Promise<string> {
  if (role !== 'HR_PARTNER') {
    throw new AppError('INVALID', 'Only the role hr_partner can be limited to a team.')
  }
  const team = await ctx.db.team.findUnique({ where: { name }, select: { id: true } })
  if (!team) throw new AppError('NOT_FOUND', `There is no team "${name}".`)
  return team.id
}

async function recordRole(
  ctx: Context,
  { action, id, personId }: { action: string; id: string; personId: string },
): Promise<void> {
  await recordAudit(ctx, {
    action,
    objectType: 'role_grant',
    objectId: id,
    subjectId: personId,
    reason: 'operator',
  })
}
