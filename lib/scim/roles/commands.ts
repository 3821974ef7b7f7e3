import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { lockOrganisation } from '@/lib/people/closure/commands'
import { authorizeService } from '../tokens/provider-context'
import { endRoleGroup } from './grants/commands'
import { GroupId, MapGroup } from './schema'

/** From now on whoever the provider has in the group of this name holds the role. */
export async function mapScimGroup(ctx: Context, input: unknown): Promise<{ name: string }> {
  authorizeService(ctx)
  const { group: name, role } = parseInput(MapGroup, input)
  assertSteppedUp(ctx.actor)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    await lockOrganisation(inner)
    const taken = await tx.$queryRaw<{ kind: string }[]>`
      SELECT 'team' AS kind FROM teams WHERE lower(name) = lower(${name}) AND ended_on IS NULL
      UNION ALL SELECT 'group' FROM scim_role_groups WHERE lower(name) = lower(${name})`
    if (taken[0]) throw new AppError('CONFLICT', takenText(name, taken[0].kind), { group: '' })
    const { id } = await tx.scimRoleGroup.create({
      data: { name, role, createdById: ctx.actor.id, createdAt: ctx.now },
      select: { id: true },
    })
    await record(inner, { action: 'scim.mapGroup', id, after: { role } })
    return { name }
  })
}

/** Ends what a group gives: its members hold the role by it no more. */
export async function unmapScimGroup(ctx: Context, input: unknown): Promise<void> {
  authorizeService(ctx)
  const { groupId } = parseInput(GroupId, input)
  assertSteppedUp(ctx.actor)
  await ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    await lockOrganisation(inner)
    const group = await tx.scimRoleGroup.findUnique({
      where: { id: groupId },
      select: { id: true, name: true },
    })
    if (!group) throw new AppError('NOT_FOUND', 'There is no such group.')
    await endRoleGroup(inner, group)
    await record(inner, { action: 'scim.unmapGroup', id: groupId })
  })
}

function takenText(name: string, kind: string): string {
  if (kind === 'group') return `The group "${name}" gives a role already. End that first.`
  return `There is a team "${name}". Rename the team, or choose a group of another name.`
}

type Change = { action: string; id: string; after?: unknown }

async function record(ctx: Context, { action, id, after }: Change): Promise<void> {
  await recordAudit(ctx, { action, objectType: 'scim_group', objectId: id, after })
}
