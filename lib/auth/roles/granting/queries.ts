import 'server-only'
import type { Context, Role } from '@/lib/context'
import { addDays, dayStart } from '@/lib/cycles/local-day'
import { AppError } from '@/lib/errors'
import { didYouMean } from '@/lib/ladder/words/suggestion'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize, type Facts } from '@/lib/policy/decide'
import type { HeldGrant } from './grant'
import { isGuardedRole } from './grant'
import type { GrantToPerson, RequestedGrant } from './schema'

export type RoleHolderFacts = { id: string; name: string; isActive: boolean; grants: HeldGrant[] }

/** Throws unless the actor administers accounts; whose row it is, is looked at for each. */
export function authorizeRoles(ctx: Context): void {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
}

/** The facts for `user.write` where it gives somebody a role. */
export function roleFacts(
  ctx: Context,
  { id }: { id: string },
  { role, isApproved }: { role: Role; isApproved: boolean },
): Facts {
  const isSelf = id === ctx.actor.id
  const conditions = { notOwnRow: !isSelf, guardedRoleApproved: isApproved || !isGuardedRole(role) }
  return { ...actorFacts(ctx.actor, ctx.now, conditions), isSelf }
}

/** The person with the roles that they hold now or will hold. */
export async function findHolder(
  ctx: Context,
  where: { id: string } | { email: string },
): Promise<RoleHolderFacts> {
  const person = await ctx.db.person.findUnique({
    where,
    select: {
      ...{ id: true, name: true, isActive: true },
      roles: {
        where: { OR: [{ validTo: null }, { validTo: { gt: ctx.now } }] },
        select: { role: true, scopeTeamId: true, validFrom: true, validTo: true },
      },
    },
  })
  if (!person) {
    const message = 'Nobody in Rung has this address.'
    throw new AppError('NOT_FOUND', message, { email: message })
  }
  const { roles: grants, ...own } = person
  return { ...own, grants }
}

/** The wish with the ids of its teams and the instants of its days where the organisation is. */
export async function wishedTerm(ctx: Context, wish: GrantToPerson): Promise<RequestedGrant> {
  const organisation = await ctx.db.organisation.findUnique({ where: { id: 1 } })
  const timeZone = organisation?.timeZone ?? 'UTC'
  const { role, scope, teams, fromOn, toOn } = wish
  const end = toOn ? dayStart(addDays(toOn, 1), timeZone) : null
  if (end && end <= ctx.now) {
    const message = 'This day is over.'
    throw new AppError('INVALID', message, { toOn: message })
  }
  return {
    role,
    scopeTeamIds: scope === 'teams' ? await teamIds(ctx, teams) : null,
    validFrom: fromOn ? dayStart(fromOn, timeZone).toISOString() : null,
    validTo: end?.toISOString() ?? null,
  }
}

async function teamIds(ctx: Context, names: readonly string[]): Promise<string[]> {
  const known = await ctx.db.team.findMany({
    where: { name: { in: [...names], mode: 'insensitive' } },
    select: { id: true, name: true },
  })
  const ids = new Map(known.map(({ id, name }) => [name.toLowerCase(), id]))
  const missing = names.find((name) => !ids.has(name.toLowerCase()))
  if (missing === undefined) return names.flatMap((name) => ids.get(name.toLowerCase()) ?? [])
  const all = await ctx.db.team.findMany({ select: { name: true }, take: 1_000 })
  const hint = didYouMean(
    missing,
    all.map(({ name }) => name),
  )
  const message = `There is no team "${missing}".${hint}`
  throw new AppError('INVALID', message, { teams: message })
}
