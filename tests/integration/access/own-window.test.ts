import { afterAll, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { getStanding, packetFacts, reviewFacts, withoutSeat } from '@/lib/cycles/standing/queries'
import { isAppError } from '@/lib/errors'
import { decide } from '@/lib/policy/decide'
import { getReviewHelp } from '@/lib/reviews/help/queries'
import { getSubmissions } from '@/lib/reviews/submissions/queries'
import { testDatabase } from '../../support/database'
import { writeFigures } from '../../support/figures'
import { contextAs, makePacketWorld, type PacketWorld, token } from '../../support/packet-factory'
import { asMember, makeRandomOrganisation } from '../../support/random-organisation'

const counted = { 'submissions compared with their objects': 0 }
afterAll(() => writeFigures('submissions', counted))

test('a former manager reads the self-review until their own window closes', async () => {
  const { world, former } = await handedOver()
  const { participantId } = world
  const { self, manager, peers } = await getSubmissions(former, { participantId })
  expect(self?.body.sections.summary?.text).toContain(token(world.subjectId))
  expect(manager.map(({ writer }) => writer?.id)).toEqual([world.managerId])
  expect(peers).toEqual([])
  const reviewId = world.reviewIds[world.managerId]
  const help = await getReviewHelp(former, { reviewId })
  expect(help.texts.map(({ title }) => title)).toEqual([`Subject ${world.key} (self-review)`])
  expect(help.hidden).toEqual([])
  const owner = await testDatabase('owner')
  await owner.contributionWindow.updateMany({
    where: { participantId, authorId: world.managerId },
    data: { isOpen: false },
  })
  await expect(getSubmissions(former, { participantId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  expect((await getReviewHelp(former, { reviewId })).texts).toEqual([])
})

test('the person does not come in by their own self-review', async () => {
  const world = await makePacketWorld({ peers: 1 })
  const { participantId, subjectId } = world
  await expect(getSubmissions(await contextAs(subjectId), { participantId })).rejects.toMatchObject(
    { code: 'NOT_FOUND' },
  )
})

test.each([21, 22, 23, 24, 25, 26])(
  'organisation %i: what is shown of what was handed in is what each of it says',
  async (seed) => {
    const organisation = await makeRandomOrganisation(seed)
    const readers = organisation.people.filter(({ isActive }) => isActive).slice(0, 6)
    for (const { id } of readers) {
      const ctx = await asMember(organisation, id)
      for (const { id: participantId } of organisation.participants) {
        expect(await shownIn(ctx, participantId)).toEqual(await openIn(ctx, participantId))
        counted['submissions compared with their objects'] += 1
      }
    }
  },
  120_000,
)

type Shown = { self: boolean; manager: number; peers: number; names: number } | null

async function shownIn(ctx: Context, participantId: string): Promise<Shown> {
  try {
    const { self, manager, peers } = await getSubmissions(ctx, { participantId })
    const names = peers.filter(({ writer }) => writer).length
    return { self: self !== null, manager: manager.length, peers: peers.length, names }
  } catch (error) {
    if (isAppError(error) && error.code === 'NOT_FOUND') return null
    throw error
  }
}

/** The same, asked of the policy row by row. */
async function openIn(ctx: Context, participantId: string): Promise<Shown> {
  const owner = await testDatabase('owner')
  const standing = withoutSeat(await getStanding(ctx, participantId))
  const facts = packetFacts(standing)
  const mayReadSelf = !standing.isSelf && decide('self.read', facts).allow
  if (!mayReadSelf && !decide('mgrReview.read', facts).allow) return null
  const all = await owner.review.findMany({ where: { participantId, revision: { gt: 0 } } })
  const standingOnes = all.filter(({ status }) =>
    ['SUBMITTED', 'REOPEN_REQUESTED'].includes(status),
  )
  const open = (op: 'self.read' | 'mgrReview.read', direction: string) =>
    standingOnes.filter(
      (review) =>
        review.direction === direction &&
        decide(op, reviewFacts(standing, review, ctx.actor.id)).allow,
    ).length
  const peers = all.filter(({ direction }) => direction === 'PEER')
  // Which one is being changed is not told, so all of them wait.
  const isWaiting = peers.some(({ status }) => ['DRAFT', 'NOT_STARTED'].includes(status))
  const shown = decide('peer.read', facts).allow && !isWaiting ? peers.length : 0
  return {
    self: open('self.read', 'SELF') > 0,
    manager: open('mgrReview.read', 'MANAGER'),
    peers: shown,
    // These writers have no row in the table of authors.
    names: 0,
  }
}

/** The manager of half of the period has handed in their part; somebody else leads the person now. */
async function handedOver(): Promise<{ world: PacketWorld; former: Context }> {
  const world = await makePacketWorld({ peers: 2 })
  const owner = await testDatabase('owner')
  const { participantId, subjectId, managerId, strangerId } = world
  await owner.orgClosure.deleteMany({ where: { managerId, personId: subjectId } })
  await owner.orgClosure.create({
    data: { managerId: strangerId, personId: subjectId, depth: 1 },
  })
  await owner.contributionWindow.updateMany({
    where: { participantId, authorId: managerId },
    data: { role: 'CONTRIBUTOR' },
  })
  const period = { fromOn: new Date('2026-04-01'), toOn: new Date('2026-06-30') }
  await owner.contributionWindow.create({
    data: { participantId, authorId: strangerId, ...period },
  })
  return { world, former: await contextAs(managerId) }
}
