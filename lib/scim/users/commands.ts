import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { deactivatePerson, reactivatePerson } from '@/lib/people/commands'
import { underLock } from '../commands'
import { refusal, staleVersion } from '../refusal'
import { namesVersion } from '../resources/version'
import type { ServiceContext } from '../tokens/provider-context'
import { bindUser, endMeansOfOldAddress, findToAdopt, insertPerson } from './binding/commands'
import { placeOf, placeUser } from './placing/commands'
import { loadUser } from './queries'
import { assertMayJoin, teamNamed } from './team/commands'
import { nameAfter, type UserRecord, type UserResource, userResource } from './user'
import { readUser, readUserPatch, type UserWish } from './wish'

export type UserTarget = { userId: string; ifMatch: string | null }

/** Makes a person, or takes over one of the same address whom no provider has bound yet. */
export async function createUser(ctx: ServiceContext, body: unknown): Promise<UserResource> {
  const wish = readUser(body)
  const { userName } = wish
  if (userName === undefined) throw refusal('invalidValue', 'userName is needed.')
  return underLock(ctx, async (inner) => {
    const known = await findToAdopt(inner, { userName, externalId: wish.externalId ?? null })
    const id = known ?? (await insertPerson(inner, { ...wish, userName }))
    await bindUser(inner, { id, wish, isNew: true })
    const before = await loadUser(inner, id)
    const isNew = known === null
    const after = await applyWish(inner, { ...before, isNew }, { active: true, ...wish })
    await record(inner, { action: known ? 'scim.adoptUser' : 'scim.createUser', before, after })
    return userResource(after)
  })
}

/** Writes what a whole user says; what it does not mention stays. */
export async function replaceUser(
  ctx: ServiceContext,
  target: UserTarget & { body: unknown },
): Promise<UserResource> {
  return changeUser(ctx, target, readUser(target.body))
}

/** Writes what the operations of a PATCH say, all of them or none. */
export async function patchUser(
  ctx: ServiceContext,
  target: UserTarget & { body: unknown },
): Promise<UserResource> {
  return changeUser(ctx, target, readUserPatch(target.body))
}

/** Deactivates a person, whom the provider then sees no more. What they wrote, and was written of them, stays. */
export async function deleteUser(ctx: ServiceContext, target: UserTarget): Promise<void> {
  await underLock(ctx, async (inner) => {
    const before = await loadForChange(inner, target)
    await deactivatePerson(inner, { personId: before.id })
    await bindUser(inner, { id: before.id, wish: {}, isDeleted: true })
    await record(inner, { action: 'scim.deleteUser', before })
  })
}

async function changeUser(
  ctx: ServiceContext,
  target: UserTarget,
  wish: UserWish,
): Promise<UserResource> {
  return underLock(ctx, async (inner) => {
    const before = await loadForChange(inner, target)
    await bindUser(inner, { id: before.id, wish })
    const after = await applyWish(inner, { ...before, isNew: false }, wish)
    await record(inner, { action: 'scim.changeUser', before, after })
    return userResource(after)
  })
}

async function loadForChange(ctx: ServiceContext, target: UserTarget): Promise<UserRecord> {
  const person = await loadUser(ctx, target.userId)
  const { version } = userResource(person).meta
  if (target.ifMatch !== null && !namesVersion(target.ifMatch, version)) throw staleVersion()
  return person
}

async function applyWish(
  ctx: ServiceContext,
  before: UserRecord & { isNew: boolean },
  wish: UserWish,
): Promise<UserRecord> {
  await writePerson(ctx, before, wish)
  if (wish.active === true && !before.isActive) await reactivatePerson(ctx, { personId: before.id })
  // Whoever leaves is not moved any more: providers send the last manager along.
  if (wish.active === false) {
    if (before.isActive) await deactivatePerson(ctx, { personId: before.id })
  } else if (before.isActive || wish.active === true) {
    const startedOn = wish.startedOn === undefined ? before.startedOn : wish.startedOn
    await placeUser(ctx, { ...before, startedOn }, await placeOf(ctx, before, wish))
  }
  return loadUser(ctx, before.id)
}

async function writePerson(ctx: ServiceContext, before: UserRecord, wish: UserWish): Promise<void> {
  const name = nameAfter(wish, before) ?? before.email
  const email = wish.userName ?? before.email
  const startedOn = wish.startedOn === undefined ? before.startedOn : wish.startedOn
  const teamId =
    wish.department === undefined ? before.teamId : await teamNamed(ctx, before, wish.department)
  const wanted = { name, email, startedOn, teamId }
  if (isSame(before, wanted)) return
  if (teamId) await assertMayJoin(ctx, { teamId, personIds: [before.id] })
  if (email !== before.email) await endMeansOfOldAddress(ctx, before, email)
  await ctx.db.$executeRaw`
    UPDATE people SET name = ${name}, email = ${email}, started_on = ${startedOn}::date,
      team_id = ${teamId}::uuid
    WHERE id = ${before.id}::uuid`
}

type Wanted = Pick<UserRecord, 'name' | 'email' | 'startedOn' | 'teamId'>

function isSame(before: UserRecord, wanted: Wanted): boolean {
  return (
    before.name === wanted.name &&
    before.email === wanted.email &&
    before.startedOn === wanted.startedOn &&
    before.teamId === wanted.teamId
  )
}

type Change = { action: string; before: UserRecord; after?: UserRecord }

/** Providers repeat what they know each hour: only what changed something leaves a row. */
async function record(ctx: ServiceContext, { action, before, after }: Change): Promise<void> {
  if (action === 'scim.changeUser' && JSON.stringify(before) === JSON.stringify(after)) return
  await recordAudit(ctx, {
    action,
    objectType: 'person',
    objectId: before.id,
    subjectId: before.id,
    before,
    after,
  })
}
