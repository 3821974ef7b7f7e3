import { randomUUID } from 'node:crypto'
import type { Actor, Context } from '@/lib/context'
import { SYSTEM_ACTOR } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { testDatabase } from './database'

export type TestOrganisation = {
  ladderVersionId: string
  /** In the order of their e-mail addresses: the first is at the top, each manages up to eight. */
  people: string[]
  admin: Actor
  otherAdmin: Actor
  member: Actor
}

/**
 * A ladder of one track with levels one to five, and people on it below one top person; p1 and p2
 * are administrators. Made with plain SQL as the owner, so that ten thousand take a second.
 */
export async function makeOrganisation(size: number): Promise<TestOrganisation> {
  const db = await testDatabase('owner')
  const key = `t${randomUUID().slice(0, 8)}`
  const ladderVersionId = await makeLadder(db, key)
  await db.$executeRaw`
    INSERT INTO people (email, name) SELECT ${key} || '-' || lpad(n::text, 6, '0') || '@example.org', 'Person ' || n
    FROM generate_series(0, ${size - 1}::int) AS n`
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM people WHERE email LIKE ${`${key}-%`} ORDER BY email`
  const people = rows.map(({ id }) => id)
  const team = await db.team.create({ data: { name: `Team ${key}` } })
  await db.person.updateMany({
    where: { id: { in: people.slice(0, 30_000) } },
    data: { teamId: team.id },
  })
  await db.$executeRaw`
    INSERT INTO person_levels (person_id, ladder_key, track_key, level_key, from_on)
    SELECT id, ${key}, 'engineering', 'l' || (1 + (n % 5)), '2026-01-01'
    FROM unnest(${people}::uuid[]) WITH ORDINALITY AS p (id, n)`
  await db.$executeRaw`
    INSERT INTO org_closure (manager_id, person_id, depth)
    SELECT (${people}::uuid[])[1 + (n - 2) / 8], id, 1
    FROM unnest(${people}::uuid[]) WITH ORDINALITY AS p (id, n) WHERE n > 1`
  await db.roleGrant.createMany({
    data: people.slice(1, 3).map((personId) => ({ personId, role: 'ADMIN' as const })),
  })
  return {
    ladderVersionId,
    people,
    admin: actor(people[1], ['ADMIN']),
    otherAdmin: actor(people[2], ['ADMIN']),
    member: actor(people[3] ?? people[0]),
  }
}

export function actor(id: string | undefined, roles: Actor['roles'][number]['role'][] = []): Actor {
  if (!id) throw new Error('There is no such person.')
  return {
    id,
    name: 'Somebody',
    email: 'somebody@example.org',
    sessionId: null,
    hasReports: false,
    isCalibrator: false,
    isSteppedUp: true,
    roles: roles.map((role) => ({ role, scopeTeamId: null })),
  }
}

/** Within the launch day of the cycles that these tests open. */
const LAUNCH_DAY = new Date('2026-07-06T09:00:00Z')

export function contextOf(who: Actor, db: Database | Transaction, now = LAUNCH_DAY): Context {
  return { actor: who, db, now, requestId: null }
}

export async function jobContextAt(now = LAUNCH_DAY): Promise<Context> {
  return { actor: SYSTEM_ACTOR, db: await testDatabase('app_job'), now, requestId: null }
}

async function makeLadder(db: Database, key: string): Promise<string> {
  const ladder = await db.ladder.create({
    data: {
      key,
      name: 'Engineering',
      versions: { create: { number: 1, status: 'DRAFT' } },
    },
    select: { versions: { select: { id: true } } },
  })
  const versionId = ladder.versions[0]?.id ?? ''
  const track = await db.track.create({
    data: { versionId, key: 'engineering', title: 'Engineering', order: 0 },
  })
  await db.level.createMany({
    data: [1, 2, 3, 4, 5].map((step) => ({
      versionId,
      trackId: track.id,
      key: `l${step}`,
      title: `Level ${step}`,
      order: step,
    })),
  })
  await db.ladderVersion.update({ where: { id: versionId }, data: { status: 'PUBLISHED' } })
  return versionId
}
