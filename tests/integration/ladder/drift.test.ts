import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { publishLadder } from '@/lib/ladder/commands'
import { canSeeDrift, getDrift } from '@/lib/ladder/drift/queries'
import { scoringConfig } from '@/lib/scoring/config'
import { withRollback } from '@/tests/support/database'
import { changed, SMALL_LADDER } from '@/tests/unit/ladder/small-ladder'
import { reader } from './reader'

const CHOICE = { ladder: 'small' }
const HIGH = [4, 5, 4, 4, 5, 4, 4, 4, 5, 4]
const LOW = [3, 2, 3, 2, 1, 3, 3, 2, 3, 3]

describe('who sees it', () => {
  test('an administrator of ladders, and nobody else', async () => {
    await withLadder(async ({ admin }) => {
      expect(await canSeeDrift(admin)).toBe(true)
      await expect(getDrift(admin, CHOICE)).resolves.toMatchObject({ cycles: 0, level: null })
      for (const roles of [[], ['ADMIN'], ['HR_PARTNER'], ['AUDITOR']] as const) {
        const ctx = await reader(admin.db, { roles: [...roles] })
        expect(await canSeeDrift(ctx)).toBe(false)
        await expect(getDrift(ctx, CHOICE)).rejects.toMatchObject({ code: 'FORBIDDEN' })
      }
    })
  })

  test('a level that is not there is not found', async () => {
    await withLadder(async ({ admin }) => {
      const attempt = getDrift(admin, { ...CHOICE, level: 'nowhere' })
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const { rows } = await getDrift(admin, { ...CHOICE, level: 'junior' })
      expect(rows.map(({ key }) => key)).toEqual(['i-tasks'])
    })
  })
})

describe('what counts', () => {
  test('manager ratings of closed cycles, of people at the level and one below', async () => {
    await withLadder(async ({ admin }) => {
      await rate(admin, { at: HIGH, below: LOW })
      await rate(admin, { at: LOW, below: HIGH, state: 'SHARING' })
      await rate(admin, { at: LOW, direction: 'SELF' })
      expect(await projects(admin)).toMatchObject({
        findings: ['never-low'],
        separation: 'separates',
        at: { ratings: 10, people: 10 },
        below: { ratings: 10, people: 10 },
      })
    })
  })

  test('the last revision of a review alone', async () => {
    await withLadder(async ({ admin }) => {
      await rate(admin, { at: HIGH, earlier: 1 })
      expect(await projects(admin)).toMatchObject({
        findings: ['never-low'],
        at: { ratings: 10, people: 10 },
      })
    })
  })

  test('never the ratings of whoever looks', async () => {
    await withLadder(async ({ admin }) => {
      await rate(admin, { at: HIGH, first: admin.actor.id })
      expect(await projects(admin)).toMatchObject({ findings: [], at: { ratings: 5, people: 5 } })
    })
  })

  test('no cycle whose rest a manager could work out', async () => {
    await withLadder(async ({ admin }) => {
      await rate(admin, { at: HIGH, managed: 6 })
      expect(await projects(admin)).toMatchObject({ isTooFew: true, at: null })
      await rate(admin, { at: HIGH, managed: 5 })
      expect(await projects(admin)).toMatchObject({ at: { ratings: 10, people: 10 } })
    })
  })
})

describe('over versions', () => {
  const renamed = (comparable: boolean) =>
    changed(
      ['version: 1', 'version: 2'],
      ['{#i-projects', '{#i-led'],
      [
        'targets:\n',
        `keymap:\n  - { entity: item, from: [ i-projects ], to: [ i-led ], relation: replaces, comparable: ${comparable} }\ntargets:\n`,
      ],
    )

  test.each([
    [true, { ratings: 10, people: 10 }],
    [false, null],
  ])('a key map that is comparable: %s', async (comparable, at) => {
    await withLadder(async ({ admin }) => {
      await rate(admin, { at: HIGH })
      await publish(admin, renamed(comparable))
      expect(await projects(admin, 'i-led')).toMatchObject({ at })
    })
  })
})

