import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { getStanding, packetFacts } from '@/lib/cycles/standing/queries'
import type { ParticipantStatus } from '@/lib/db/generated/enums'
import { decide } from '@/lib/policy/decide'
import { getTeamMember } from '@/lib/reviews/team/person/queries'
import { listTeam } from '@/lib/reviews/team/queries'
import type { TeamRow } from '@/lib/reviews/team/row'
import { contextAs } from '../../support/packet-factory'
import { makeTeamOrg, type TeamOrg, type TeamPlan } from '../../support/team-factory'

const STATUSES: ParticipantStatus[] = ['ACTIVE', 'SHARED', 'ACKNOWLEDGED', 'PAUSED']

const plan: fc.Arbitrary<TeamPlan> = fc.integer({ min: 3, max: 7 }).chain((size) =>
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
      const org = await makeTeamOrg(given)
      for (const [index, personId] of org.people.entries()) {
        const ctx = await contextAs(personId, index === 1 && given.partner ? ['HR_PARTNER'] : [])
        await assertEqualsPolicy(ctx, org)
      }
    }),
    { numRuns: 30 },
  )
}, 120_000)

async function assertEqualsPolicy(ctx: Context, org: TeamOrg): Promise<void> {
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
    packet: row.action?.kind === 'packet',
    // Official scores are even and shared ones odd, so that one cannot pass for the other.
    official: row.score !== null && row.score.value % 2 === 0,
    score: row.score !== null,
  }
}

async function decided(ctx: Context, org: TeamOrg, personId: string) {
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
  const org = await makeTeamOrg({
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
    detail: 'Self:\u00a0Submitted · Peers:\u00a0Nobody\u00a0asked · Yours:\u00a0Not\u00a0started',
    score: { value: 72, low: 62, high: 82 },
    verdict: 2,
    action: { kind: 'write' },
  })
})

test('sorted, filtered and paged by the database, each person once', async () => {
  const size = 121
  const org = await makeTeamOrg({
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
  const org = await makeTeamOrg({
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
