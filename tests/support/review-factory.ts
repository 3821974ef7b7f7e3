import { randomUUID } from 'node:crypto'
import type { CycleState, Direction, PeerVisibility } from '@/lib/db/generated/enums'
import type { SectionBody } from '@/lib/reviews/body'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'
import { testDatabase } from './database'
import { makeLadder, type TestLadder } from './ladder-factory'
import { contextAs, makeCycle } from './packet-factory'

export type ReviewWorld = {
  key: string
  cycleId: string
  participantId: string
  ladder: TestLadder
  subjectId: string
  managerId: string
  partnerId: string
  strangerId: string
  peerIds: string[]
  /** The task of each writer, by the writer. */
  reviewIds: Record<string, string>
}

type Options = {
  state?: CycleState
  peers?: number
  peerVisibility?: PeerVisibility
  blindSelf?: boolean
}

/** One participant in a running cycle whose manager, self and peers have everything still to write. */
export async function makeReviewWorld(options: Options = {}): Promise<ReviewWorld> {
  const db = await testDatabase('owner')
  const key = `r${randomUUID().slice(0, 8)}`
  const ladder = await makeLadder(db, key)
  const team = await db.team.create({ data: { name: `Team ${key}` } })
  const person = async (who: string) => {
    const email = `${who}.${key}@example.org`.toLowerCase()
    return (await db.person.create({ data: { name: `${who} ${key}`, email, teamId: team.id } })).id
  }
  const subjectId = await person('Subject')
  const managerId = await person('Manager')
  const partnerId = await person('Partner')
  const strangerId = await person('Stranger')
  const peerIds: string[] = []
  for (let n = 1; n <= (options.peers ?? 1); n++) peerIds.push(await person(`Peer${n}`))
  await db.orgClosure.create({ data: { managerId, personId: subjectId, depth: 1 } })
  await db.roleGrant.create({ data: { personId: partnerId, role: 'HR_PARTNER' } })
  const cycleId = await makeCycle(db, {
    name: `Cycle ${key}`,
    ladderVersionId: ladder.versionId,
    ...options,
    state: options.state ?? 'MANAGER_WRITING',
  })
  // Self-reviews and peer feedback are still in their grace.
  const soon = new Date(Date.now() + 3_600_000)
  await db.cycle.update({ where: { id: cycleId }, data: { selfDueAt: soon, peerDueAt: soon } })
  const { id: participantId } = await db.participant.create({
    data: {
      cycleId,
      personId: subjectId,
      managerId,
      trackKey: 'ic',
      levelKey: 'engineer',
      nextLevelKey: 'senior',
      windows: {
        create: {
          authorId: managerId,
          fromOn: new Date('2026-01-01'),
          toOn: new Date('2026-06-30'),
        },
      },
    },
  })
  const reviewIds: Record<string, string> = {}
  const task = async (authorId: string, direction: Direction) => {
    const data = { cycleId, participantId, subjectId, authorId, direction }
    reviewIds[authorId] = (await db.review.create({ data })).id
  }
  await task(managerId, 'MANAGER')
  await task(subjectId, 'SELF')
  for (const peerId of peerIds) await task(peerId, 'PEER')
  const people = { subjectId, managerId, partnerId, strangerId, peerIds }
  return { key, cycleId, participantId, ladder, ...people, reviewIds }
}

export async function nowAs(personId: string, roles: Parameters<typeof contextAs>[1] = []) {
  return { ...(await contextAs(personId, roles)), now: new Date() }
}

export function reviewOf(world: ReviewWorld, authorId: string): string {
  const id = world.reviewIds[authorId]
  if (!id) throw new Error('This person has nothing to write.')
  return id
}

/** Everything that is asked, answered and saved by its author. */
export async function writeAll(world: ReviewWorld, authorId: string): Promise<void> {
  const ctx = await nowAs(authorId)
  for (const [section, body] of Object.entries(completeBodies(world))) {
    await saveDraftSection(ctx, saving(world, authorId, { section, body }))
  }
}

export function completeBodies({ ladder }: ReviewWorld): Record<string, SectionBody> {
  const rated = (levelKey: string): SectionBody => ({
    text: '',
    ratings: Object.fromEntries(
      ladder.items
        .filter((item) => item.levelKey === levelKey)
        .map(({ key }, index) => [key, { value: index === 0 ? 4 : null, note: '' }]),
    ),
  })
  return {
    'category:impact': { text: 'What I saw.', ratings: {} },
    'indicators:engineer': rated('engineer'),
    'indicators:senior': rated('senior'),
    summary: { text: 'All in all.', ratings: {} },
  }
}

export function saving(
  world: ReviewWorld,
  authorId: string,
  change: { section?: string; body?: unknown; baseVersion?: number; saveId?: string },
) {
  return {
    reviewId: reviewOf(world, authorId),
    section: 'summary',
    saveId: randomUUID(),
    baseVersion: 0,
    body: { text: 'text', ratings: {} },
    ...change,
  }
}

export function submitting(world: ReviewWorld, authorId: string, version = 0) {
  return { reviewId: reviewOf(world, authorId), version, idempotencyKey: randomUUID() }
}
