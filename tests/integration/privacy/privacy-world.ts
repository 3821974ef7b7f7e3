import type { Context } from '@/lib/context'
import { testDatabase } from '../../support/database'
import { actor, contextOf } from '../../support/organisation'

type Roles = Parameters<typeof actor>[1]

let count = 0

/** Somebody with these roles, in the database and as a context of now who has just confirmed who they are. */
export async function asSomebody(
  roles: Roles = [],
  { teamId = null, isSteppedUp = true }: { teamId?: string | null; isSteppedUp?: boolean } = {},
): Promise<Context> {
  const owner = await testDatabase('owner')
  count += 1
  // A number of its own would stand in dates, where it counts as part of a name.
  const name = `Helper h${process.pid}n${count}`
  const email = `helper.${process.pid}.${count}@example.org`
  const { id } = await owner.person.create({ data: { name, email } })
  for (const role of roles) {
    await owner.roleGrant.create({ data: { personId: id, role, scopeTeamId: teamId } })
  }
  const granted = roles.map((role) => ({ role, scopeTeamId: teamId }))
  const who = { ...actor(id, roles), name, email, roles: granted, isSteppedUp }
  return contextOf(who, await testDatabase('app_web'), new Date())
}

export async function jobNow(): Promise<Context> {
  const { SYSTEM_ACTOR } = await import('@/lib/context')
  return {
    actor: SYSTEM_ACTOR,
    db: await testDatabase('app_job'),
    now: new Date(),
    requestId: null,
  }
}

/** The open request of this kind about this thing. */
export async function openApproval(kind: string, objectId: string): Promise<string> {
  const owner = await testDatabase('owner')
  const { id } = await owner.approval.findFirstOrThrow({ where: { kind, objectId, state: 'OPEN' } })
  return id
}

export async function auditCount(action: string, objectId: string): Promise<number> {
  const owner = await testDatabase('owner')
  return owner.auditEvent.count({ where: { action, objectId } })
}
