import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { createTeam, dissolveTeam, renameTeam } from '@/lib/people/teams/commands'
import { underLock } from '../commands'
import { refusal, staleVersion } from '../refusal'
import { namesVersion } from '../resources/version'
import { endRoleGroup } from '../roles/grants/commands'
import type { ServiceContext } from '../tokens/provider-context'
import { type GroupRecord, type GroupResource, groupResource, type Member } from './group'
import { bindGroup, changeMembers, emptyTeam } from './members/commands'
import { findGroups, listMembers, loadGroup } from './queries'
import { type GroupWish, type MemberStep, membersAfter, readGroup, readGroupPatch } from './wish'

export type GroupTarget = { groupId: string; ifMatch: string | null }

/** Makes a team, or takes over a team or role group of the same name that is bound to no other group. */
export async function createGroup(ctx: ServiceContext, body: unknown): Promise<GroupResource> {
  const wish = readGroup(body)
  const { displayName: name, externalId = null } = wish
  if (name === undefined) throw refusal('invalidValue', 'displayName is needed.')
  return underLock(ctx, async (inner) => {
    const known = await findToAdopt(inner, { name, externalId })
    const id = known?.id ?? (await createTeam(inner, { name })).teamId
    const steps = known?.kind === 'team' ? wish.steps.map(asAddition) : wish.steps
    return applyWish(inner, await loadGroup(inner, id), { externalId, steps })
  })
}

/** Writes what a whole group says; without members, those it has stay. */
export async function replaceGroup(
  ctx: ServiceContext,
  target: GroupTarget & { body: unknown },
): Promise<GroupResource> {
  return changeGroup(ctx, target, readGroup(target.body))
}

/** Writes what the operations of a PATCH say, all of them or none. */
export async function patchGroup(
  ctx: ServiceContext,
  target: GroupTarget & { body: unknown },
): Promise<GroupResource> {
  return changeGroup(ctx, target, readGroupPatch(target.body))
}

/** Ends a group: its people have no team any more, or hold its role no more. Nobody is deactivated. */
export async function deleteGroup(ctx: ServiceContext, target: GroupTarget): Promise<void> {
  await underLock(ctx, async (inner) => {
    const group = await loadForChange(inner, target)
    if (group.kind === 'role') await endRoleGroup(inner, group)
    else {
      await emptyTeam(inner, group)
      await dissolveTeam(inner, { teamId: group.id })
    }
    await record(inner, { action: 'scim.deleteGroup', group })
  })
}

async function changeGroup(
  ctx: ServiceContext,
  target: GroupTarget,
  wish: GroupWish,
): Promise<GroupResource> {
  return underLock(ctx, async (inner) => applyWish(inner, await loadForChange(inner, target), wish))
}

async function loadForChange(ctx: ServiceContext, target: GroupTarget): Promise<GroupRecord> {
  const group = await loadGroup(ctx, target.groupId)
  if (target.ifMatch === null) return group
  const { version } = groupResource(group, await membersOf(ctx, group)).meta
  if (!namesVersion(target.ifMatch, version ?? '')) throw staleVersion()
  return group
}

type Identity = { name: string; externalId: string | null }

async function findToAdopt(ctx: ServiceContext, wish: Identity): Promise<GroupRecord | null> {
  const [known, ...others] = await findGroups(ctx, wish)
  if (!known) return null
  const isBoundElsewhere = known.externalId !== null && known.externalId !== wish.externalId
  const isRepeated = known.externalId !== null && known.externalId === wish.externalId
  if (others.length === 0 && !isBoundElsewhere && !isRepeated) return known
  throw refusal('uniqueness', 'There is a group with this displayName or externalId already.')
}

// A team that is taken over has people already, whom the provider may not know.
function asAddition(step: MemberStep): MemberStep {
  return step.op === 'replace' ? { op: 'add', ids: step.ids } : step
}

async function applyWish(
  ctx: ServiceContext,
  group: GroupRecord,
  wish: GroupWish,
): Promise<GroupResource> {
  if (wish.displayName !== undefined) await rename(ctx, group, wish.displayName)
  if (wish.externalId !== undefined && wish.externalId !== group.externalId) {
    await bindGroup(ctx, group, wish.externalId)
  }
  const before = await membersOf(ctx, group)
  const after = membersAfter(before, wish.steps)
  const known = new Set(before.map(({ id }) => id))
  const added = [...after].filter((id) => !known.has(id))
  const removed = [...known].filter((id) => !after.has(id))
  await changeMembers(ctx, group, { added, removed })
  const changed = await loadGroup(ctx, group.id)
  const isSame = JSON.stringify(changed) === JSON.stringify(group)
  if (!isSame || added.length + removed.length > 0) {
    await record(ctx, { action: 'scim.changeGroup', group, after: [changed, added, removed] })
  }
  return groupResource(changed, await membersOf(ctx, changed))
}

async function rename(ctx: ServiceContext, group: GroupRecord, name: string): Promise<void> {
  if (name === group.name) return
  if (group.kind === 'team') {
    return renameTeam(ctx, { teamId: group.id, name, nameBefore: group.name })
  }
  if (name.toLowerCase() !== group.name.toLowerCase()) throw refusal('mutability', NAMED_HERE)
}

const NAMED_HERE =
  'This group gives a role, and its name is set on the page Admin, SCIM. Change it there first.'

async function membersOf(ctx: ServiceContext, { id }: GroupRecord): Promise<Member[]> {
  return (await listMembers(ctx, [id])).get(id) ?? []
}

type Change = { action: string; group: GroupRecord; after?: unknown }

async function record(ctx: ServiceContext, { action, group, after }: Change): Promise<void> {
  await recordAudit(ctx, {
    action,
    objectType: group.kind === 'team' ? 'team' : 'scim_group',
    objectId: group.id,
    before: group,
    after,
  })
}
