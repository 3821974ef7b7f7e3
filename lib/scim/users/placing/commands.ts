import 'server-only'
import type { Context } from '@/lib/context'
import { atMidnight, type NewChange } from '@/lib/people/changes/change-row'
import { changePeople } from '@/lib/people/changes/commands'
import { lockOrganisation, recomputeClosure } from '@/lib/people/closure/commands'
import { type HeldLevel, levelFinder, sameLevel } from '@/lib/people/import/level-finder'
import { levelOptions } from '@/lib/people/import/queries'
import { assertMayStandAbove } from '@/lib/people/lines/commands'
import { MAX_DEPTH } from '@/lib/people/org-tree'
import { getToday } from '@/lib/people/queries'
import { refusal } from '../../refusal'
import { asMaker, type ServiceContext } from '../../tokens/provider-context'
import type { UserRecord } from '../user'
import type { UserWish } from '../wish'

/** Where somebody is to stand; undefined: as before. */
export type Place = { managerId?: string | null; level?: HeldLevel | null }

/** The manager and level that a request names, found by what identifies them; only what would change. */
export async function placeOf(ctx: Context, before: UserRecord, wish: UserWish): Promise<Place> {
  const place: Place = {}
  if (wish.manager !== undefined) {
    const managerId = wish.manager === null ? null : await findManager(ctx, wish.manager)
    if (managerId !== before.managerId) place.managerId = managerId
  }
  if (wish.level !== undefined || wish.track !== undefined) {
    const level = await findLevel(ctx, before, wish)
    if (!sameLevel(level, levelOf(before))) place.level = level
  }
  return place
}

/** Moves a person from today on; whoever has not started yet stands there from their first day. */
export async function placeUser(
  ctx: ServiceContext,
  before: UserRecord & { isNew: boolean },
  place: Place,
): Promise<void> {
  if (place.managerId === undefined && place.level === undefined) return
  if (place.managerId) await assertNotForOneself(ctx, before, place.managerId)
  const day = await getToday(ctx)
  await lockOrganisation(ctx)
  const isComing = before.startedOn !== null && before.startedOn > day
  if (isComing || before.isNew) {
    const fromOn = isComing && before.startedOn !== null ? before.startedOn : day
    return placeNewcomer(ctx, { id: before.id, fromOn }, place)
  }
  const common = { personId: before.id, day, effectiveOn: atMidnight(day) }
  const { managerId, level } = place
  const line: NewChange = { ...common, kind: 'MANAGER', ...(managerId ? { managerId } : {}) }
  const held: NewChange = { ...common, kind: 'LEVEL', ...level }
  const changes = [
    ...(managerId === undefined ? [] : [line]),
    ...(level === undefined ? [] : [held]),
  ]
  await changePeople(ctx, { day, changes })
}

/** Whoever made the token could be the provider: they come above nobody with reviews by it. */
async function assertNotForOneself(
  ctx: ServiceContext,
  { email }: UserRecord,
  managerId: string,
): Promise<void> {
  const { createdById: id } = ctx.service
  const [manager] = await ctx.db.$queryRaw<{ email: string; isNear: boolean }[]>`
    SELECT email, id = ${id}::uuid OR EXISTS (
        SELECT FROM org_closure WHERE manager_id = ${id}::uuid AND person_id = p.id AND depth = 1) OR EXISTS (
        SELECT FROM person_changes WHERE person_id = p.id AND manager_id = ${id}::uuid
          AND kind = 'MANAGER' AND state = 'PLANNED') AS "isNear"
    FROM people p WHERE id = ${managerId}::uuid`
  if (!manager?.isNear) return
  const line = { email, managerEmail: manager.email }
  await assertMayStandAbove(asMaker(ctx), [line])
}

type Newcomer = { id: string; fromOn: string }

