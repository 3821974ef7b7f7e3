import 'server-only'
import { requestApproval } from '@/lib/approvals/commands'
import { recordAudit } from '@/lib/audit/commands'
import { endSeenInvitations } from '@/lib/auth/recovery/commands'
import { isGuardedRole } from '@/lib/auth/roles/granting/grant'
import { assertAnotherAdministrator } from '@/lib/auth/roles/queries'
import { endSessions } from '@/lib/auth/sessions/commands'
import type { Context, Role } from '@/lib/context'
import { queueMessage } from '@/lib/notifications/commands'
import type { Service } from '../../tokens/provider-context'

type Group = { id: string; name: string }
/** Of a provider, or of an administrator who ends what a group gives. */
type Changing = Context & { service?: Service }

/** Who is in a role group holds its role by this source, and no longer than they are in it. */
export async function changeRoleMembers(
  ctx: Changing,
  group: Group,
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
): Promise<void> {
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rung accounts'))`
  await ctx.db.$executeRaw`DELETE FROM scim_role_members
    WHERE group_id = ${group.id}::uuid AND person_id = ANY(${removed}::uuid[])`
  await ctx.db.$executeRaw`INSERT INTO scim_role_members (group_id, person_id, added_at)
    SELECT ${group.id}::uuid, id, ${ctx.now} FROM unnest(${added}::uuid[]) AS joining (id)
    ON CONFLICT (group_id, person_id) DO NOTHING`
  const { role } = await ctx.db.scimRoleGroup.findUniqueOrThrow({
    where: { id: group.id },
    select: { role: true },
  })
  for (const personId of removed) await endRole(ctx, { role, personId })
  for (const personId of added) await beginRole(ctx, { role, personId, group })
}

/** Ends a role group for good: nobody holds its role by it any more. */
export async function endRoleGroup(ctx: Changing, group: Group): Promise<void> {
  const members = await ctx.db.scimRoleMember.findMany({
    where: { groupId: group.id },
    select: { personId: true },
  })
  const removed = members.map(({ personId }) => personId)
  await changeRoleMembers(ctx, group, { added: [], removed })
  await ctx.db.scimRoleGroup.deleteMany({ where: { id: group.id } })
}

type Holding = { role: Role; personId: string }

// Whoever made the token could be the provider: what it grants, they grant, so that no administrator
// whom it makes stands beside them as a second person.
async function beginRole(
  ctx: Changing,
  { role, personId, group }: Holding & { group: Group },
): Promise<void> {
  const held = await ctx.db.roleGrant.findFirst({
    where: { personId, role, scopeTeamId: null, source: 'scim', validTo: null },
    select: { id: true },
  })
  if (held) return
  if (isGuardedRole(role)) return askSecondPerson(ctx, { role, personId, group })
  const { id } = await ctx.db.roleGrant.create({
    data: {
      ...{ personId, role, source: 'scim', validFrom: ctx.now },
      grantedById: ctx.service?.createdById ?? null,
    },
    select: { id: true },
  })
  await endSeenInvitations(ctx, { personId, role })
  await recordRole(ctx, { action: 'role.grant', id, personId })
}

// Whoever made the token could be the provider: so they count as the one who asks, and cannot agree.
async function askSecondPerson(
  ctx: Changing,
  { role, personId, group }: Holding & { group: Group },
): Promise<void> {
  const asking: Context = {
    ...ctx,
    actor: { ...ctx.actor, id: ctx.service?.createdById ?? ctx.actor.id },
  }
  await requestApproval(asking, {
    kind: 'role.grant',
    objectId: `${personId}:${role}`,
    subjectId: personId,
    payload: { role, scopeTeamIds: null, validFrom: null, validTo: null, source: 'scim' },
    reason: `The identity provider has them in the group "${group.name}".`,
  })
}

async function endRole(ctx: Changing, { role, personId }: Holding): Promise<void> {
  const other = await ctx.db.scimRoleMember.findFirst({
    where: { personId, group: { role } },
    select: { groupId: true },
  })
  if (other) return
  await ctx.db.$executeRaw`UPDATE approvals SET state = 'WITHDRAWN', decided_at = ${ctx.now}
    WHERE kind = 'role.grant' AND object_id = ${`${personId}:${role}`} AND state = 'OPEN'
      AND payload ->> 'source' = 'scim'`
  const held = await ctx.db.roleGrant.findMany({
    where: { personId, role, source: 'scim', validTo: null },
    select: { id: true },
  })
  for (const { id } of held) {
    if (role === 'ADMIN' && !(await isAdministratorOtherwise(ctx, personId))) {
      await assertAnotherAdministrator(ctx, personId)
    }
    await ctx.db.$executeRaw`UPDATE role_grants
      SET valid_to = GREATEST(valid_from, date_trunc('milliseconds', now())) WHERE id = ${id}::uuid`
    await recordRole(ctx, { action: 'role.revoke', id, personId })
  }
}

async function isAdministratorOtherwise(ctx: Context, personId: string): Promise<boolean> {
  const other = await ctx.db.roleGrant.findFirst({
    where: { personId, role: 'ADMIN', source: { not: 'scim' }, validTo: null },
    select: { id: true },
  })
  return other !== null
}

type Recorded = { action: 'role.grant' | 'role.revoke'; id: string; personId: string }

// Whoever may do more or less than before signs in anew, and is told.
async function recordRole(ctx: Context, { action, id, personId }: Recorded): Promise<void> {
  await recordAudit(ctx, {
    action,
    objectType: 'role_grant',
    objectId: id,
    subjectId: personId,
    reason: 'scim',
  })
  const changeId = action === 'role.grant' ? id : `${id}:ended`
  await queueMessage(ctx, { kind: 'account-changed', personId, changeId, what: 'roles' })
  await endSessions(ctx, { personId })
}
