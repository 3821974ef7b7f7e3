import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { getStanding, packetFacts } from '@/lib/cycles/standing/queries'
import type { Database } from '@/lib/db/client'
import type { ParticipantStatus } from '@/lib/db/generated/enums'
import { decide } from '@/lib/policy/decide'
import { getTeamMember } from '@/lib/reviews/team/person/queries'
import { listTeam, type TeamRow } from '@/lib/reviews/team/queries'
import { testDatabase } from '../../support/database'
import { makeLadder } from '../../support/ladder-factory'
import { contextAs, makeCycle } from '../../support/packet-factory'

type Org = { cycleId: string; people: string[]; key: string; versionId: string }
type Plan = {
  /** For each person but the first, the manager as a position before it. */
  managers: number[]
  status: ParticipantStatus[]
  /** Who holds the window: today's manager, somebody else, or nobody. */
  windows: ('manager' | 'other' | 'closed' | 'none')[]
  skipVisible: boolean
  partner: boolean
  score: number[]
}

const STATUSES: ParticipantStatus[] = ['ACTIVE', 'SHARED', 'ACKNOWLEDGED', 'PAUSED']

const plan: fc.Arbitrary<Plan> = fc.integer({ min: 3, max: 7 }).chain((size) =>
  fc.record({
    managers: fc.tuple(...Array.from({ length: size - 1 }, (_, i) => fc.nat(i))),
    status: fc.array(fc.constantFrom(...STATUSES), { minLength: size, maxLength: size }),
    windows: fc.array(fc.constantFrom('manager', 'other', 'closed', 'none'), {
      minLength: size,
      maxLength: size,
    }),
    skipVisible: fc.boolean(),
    partner: fc.boolean(),
    score: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: size, maxLength: size }),
  }),
)

test('the table opens to each reader exactly what the policy opens, person by person', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (given) => {
      const org = await makeOrg(given)
      for (const [index, personId] of org.people.entries()) {
        const ctx = await contextAs(personId, index === 1 && given.partner ? ['HR_PARTNER'] : [])
        await assertEqualsPolicy(ctx, org)
      }
    }),
    { numRuns: 30 },
  )
}, 120_000)

async function assertEqualsPolicy(ctx: Context, org: Org): Promise<void> {
  const view = await listTeam(ctx, { cycleId: org.cycleId, scope: 'tree', sort: 'name' })
  const above = await ctx.db.orgClosure.findMany({
    where: { managerId: ctx.actor.id, depth: { lte: 2 } },
    select: { personId: true },
  })
  const held = await ctx.db.participant.findMany({
    where: {
      cycleId: org.cycleId,
      personId: { not: ctx.actor.id },
      windows: { some: { authorId: ctx.actor.id, isOpen: true } },
    },
    select: { personId: true },
  })
  const led = new Set([...above, ...held].map(({ personId }) => personId))
  expect(view.rows.map(({ id }) => id).sort()).toEqual([...led].sort())
  for (const row of view.rows) {
    const opened = await decided(ctx, org, row.id)
    expect({ id: row.id, ...shown(row) }).toEqual({ id: row.id, ...opened })
    const member = await getTeamMember(ctx, { personId: row.id })
    const cycle = member.cycles.find(({ cycleId }) => cycleId === org.cycleId)
    expect(cycle?.packet !== null).toBe(opened.packet)
    expect(cycle?.score?.value ?? null).toBe(row.score?.value ?? null)
    expect(cycle?.hidden === null).toBe(opened.packet || opened.official)
  }
}

function shown(row: TeamRow) {
  return {
    status: row.status !== 'Not open to you',
    packet: row.action?.href.startsWith('/reviews/packets/') ?? false,
    // Official scores are even and shared ones odd, so that one cannot pass for the other.
    official: row.score !== null && row.score.value % 2 === 0,
    score: row.score !== null,
  }
}

async function decided(ctx: Context, org: Org, personId: string) {
  const participant = await ctx.db.participant.findFirstOrThrow({
    where: { cycleId: org.cycleId, personId },
  })
  const facts = packetFacts(await getStanding(ctx, participant.id))
  const packet = decide('packet.read', facts).allow
  const official = decide('ratingProposed.read', facts).allow
  return {
    status: decide('progress.read', facts).allow,
    packet,
    official,
    score: official || packet,
  }
}

