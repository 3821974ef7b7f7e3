import { afterAll, afterEach, expect, test } from 'vitest'
import { type Context, hasRole } from '@/lib/context'
import { getProgress } from '@/lib/cycles/progress/queries'
import { getStanding, packetFacts, type Standing } from '@/lib/cycles/standing/queries'
import { isAppError } from '@/lib/errors'
import { getGrowthOf } from '@/lib/growth/queries'
import { getPerson } from '@/lib/people/profile/queries'
import { listPeople } from '@/lib/people/queries'
import { actorFacts } from '@/lib/policy/actor-facts'
import { decide } from '@/lib/policy/decide'
import type { Relation } from '@/lib/policy/relations'
import { getHome } from '@/lib/reviews/next-up/queries'
import { findPacket } from '@/lib/reviews/packets/access/queries'
import { listMyPackets } from '@/lib/reviews/packets/queries'
import { getPeerChoices } from '@/lib/reviews/peers/queries'
import { getEditor, getReviewScreen, listMyReviews } from '@/lib/reviews/queries'
import { listReopeningRequests } from '@/lib/reviews/reopening/queries'
import { listTeam } from '@/lib/reviews/team/queries'
import { testDatabase } from '../../support/database'
import { writeFigures } from '../../support/figures'
import {
  asMember,
  makeRandomOrganisation,
  type RandomOrganisation,
} from '../../support/random-organisation'
import { PRIVATE_TEXT } from '../../support/random-reviews'
import { opened, seats } from './compare-seats'

const READERS = 7
/** Of what is opened one by one and is not the reader's own, this many are tried. */
const TRIED = 12
const GROWTH: readonly Relation[] = ['mgr', 'newmgr', 'skip', 'hr_in']

// An HR partner for everybody decides for all organisations in this database, fifty at a time.
afterEach(async () => {
  const db = await testDatabase('owner')
  await db.review.updateMany({
    where: { status: 'REOPEN_REQUESTED' },
    data: { status: 'SUBMITTED' },
  })
})

const counted = { 'random organisations': 0, 'lists compared with their objects': 0 }
afterAll(() => writeFigures('lists', counted))
const met = new Set<Relation>()

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  'organisation %i: every list is what its objects open one by one',
  async (seed) => {
    const organisation = await makeRandomOrganisation(seed)
    counted['random organisations'] += 1
    for (const id of readersOf(organisation)) {
      const ctx = await asMember(organisation, id)
      const view = await viewOf(ctx, organisation)
      for (const compare of LISTS) {
        await compare(view)
        counted['lists compared with their objects'] += 1
      }
    }
  },
  120_000,
)

test('whoever writes or wrote for a manager, or calibrates, was among the readers', () => {
  const calibrators = ['calib_in', 'calib_facil', 'calib_past', 'calib_other']
  expect([...met]).toEqual(expect.arrayContaining(['deleg', 'deleg_exp', ...calibrators]))
  expect(opened.bySeat).toBeGreaterThan(20)
})

/** Each compares what one kind of list shows with what its objects say one by one. */
const LISTS: readonly ((view: View) => Promise<void>)[] = [
  ownWriting,
  packets,
  reopenings,
  peersToChoose,
  directory,
  team,
  growth,
  progress,
  seats,
]

type View = {
  ctx: Context
  organisation: RandomOrganisation
  /** How the reader stands to every participant, by id. */
  standings: ReadonlyMap<string, Standing>
}

async function viewOf(ctx: Context, organisation: RandomOrganisation): Promise<View> {
  const standings = new Map<string, Standing>()
  for (const { id } of organisation.participants) standings.set(id, await getStanding(ctx, id))
  for (const { relations } of standings.values()) for (const one of relations) met.add(one)
  return { ctx, organisation, standings }
}

/** Everybody with a role, and some of the others. */
function readersOf({ people, roles }: RandomOrganisation): string[] {
  const active = people.filter(({ isActive }) => isActive).map(({ id }) => id)
  const withRole = active.filter((id) => (roles.get(id)?.length ?? 0) > 0)
  return [...new Set([...active.slice(0, 2), ...withRole, ...active])].slice(0, READERS)
}