async function withLadder(work: (world: { admin: Context }) => Promise<void>): Promise<void> {
  await withRollback(async (db) => {
    const admin = await reader(db, { roles: ['LADDER_ADMIN'] })
    await publish(admin, SMALL_LADDER)
    await work({ admin })
  })
}

async function publish(admin: Context, source: string): Promise<void> {
  const file = { source, fileName: 'a.md', acceptsWarnings: true }
  const result = await publishLadder(admin, file)
  if (result.status !== 'published') throw new Error(JSON.stringify(result))
}

async function projects(ctx: Context, key = 'i-projects') {
  const { rows } = await getDrift(ctx, CHOICE)
  return rows.find((row) => row.key === key)
}

type Rated = {
  /** Values for "i-projects", one person each: at its level, and one level below. */
  at: readonly number[]
  below?: readonly number[]
  state?: 'CLOSED' | 'SHARING'
  direction?: 'MANAGER' | 'SELF'
  /** The value of a revision before. */
  earlier?: number
  /** Who the first person at the level is. */
  first?: string
  /** How many of those at the level the reader manages. */
  managed?: number
}

async function rate(ctx: Context, rated: Rated): Promise<void> {
  const { db, actor } = ctx
  const { at, below = [], managed = 0, first } = rated
  const cycleId = await addCycle(ctx, rated.state ?? 'CLOSED')
  for (const [index, value] of at.entries()) {
    const personId = index === 0 && first ? first : await addPerson(ctx)
    const managerId = index < managed ? actor.id : null
    const level = { levelKey: 'senior', nextLevelKey: null }
    const data = { cycleId, personId, managerId, trackKey: 'ic', ...level }
    await handIn(ctx, { ...rated, value, participant: await db.participant.create({ data }) })
  }
  for (const value of below) {
    const level = { levelKey: 'junior', nextLevelKey: 'senior' }
    const data = { cycleId, personId: await addPerson(ctx), trackKey: 'ic', ...level }
    await handIn(ctx, { ...rated, value, participant: await db.participant.create({ data }) })
  }
}

type HandedIn = Pick<Rated, 'direction' | 'earlier'> & {
  value: number
  participant: { id: string; cycleId: string; personId: string }
}

async function handIn(
  { db }: Context,
  { direction = 'MANAGER', earlier, value, participant }: HandedIn,
): Promise<void> {
  const item = await db.item.findFirstOrThrow({ where: { key: 'i-projects' } })
  for (const [index, one] of (earlier === undefined ? [value] : [earlier, value]).entries()) {
    await db.submission.create({
      data: {
        id: randomUUID(),
        participantId: participant.id,
        cycleId: participant.cycleId,
        subjectId: participant.personId,
        direction,
        raterKey: 'manager',
        revision: index + 1,
        body: { sections: {} },
        ratings: { create: { itemId: item.id, levelKey: 'senior', value: one } },
      },
    })
  }
}

async function addCycle({ db, now }: Context, state: 'CLOSED' | 'SHARING'): Promise<string> {
  const version = await db.ladderVersion.findFirstOrThrow({
    where: { ladder: { key: 'small' }, status: 'PUBLISHED' },
  })
  const days = { launchAt: now, selfDueAt: now, peerDueAt: now, managerDueAt: now }
  const { id } = await db.cycle.create({
    data: {
      name: `Cycle ${randomUUID()}`,
      state,
      ...{ periodStart: new Date('2026-01-01'), periodEnd: new Date('2026-06-30') },
      ...{ timeZone: 'UTC', ladderVersionId: version.id, ...days, shareFromAt: now, closeAt: now },
      scoringConfig: scoringConfig({ peer: false, report: false }),
    },
  })
  return id
}

async function addPerson({ db }: Context): Promise<string> {
  const email = `${randomUUID()}@drift.example.org`
  return (await db.person.create({ data: { email, name: 'Somebody' } })).id
}