test('a manager sees status, score and what to do next in one row', async () => {
  const org = await makeOrg({
    managers: [0],
    status: ['ACTIVE', 'ACTIVE'],
    windows: ['none', 'manager'],
    skipVisible: true,
    partner: false,
    score: [0, 72],
  })
  const [row] = (await listTeam(await contextAs(org.people[0] ?? ''), { cycleId: org.cycleId }))
    .rows
  expect(row).toMatchObject({
    level: 'Level engineer',
    status: 'To write',
    detail: 'Self: Submitted · Peers: Nobody asked · Yours: Not started',
    score: { value: 72, low: 62, high: 82 },
    verdict: 'Developing',
    action: { label: 'Write the review' },
  })
})

test('sorted, filtered and paged by the database, each person once', async () => {
  const size = 121
  const org = await makeOrg({
    managers: Array.from({ length: size - 1 }, () => 0),
    status: Array.from({ length: size }, () => 'ACTIVE' as const),
    windows: Array.from({ length: size }, () => 'manager' as const),
    skipVisible: true,
    partner: false,
    score: Array.from({ length: size }, (_, index) => (index % 10) * 10),
  })
  const ctx = await contextAs(org.people[0] ?? '')
  for (const sort of ['name', 'tenure', 'status', 'score', 'verdict', 'evidence'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const rows = await everyPage(ctx, { cycleId: org.cycleId, sort, direction })
      expect(new Set(rows.map(({ id }) => id)).size).toBe(size - 1)
      expect(rows).toHaveLength(size - 1)
      if (sort === 'score') {
        const scores = rows.map(({ score }) => score?.value ?? -1)
        const sorted = [...scores].sort((a, b) => (direction === 'asc' ? a - b : b - a))
        expect(scores).toEqual(sorted)
      }
    }
  }
  const found = await listTeam(ctx, {
    cycleId: org.cycleId,
    search: `7 ${org.key}`,
    status: 'to_write',
  })
  expect(found.rows.length).toBeGreaterThan(0)
  expect(found.rows.every(({ name }) => name.includes(`7 ${org.key}`))).toBe(true)
  expect((await listTeam(ctx, { cycleId: org.cycleId, status: 'shared' })).rows).toEqual([])
  expect((await listTeam(ctx, { cycleId: org.cycleId, verdict: 'ready' })).rows).toEqual([])
})

