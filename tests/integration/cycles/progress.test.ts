import { beforeAll, describe, expect, it } from 'vitest'
import { createCycle } from '@/lib/cycles/commands'
import { launchCycle, runLaunch } from '@/lib/cycles/launch/commands'
import { getProgress } from '@/lib/cycles/progress/queries'
import { advanceCycles } from '@/lib/cycles/timers/commands'
import type { Database } from '@/lib/db/client'
import type { ParticipantStatus, ReviewStatus } from '@/lib/db/generated/enums'
import { chance, choose } from '@/prisma/seed/chance'
import { testDatabase } from '../../support/database'
import {
  contextOf,
  jobContextAt,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from './settings'

const WORDS: Record<ReviewStatus, string | null> = {
  NOT_STARTED: 'not_started',
  DRAFT: 'in_progress',
  SUBMITTED: 'submitted',
  REOPEN_REQUESTED: 'submitted',
  DECLINED: 'ended',
  NOT_PROVIDED: 'ended',
  REMOVED: null,
}
const REVIEW = Object.keys(WORDS) as ReviewStatus[]
const COLUMNS = ['self', 'manager', 'peer'].flatMap((direction) =>
  ['not_started', 'in_progress', 'submitted', 'ended'].map((word) => `${direction}_${word}`),
)
const PARTICIPANT: ParticipantStatus[] = [
  'ACTIVE',
  'READY_TO_SHARE',
  'SHARED',
  'ACKNOWLEDGED',
  'EXCUSED',
  'PAUSED',
  'REMOVED',
]

let owner: Database
let organisation: TestOrganisation

beforeAll(async () => {
  owner = await testDatabase('owner')
  organisation = await makeOrganisation(14)
})

const asAdmin = async () => contextOf(organisation.admin, await testDatabase())

async function launched(): Promise<string> {
  const ctx = await asAdmin()
  const { cycleId } = await createCycle(ctx, settingsFor(organisation))
  await launchCycle(ctx, { cycleId, version: 0 })
  await runLaunch(await jobContextAt(), { cycleId, batchSize: 4 })
  // Teams of different sizes, one of them without a name.
  await owner.$executeRaw`
    UPDATE participants p SET team_name = repeat('x', n % 3) FROM (
      SELECT id, (row_number() OVER (ORDER BY id))::int AS n FROM participants
      WHERE cycle_id = ${cycleId}::uuid) numbered WHERE numbered.id = p.id`
  return cycleId
}

describe('the counts of a cycle', () => {
  it.each([1, 2, 3])(
    'are what a recount says after everything that can happen (%i)',
    async (seed) => {
      const cycleId = await launched()
      expect(await kept(cycleId)).toEqual(await recounted(cycleId))
      await somePeers(cycleId, seed)
      for (let turn = 0; turn < 12; turn++) {
        await Promise.all([1, 2, 3, 4].map((hand) => happen(cycleId, [seed, turn, hand])))
        if (turn % 4 === 1) {
          const jobs = [await jobContextAt(), await jobContextAt()]
          await Promise.all(jobs.map((job) => job.db.$queryRaw`SELECT sum_up_progress()`))
        }
        expect(await kept(cycleId)).toEqual(await recounted(cycleId))
      }
      await owner.review.deleteMany({ where: { cycleId, direction: 'PEER' } })
      expect(await kept(cycleId)).toEqual(await recounted(cycleId))
    },
  )

  it('are right when a review changes while its subject drops out, whoever is first', async () => {
    const cycleId = await launched()
    const [one, other] = await owner.review.findMany({
      where: { cycleId, direction: 'SELF' },
      take: 2,
    })
    if (!one || !other) throw new Error('The cycle has too few reviews.')
    const drop = (id: string) =>
      owner.participant.update({ where: { id }, data: { status: 'EXCUSED' } })
    const begun = owner.$transaction(async (tx) => {
      await tx.review.update({ where: { id: one.id }, data: { status: 'DRAFT' } })
      await pause(300)
    })
    await pause(100)
    await Promise.all([begun, drop(one.participantId)])
    const dropped = owner.$transaction(async (tx) => {
      await tx.participant.update({
        where: { id: other.participantId },
        data: { status: 'PAUSED' },
      })
      await pause(300)
    })
    await pause(100)
    const write = owner.review.update({ where: { id: other.id }, data: { status: 'SUBMITTED' } })
    await Promise.all([dropped, write])
    expect(await kept(cycleId)).toEqual(await recounted(cycleId))
  })

  it('are one row for each team again once the clock has passed', async () => {
    const cycleId = await launched()
    await happen(cycleId, [4, 4, 4])
    const before = await recounted(cycleId)
    await advanceCycles(await jobContextAt(new Date('2026-07-07T00:00:00Z')))
    expect(await owner.progressCount.count({ where: { cycleId, people: { gt: 0 } } })).toBe(3)
    expect(await owner.progressCount.count({ where: { cycleId } })).toBe(3)
    expect(await kept(cycleId)).toEqual(before)
  })
})

describe('the page of teams', () => {
  it('shows fifty, those furthest behind first, and finds one by a part of its name', async () => {
    const cycleId = await launched()
    await owner.$executeRaw`UPDATE participants p SET team_name = 'Team ' || n FROM (
      SELECT id, row_number() OVER (ORDER BY id) AS n FROM participants
      WHERE cycle_id = ${cycleId}::uuid) numbered WHERE numbered.id = p.id`
    await owner.$executeRaw`UPDATE reviews SET status = 'SUBMITTED' FROM participants p
      WHERE p.id = participant_id AND p.cycle_id = ${cycleId}::uuid AND p.team_name <> 'Team 7'`
    const ctx = await asAdmin()
    const first = await getProgress(ctx, { cycleId })
    expect(first.teams[0]?.team).toBe('Team 7')
    expect(first).toMatchObject({ teamCount: 13, matching: 13 })
    expect((await getProgress(ctx, { cycleId, page: '2' })).teams).toEqual([])
    const found = await getProgress(ctx, { cycleId, team: 'tEAM 7' })
    expect(found.teams.map(({ team }) => team)).toEqual(['Team 7'])
    expect(found).toMatchObject({ teamCount: 13, matching: 1 })
    expect(found.total).toEqual(first.total)
    expect((await getProgress(ctx, { cycleId, team: '%' })).teams).toEqual([])
    const wrong = getProgress(ctx, { cycleId, page: '0' })
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID' })
  })
})

/** One thing that befalls a cycle; many of them at once. */
async function happen(cycleId: string, at: number[]): Promise<void> {
  const people = { where: { cycleId }, orderBy: { id: 'asc' } } as const
  if (chance('what', ...at) < 0.3) {
    const who = choose(await owner.participant.findMany(people), 'who', ...at)
    const status = choose(PARTICIPANT, 'status', ...at)
    await owner.participant.update({ where: { id: who.id }, data: { status } })
    return
  }
  const review = choose(await owner.review.findMany(people), 'which', ...at)
  const status = choose(REVIEW, 'status', ...at)
  await owner.review.update({ where: { id: review.id }, data: { status } })
}

async function somePeers(cycleId: string, seed: number): Promise<void> {
  const people = await owner.participant.findMany({ where: { cycleId }, orderBy: { id: 'asc' } })
  await owner.review.createMany({
    data: people.map(({ id, personId }, index) => ({
      cycleId,
      participantId: id,
      subjectId: personId,
      authorId: choose(
        organisation.people.filter((other) => other !== personId),
        'peer',
        seed,
        index,
      ),
      direction: 'PEER' as const,
    })),
    skipDuplicates: true,
  })
}

type Counts = Record<string, Record<string, number>>

async function kept(cycleId: string): Promise<Counts> {
  const rows = await owner.$queryRaw<(Record<string, number> & { team_name: string })[]>`
    SELECT * FROM progress_counts WHERE cycle_id = ${cycleId}::uuid`
  const sums: Counts = {}
  for (const row of rows) {
    const sum = sumFor(sums, row.team_name)
    for (const name of Object.keys(sum)) sum[name] = (sum[name] ?? 0) + (row[name] ?? 0)
  }
  return Object.fromEntries(
    Object.entries(sums).filter(([, sum]) => Object.values(sum).some(Boolean)),
  )
}

async function recounted(cycleId: string): Promise<Counts> {
  const out: ParticipantStatus[] = ['EXCUSED', 'PAUSED', 'REMOVED']
  const people = await owner.participant.findMany({
    where: { cycleId, status: { notIn: out } },
    include: { reviews: true },
  })
  const sums: Counts = {}
  for (const { teamName, status, reviews } of people) {
    const sum = sumFor(sums, teamName)
    sum.people = (sum.people ?? 0) + 1
    if (['SHARED', 'ACKNOWLEDGED', 'FINAL'].includes(status)) sum.shared = (sum.shared ?? 0) + 1
    for (const review of reviews) {
      const word = WORDS[review.status]
      const column = `${review.direction.toLowerCase()}_${word}`
      if (word) sum[column] = (sum[column] ?? 0) + 1
    }
  }
  return sums
}

function sumFor(sums: Counts, team: string): Record<string, number> {
  sums[team] ??= emptyCounts()
  return sums[team]
}

function emptyCounts(): Record<string, number> {
  return Object.fromEntries([
    ['people', 0],
    ['shared', 0],
    ...COLUMNS.map((name) => [name, 0] as const),
  ])
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
