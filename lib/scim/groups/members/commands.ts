import 'server-only'
import { refusal } from '../../refusal'
import { changeRoleMembers } from '../../roles/grants/commands'
import type { ServiceContext } from '../../tokens/provider-context'
import { assertMayJoin } from '../../users/team/commands'
import type { GroupRecord } from '../group'

export type MemberChange = { added: readonly string[]; removed: readonly string[] }

/** Keeps by which name of its own the provider knows the group. */
export async function bindGroup(
  ctx: ServiceContext,
  group: GroupRecord,
  externalId: string | null,
): Promise<void> {
  const other = await ctx.db.$queryRaw<object[]>`
    SELECT FROM scim_teams WHERE external_id = ${externalId} AND team_id <> ${group.id}::uuid
    UNION ALL
    SELECT FROM scim_role_groups WHERE external_id = ${externalId} AND id <> ${group.id}::uuid`
  if (other.length > 0) {
    throw refusal('uniqueness', 'There is a group with this externalId already.')
  }
  if (group.kind === 'role') {
    await ctx.db.scimRoleGroup.updateMany({ where: { id: group.id }, data: { externalId } })
  } else if (externalId === null) {
    await ctx.db.scimTeam.deleteMany({ where: { teamId: group.id } })
  } else {
    await ctx.db.$executeRaw`INSERT INTO scim_teams (team_id, external_id)
      VALUES (${group.id}::uuid, ${externalId})
      ON CONFLICT (team_id) DO UPDATE SET external_id = EXCLUDED.external_id`
  }
}

/** Lets people join and leave. A person has one team, so joining one leaves the other. */
export async function changeMembers(
  ctx: ServiceContext,
  group: GroupRecord,
  change: MemberChange,
): Promise<void> {
  if (change.added.length + change.removed.length === 0) return
  await assertPeople(ctx, change.added)
  if (group.kind === 'role') return changeRoleMembers(ctx, group, change)
  await assertMayJoin(ctx, { teamId: group.id, personIds: change.added })
  await ctx.db.$executeRaw`UPDATE people SET team_id = NULL
    WHERE team_id = ${group.id}::uuid AND id = ANY(${change.removed}::uuid[])`
  await ctx.db.$executeRaw`UPDATE people SET team_id = ${group.id}::uuid
    WHERE id = ANY(${change.added}::uuid[])`
  await recordMoves(ctx, group, [...change.added, ...change.removed])
}

/** Takes everybody out of a team and the team from the provider. */
export async function emptyTeam(ctx: ServiceContext, group: GroupRecord): Promise<void> {
  const people = await ctx.db.person.findMany({
    where: { teamId: group.id },
    select: { id: true },
  })
  await changeMembers(ctx, group, { added: [], removed: people.map(({ id }) => id) })
  await bindGroup(ctx, group, null)
}

async function assertPeople(ctx: ServiceContext, ids: readonly string[]): Promise<void> {
  const [known] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM people p LEFT JOIN scim_people s ON s.person_id = p.id
    WHERE p.id = ANY(${ids}::uuid[]) AND s.deleted_at IS NULL`
  if (known?.count === ids.length) return
  throw refusal('invalidValue', 'members: One of them is no user. Provision the users first.')
}

async function recordMoves(
  ctx: ServiceContext,
  group: GroupRecord,
  ids: readonly string[],
): Promise<void> {
  await ctx.db.$executeRaw`
    INSERT INTO audit_events (session_id, action, object_type, object_id, subject_id, decision, request_id)
    SELECT ${ctx.actor.sessionId}, 'scim.changeTeam', 'team', ${group.id}, id, 'allow', ${ctx.requestId}
    FROM unnest(${ids}::uuid[]) AS moved (id)`
}