test('strangers find nobody, and a percent sign is only a percent sign', async () => {
  const org = await makeOrg({
    managers: [0, 1, 2, 3],
    status: ['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE'],
    windows: ['none', 'manager', 'manager', 'manager', 'manager'],
    skipVisible: true,
    partner: false,
    score: [1, 2, 3, 4, 5],
  })
  const top = await contextAs(org.people[0] ?? '')
  const bottom = org.people[4] ?? ''
  expect((await listTeam(top, { search: '%' })).rows).toEqual([])
  await expect(getTeamMember(await contextAs(bottom), { personId: bottom })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(
    getTeamMember(await contextAs(bottom), { personId: org.people[0] ?? '' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const far = await getTeamMember(top, { personId: bottom })
  expect(far.cycles[0]).toMatchObject({ score: null, packet: null, previewHref: null })
  expect(far.cycles[0]?.hidden).toMatch(/two managers above/)
})

async function everyPage(ctx: Context, input: Record<string, unknown>): Promise<TeamRow[]> {
  const rows: TeamRow[] = []
  let cursor: string | null = null
  do {
    const page = await listTeam(ctx, { ...input, ...(cursor ? { cursor } : {}) })
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor)
  return rows
}

async function makeOrg(given: Plan): Promise<Org> {
  const db = await testDatabase('owner')
  const key = `t${Math.random().toString(36).slice(2, 9)}`
  const { versionId } = await makeLadder(db, key)
  const size = given.managers.length + 1
  const created = await db.person.createManyAndReturn({
    data: Array.from({ length: size }, (_, index) => ({
      name: `Person ${index} ${key}`,
      email: `p${index}.${key}@example.org`,
    })),
    select: { id: true },
  })
  const people = created.map(({ id }) => id)
  await db.orgClosure.createMany({ data: closureOf(given.managers, people) })
  await db.personLevel.createMany({
    data: people.map((personId, index) => ({
      personId,
      ladderKey: key,
      trackKey: 'ic',
      levelKey: 'engineer',
      fromOn: new Date(Date.UTC(2024, index % 20, 1)),
    })),
  })
  const cycleId = await makeCycle(db, {
    name: `Cycle ${key}`,
    ladderVersionId: versionId,
    skipVisible: given.skipVisible,
    periodEnd: new Date(Date.UTC(2026, 5, 1) + Math.floor(Math.random() * 3e12)),
  })
  const org = { cycleId, people, key, versionId }
  await makeParticipants(db, org, given)
  return org
}

async function makeParticipants(db: Database, org: Org, given: Plan): Promise<void> {
  const { cycleId, people } = org
  const created = await db.participant.createManyAndReturn({
    data: people.map((personId, index) => ({
      cycleId,
      personId,
      trackKey: 'ic',
      levelKey: 'engineer',
      nextLevelKey: 'senior',
      status: given.status[index] ?? 'ACTIVE',
    })),
    select: { id: true, personId: true },
  })
  const idOf = new Map(created.map(({ id, personId }) => [personId, id]))
  const participants = people.map((personId) => idOf.get(personId) ?? '')
  await db.scoreSnapshot.createMany({
    data: participants.flatMap((id, i) => snapshots(id, given.score[i] ?? 0)),
  })
  await db.contributionWindow.createMany({
    data: people.flatMap((_, index) => windowOf({ index, given, people, participants })),
  })
  await db.review.createMany({
    data: people.map((subjectId, index) => ({
      cycleId,
      participantId: participants[index] ?? '',
      subjectId,
      authorId: subjectId,
      direction: 'SELF' as const,
      status: 'SUBMITTED' as const,
      revision: 1,
    })),
  })
  const writers = people.flatMap((subjectId, index) => {
    const [window] = windowOf({ index, given, people, participants })
    return window
      ? [
          {
            cycleId,
            participantId: window.participantId,
            subjectId,
            authorId: window.authorId,
            direction: 'MANAGER' as const,
          },
        ]
      : []
  })
  await db.review.createMany({
    data: writers.filter(({ subjectId, authorId }) => subjectId !== authorId),
  })
  await db.packet.createMany({
    data: people.flatMap((subjectId, index) =>
      ['SHARED', 'ACKNOWLEDGED'].includes(given.status[index] ?? '')
        ? [
            {
              participantId: participants[index] ?? '',
              cycleId,
              subjectId,
              revision: 1,
              payload: {},
              sharedById: people[0] ?? '',
            },
          ]
        : [],
    ),
  })
}

function snapshots(participantId: string, score: number) {
  const common = { participantId, halfWidth: 0.1, coverage: 1, confidence: 'high' }
  const even = score - (score % 2)
  const verdict = { verdict: 'developing', verdictRank: 2 }
  return [
    { ...common, ...verdict, audience: 'OFFICIAL' as const, score: even / 100 },
    { ...common, ...verdict, audience: 'SHARED' as const, score: (even + 1) / 100 },
  ]
}

function windowOf({
  index,
  given,
  people,
  participants,
}: {
  index: number
  given: Plan
  people: string[]
  participants: string[]
}) {
  const kind = given.windows[index]
  const managerId = people[given.managers[index - 1] ?? -1]
  const authorId = kind === 'other' ? people[(index + 1) % people.length] : managerId
  if (kind === 'none' || !authorId || authorId === people[index]) return []
  return [
    {
      participantId: participants[index] ?? '',
      authorId,
      isOpen: kind !== 'closed',
      fromOn: new Date('2026-01-01'),
      toOn: new Date('2026-06-30'),
    },
  ]
}

function closureOf(managers: number[], people: string[]) {
  const rows: { managerId: string; personId: string; depth: number }[] = []
  for (let index = 1; index < people.length; index++) {
    let depth = 1
    for (let up = managers[index - 1]; up !== undefined && up >= 0; up = managers[up - 1]) {
      rows.push({ managerId: people[up] ?? '', personId: people[index] ?? '', depth: depth++ })
      if (up === 0) break
    }
  }
  return rows
}