async function ownWriting({ ctx, organisation }: View): Promise<void> {
  const all = await reviewsOf(organisation)
  const own = all.filter(({ authorId }) => authorId === ctx.actor.id)
  const reviews = [...own, ...all.filter((one) => !own.includes(one)).slice(0, TRIED)]
  const mine = await readable(reviews, ({ id }) => getEditor(ctx, { reviewId: id }))
  const { toWrite, waiting, done } = await listMyReviews(ctx, {})
  expect(idsOf([...toWrite, ...waiting, ...done], 'reviewId')).toEqual(mine)
  const writable: string[] = []
  for (const reviewId of mine) {
    const { can } = await getEditor(ctx, { reviewId })
    if (can.write) writable.push(reviewId)
  }
  expect(idsOf(toWrite, 'reviewId')).toEqual(writable)
  const paused = reviews.filter(({ participant }) => participant.status === 'PAUSED')
  const { nextUp } = await getHome(ctx)
  const home = nextUp.filter(({ kind }) => kind === 'write').map(({ key }) => key)
  expect(home.sort()).toEqual(writable.filter((id) => !paused.some((one) => one.id === id)))
}

async function packets({ ctx, organisation }: View): Promise<void> {
  const db = await testDatabase('owner')
  const all = await db.packet.findMany({
    where: { cycleId: { in: organisation.cycleIds } },
    select: { id: true, subjectId: true },
  })
  const own: string[] = []
  for (const { id, subjectId } of all) {
    const { facts } = await findPacket(ctx, id)
    if (subjectId === ctx.actor.id && decide('packet.read', facts).allow) own.push(id)
  }
  const listed = await listMyPackets(ctx)
  expect(idsOf(listed, 'id')).toEqual(own.sort())
  const { shared } = await getHome(ctx)
  expect(own).toEqual(expect.arrayContaining(shared.map(({ id }) => id)))
}

async function reopenings({ ctx, organisation }: View): Promise<void> {
  const asked = (await reviewsOf(organisation)).filter(
    ({ status, authorId }) => status === 'REOPEN_REQUESTED' && authorId !== ctx.actor.id,
  )
  const open = await readable(asked, ({ id }) => getReviewScreen(ctx, { reviewId: id }))
  const { requests: listed } = await listReopeningRequests(ctx)
  const here = listed.filter(({ reviewId }) => asked.some(({ id }) => id === reviewId))
  expect(idsOf(here, 'reviewId')).toEqual(open)
}

async function peersToChoose({ ctx, standings }: View): Promise<void> {
  const choosable: string[] = []
  for (const [participantId, { relations, participant }] of standings) {
    const isUnshared = ['ACTIVE', 'PAUSED'].includes(participant.status)
    const choices = await outcome(getPeerChoices(ctx, { participantId }))
    if (choices?.can.choose && relations.has('mgr') && isUnshared) choosable.push(participantId)
  }
  const { peersOf } = await listMyReviews(ctx, {})
  expect(idsOf(peersOf, 'participantId')).toEqual(choosable.sort())
}

async function directory({ ctx, organisation }: View): Promise<void> {
  const { key, people } = organisation
  const open = await readable(people, ({ id }) => getPerson(ctx, { personId: id }))
  const active = people.filter(({ isActive }) => isActive).map(({ id }) => id)
  const list = await listPeople(ctx, { search: key })
  expect(idsOf(list.people, 'id')).toEqual(open.filter((id) => active.includes(id)))
  const isAdmin = hasRole(ctx.actor, 'ADMIN')
  expect(list.people.every(({ account }) => (account === null) === !isAdmin)).toBe(true)
  const gone = await outcome(listPeople(ctx, { search: key, status: 'deactivated' }))
  expect(gone === null).toBe(!isAdmin)
  const left = open.filter((id) => !active.includes(id))
  if (gone) expect(idsOf(gone.people, 'id')).toEqual(left)
}