/** For somebody without a past: what is open is replaced. */
async function placeNewcomer(ctx: Context, person: Newcomer, place: Place): Promise<void> {
  if (place.managerId !== undefined) await lineOfNewcomer(ctx, person, place.managerId)
  if (place.level === undefined) return
  await ctx.db.$executeRaw`DELETE FROM person_levels
    WHERE person_id = ${person.id}::uuid AND to_on IS NULL AND from_on >= ${person.fromOn}::date`
  if (place.level === null) return
  const { ladderKey, trackKey, levelKey } = place.level
  await ctx.db.$executeRaw`
    INSERT INTO person_levels (person_id, ladder_key, track_key, level_key, from_on)
    VALUES (${person.id}::uuid, ${ladderKey}, ${trackKey}, ${levelKey}, ${person.fromOn}::date)`
}

async function lineOfNewcomer(
  ctx: Context,
  { id, fromOn }: Newcomer,
  managerId: string | null,
): Promise<void> {
  if (managerId !== null) await assertMayManage(ctx, managerId, id)
  await ctx.db.$executeRaw`DELETE FROM reporting_lines
    WHERE person_id = ${id}::uuid AND to_on IS NULL AND from_on >= ${fromOn}::date`
  if (managerId !== null) {
    await ctx.db.$executeRaw`INSERT INTO reporting_lines (person_id, manager_id, from_on)
      VALUES (${id}::uuid, ${managerId}::uuid, ${fromOn}::date)`
  }
  await recomputeClosure(ctx, [id])
}

async function assertMayManage(ctx: Context, managerId: string, personId: string): Promise<void> {
  const [found] = await ctx.db.$queryRaw<{ isBelow: boolean; isActive: boolean; depth: number }[]>`
    SELECT m.is_active AS "isActive", m.id = ${personId}::uuid OR EXISTS (
        SELECT FROM org_closure c WHERE c.manager_id = ${personId}::uuid AND c.person_id = m.id) AS "isBelow",
      COALESCE((SELECT max(depth) FROM org_closure WHERE person_id = m.id), 0) + 1
        + COALESCE((SELECT max(depth) FROM org_closure WHERE manager_id = ${personId}::uuid), 0) AS depth
    FROM people m WHERE m.id = ${managerId}::uuid`
  if (!found?.isActive) throw refusal('invalidValue', 'manager: This person is not active.')
  if (found.isBelow) throw refusal('invalidValue', 'manager: Nobody can be above themselves.')
  if (found.depth <= MAX_DEPTH) return
  throw refusal('invalidValue', `manager: At most ${MAX_DEPTH} managers stand above somebody.`)
}

/** By the id that Rung gave, else by the provider's own, else by the address. */
async function findManager(ctx: Context, reference: string): Promise<string> {
  const [found] = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM (
      SELECT id, 1 AS rank FROM people WHERE id = ${asId(reference)}::uuid
      UNION ALL SELECT person_id, 2 FROM scim_people
        WHERE external_id = ${reference} AND deleted_at IS NULL
      UNION ALL SELECT id, 3 FROM people WHERE email = ${reference.toLowerCase()}) known
    ORDER BY rank LIMIT 1`
  if (found) return found.id
  throw refusal('invalidValue', 'manager: There is no such user. Provision the manager first.')
}

async function findLevel(
  ctx: Context,
  before: UserRecord,
  wish: UserWish,
): Promise<HeldLevel | null> {
  const level = wish.level === undefined ? before.level : wish.level
  if (level === null && wish.level === null) return null
  const reading = levelFinder(await levelOptions(ctx))(level ?? '', wish.track ?? '')
  if (!reading.ok) throw refusal('invalidValue', `${reading.field}: ${reading.message}`)
  if (!reading.value) return null
  const { ladderKey, trackKey, levelKey } = reading.value
  return { ladderKey, trackKey, levelKey }
}

function levelOf({ ladderKey, track, level }: UserRecord): HeldLevel | null {
  return ladderKey && track && level ? { ladderKey, trackKey: track, levelKey: level } : null
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

function asId(reference: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(reference) ? reference : NOBODY
}
