import pg from 'pg'
import { grantDelegation } from '@/lib/cycles/delegations/commands'
import { localDay } from '@/lib/cycles/local-day'
import { getStanding } from '@/lib/cycles/standing/queries'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'
import { testDatabase, testDatabaseUrl } from './database'
import { nowAs, type ReviewWorld, saving } from './review-factory'

const DAY = 86_400_000

/** A day from today, where the cycles of the tests are. */
export function dayIn(days: number): string {
  return localDay(new Date(Date.now() + days * DAY), 'Europe/Stockholm')
}

export type Lending = { email: string; scope: 'one' | 'all'; endsOn: string; reason: string }

export async function lending(
  world: Pick<ReviewWorld, 'participantId'>,
  granteeId: string,
  change: Partial<Lending> = {},
): Promise<Lending & { participantId: string }> {
  const owner = await testDatabase('owner')
  const { email } = await owner.person.findUniqueOrThrow({ where: { id: granteeId } })
  const asked: Lending = {
    email,
    scope: 'one',
    endsOn: dayIn(10),
    reason: 'On leave until January.',
  }
  return { participantId: world.participantId, ...asked, ...change }
}

/** The manager of the world lends the pen; the task of the delegate is then among those of the world. */
export async function lend(world: ReviewWorld, granteeId: string): Promise<string> {
  const ctx = await nowAs(world.managerId)
  const { delegationId } = await grantDelegation(ctx, await lending(world, granteeId))
  await knowTask(world, granteeId)
  return delegationId
}

export async function knowTask(world: ReviewWorld, authorId: string): Promise<string> {
  const owner = await testDatabase('owner')
  const { participantId } = world
  const { id } = await owner.review.findFirstOrThrow({ where: { participantId, authorId } })
  world.reviewIds[authorId] = id
  return id
}

/** Moves the end of a delegation, as time would. */
export async function endAt(delegationId: string, endsAt: Date): Promise<void> {
  const owner = await testDatabase('owner')
  const startsAt = new Date(endsAt.getTime() - DAY)
  await owner.delegation.update({ where: { id: delegationId }, data: { startsAt, endsAt } })
}

/** Another connection takes the pen back, and says when it commits. */
export async function takingBack(delegationId: string, byId: string) {
  const client = new pg.Client(await testDatabaseUrl('app_web'))
  await client.connect()
  await client.query('BEGIN')
  await client.query(
    'UPDATE delegations SET revoked_at = clock_timestamp(), revoked_by_id = $2 WHERE id = $1',
    [delegationId, byId],
  )
  return {
    commit: async () => {
      await client.query('COMMIT')
      await client.end()
    },
  }
}

/** Lends as the manager, or as whoever is named; the world's HR partner as what they are. */
export async function grant(
  world: ReviewWorld,
  granteeId: string,
  { as = world.managerId, ...change }: Partial<Lending> & { as?: string } = {},
) {
  const ctx = await nowAs(as, as === world.partnerId ? ['HR_PARTNER'] : [])
  return grantDelegation(ctx, await lending(world, granteeId, change))
}

export async function write(
  world: ReviewWorld,
  authorId: string,
  text = 'What I saw.',
  baseVersion = 0,
) {
  const change = { body: { text, ratings: {} }, baseVersion }
  return saveDraftSection(await nowAs(authorId), saving(world, authorId, change))
}

export async function relations(world: ReviewWorld, personId: string): Promise<string[]> {
  return [...(await getStanding(await nowAs(personId), world.participantId)).relations].sort()
}