async function team({ ctx, organisation, standings }: View): Promise<void> {
  for (const cycleId of organisation.cycleIds) {
    const { rows } = await listTeam(ctx, { cycleId, scope: 'tree', sort: 'name' })
    expect(rows.map(({ id }) => id)).not.toContain(ctx.actor.id)
    expect(JSON.stringify(rows)).not.toContain(PRIVATE_TEXT)
    for (const row of rows) {
      const standing = find(standings, { cycleId, personId: row.id })
      if (!standing) {
        expect(row).toMatchObject({ status: 'Not in this cycle', detail: '', action: null })
        continue
      }
      const facts = packetFacts(standing)
      const isOfficial = decide('ratingProposed.read', facts).allow
      const isPacket = decide('packet.read', facts).allow
      const mayFollow = decide('progress.read', facts).allow
      expect(row.status !== 'Not open to you').toBe(mayFollow)
      if (!mayFollow) expect(row.detail).toBe('')
      expect(row.action?.kind === 'packet').toBe(isPacket)
      // What stands for another cycle says so; the team's own test goes into those.
      const isOfThisCycle = row.score !== null && row.score.cycle === null
      expect(isOfThisCycle).toBe(isOfficial || isPacket)
      if (row.score && isOfThisCycle) expect(row.score.value % 2 === 0).toBe(isOfficial)
    }
  }
}

async function growth({ ctx, organisation, standings }: View): Promise<void> {
  for (const { id: personId } of organisation.people.slice(0, TRIED)) {
    if (personId === ctx.actor.id) continue
    const own = [...standings.values()].filter(
      ({ participant }) => participant.personId === personId,
    )
    const view = await outcome(getGrowthOf(ctx, { personId }))
    const relations = own.flatMap((standing) => [...standing.relations])
    if (own.length > 0) {
      expect(view !== null).toBe(relations.some((relation) => GROWTH.includes(relation)))
    }
    for (const standing of own) assertGrowth(view?.cycles ?? [], standing)
  }
}

function assertGrowth(listed: { id: string }[], standing: Standing): void {
  const { relations, cycle, participant } = standing
  const facts = packetFacts(standing)
  const isReader = [...relations].some((relation) => GROWTH.includes(relation))
  const isOut = participant.status === 'REMOVED' || participant.status === 'EXCUSED'
  const mayRead = decide('ratingProposed.read', facts).allow || decide('packet.read', facts).allow
  const isListed = listed.some(({ id }) => id === cycle.id)
  if (isListed) expect(mayRead && isReader).toBe(true)
  // A packet always holds an answer; of what was handed in some may be in the middle of a change.
  const isPacket = decide('packet.read', facts).allow && !decide('ratingProposed.read', facts).allow
  if (isPacket && isReader && !isOut) expect(isListed).toBe(true)
}

async function progress({ ctx, organisation, standings }: View): Promise<void> {
  for (const cycleId of organisation.cycleIds) {
    const counted = [...standings.values()].filter(
      ({ participant }) =>
        participant.cycleId === cycleId &&
        participant.personId !== ctx.actor.id &&
        !['EXCUSED', 'PAUSED', 'REMOVED'].includes(participant.status),
    )
    const view = await outcome(getProgress(ctx, { cycleId }))
    const mayRead = decide('progress.read', actorFacts(ctx.actor, ctx.now)).allow
    expect(view?.total.people ?? null).toBe(mayRead ? counted.length : null)
  }
}

async function reviewsOf({ cycleIds }: RandomOrganisation) {
  const db = await testDatabase('owner')
  return db.review.findMany({
    where: { cycleId: { in: cycleIds } },
    select: { id: true, status: true, authorId: true, participant: { select: { status: true } } },
  })
}

/** The ids of those whose single query does not refuse the reader. */
async function readable<T extends { id: string }>(
  objects: readonly T[],
  open: (object: T) => Promise<unknown>,
): Promise<string[]> {
  const ids: string[] = []
  for (const object of objects) if ((await outcome(open(object))) !== null) ids.push(object.id)
  return ids.sort()
}

/** What a query gives, or null when it says that there is nothing; any other failure fails the test. */
async function outcome<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') return null
    throw error
  }
}

function find(
  standings: View['standings'],
  { cycleId, personId }: { cycleId: string; personId: string },
): Standing | undefined {
  return [...standings.values()].find(
    ({ participant }) => participant.cycleId === cycleId && participant.personId === personId,
  )
}

function idsOf<Key extends string>(rows: readonly Record<Key, string>[], key: Key): string[] {
  return rows.map((row) => row[key]).sort()
}
