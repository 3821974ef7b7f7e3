import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context, Role } from '@/lib/context'
import { queueMessage } from '@/lib/notifications/commands'
import { endSessions } from '../../sessions/commands'
import { roleClaimChanges } from './claimed-roles'

/**
 * Lets the person hold by claim exactly these roles, inside the transaction that signs them in. What
 * others have granted stays. Where a role changes, what is open elsewhere ends.
 */
export async function applyClaimedRoles(
  ctx: Context,
  { personId, claimed }: { personId: string; claimed: ReadonlySet<Role> },
): Promise<void> {
  const held = await ctx.db.roleGrant.findMany({
    where: { personId, source: 'oidc', validTo: null },
    select: { id: true, role: true },
  })
  const { granted, endedIds } = roleClaimChanges(held, claimed)
  if (granted.length === 0 && endedIds.length === 0) return
  const grantedIds: string[] = []
  for (const role of granted) {
    const { id } = await ctx.db.roleGrant.create({
      data: { personId, role, source: 'oidc', validFrom: ctx.now },
      select: { id: true },
    })
    grantedIds.push(id)
    await recordRole(ctx, { action: 'role.grant', id, personId })
  }
  for (const id of endedIds) {
    await ctx.db.$executeRaw`UPDATE role_grants
      SET valid_to = GREATEST(valid_from, ${ctx.now}) WHERE id = ${id}::uuid AND valid_to IS NULL`
    await recordRole(ctx, { action: 'role.revoke', id, personId })
  }
  const changeId = endedIds[0] ? `${endedIds[0]}:ended` : (grantedIds[0] ?? personId)
  await queueMessage(ctx, { kind: 'account-changed', what: 'roles', personId, changeId })
  await endSessions(ctx, { personId })
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
    reason: 'oidc',
  })
}
