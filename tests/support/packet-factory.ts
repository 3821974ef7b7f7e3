import { randomUUID } from 'node:crypto'
import type { Context } from '@/lib/context'
import type { Database } from '@/lib/db/client'
import type { CycleState, Direction, PeerVisibility } from '@/lib/db/generated/enums'
import type { RatingEntry, SubmissionBody } from '@/lib/reviews/body'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { NAMED_CONFIG } from '@/lib/scoring/config'
import { testDatabase } from './database'
import { makeLadder, type TestLadder } from './ladder-factory'
import { actor, contextOf } from './organisation'

export type PacketWorldOptions = {
  peerVisibility?: PeerVisibility
  peers?: number
  state?: CycleState
  managerWrote?: boolean
  selfWrote?: boolean
  blindSelf?: boolean
  skipVisible?: boolean
  /** Days from now; negative is past. */
  shareFromIn?: number
}

export type PacketWorld = {
  key: string
  cycleId: string
  participantId: string
  subjectId: string
  managerId: string
  skipId: string
  partnerId: string
  strangerId: string
  peerIds: string[]
  /** Tokens that stand in the texts, by who wrote them. */
  reviewIds: Record<string, string>
}

const DAY = 86_400_000

/** One participant with manager, skip level, HR partner, stranger and peers, and what they wrote. */
export async function makePacketWorld(options: PacketWorldOptions = {}): Promise<PacketWorld> {
  const db = await testDatabase('owner')
  const key = `w${randomUUID().slice(0, 8)}`
  const ladder = await makeLadder(db, key)
  const name = (who: string) => `${who} ${key}`
  const ids = await makePeople(db, key, ['Subject', 'Manager', 'Skip', 'Partner', 'Stranger'])
  const [subjectId, managerId, skipId, partnerId, strangerId] = ids as [
    string,
    string,
    string,
    string,
    string,
  ]
  const peerIds = await makePeople(
    db,
    key,
    Array.from({ length: options.peers ?? 0 }, (_, index) => `Peer${index + 1}`),
  )
  await db.orgClosure.createMany({
    data: [
      { managerId, personId: subjectId, depth: 1 },
      { managerId: skipId, personId: subjectId, depth: 2 },
      { managerId: skipId, personId: managerId, depth: 1 },
    ],
  })
  await db.personLevel.create({
    data: {
      personId: subjectId,
      ladderKey: key,
      trackKey: 'ic',
      levelKey: 'engineer',
      fromOn: new Date('2025-01-01'),
    },
  })
  await db.roleGrant.create({ data: { personId: partnerId, role: 'HR_PARTNER' } })
  const cycleId = await makeCycle(db, {
    name: name('Cycle'),
    ladderVersionId: ladder.versionId,
    ...options,
  })
  const participant = await db.participant.create({
    data: {
      cycleId,
      personId: subjectId,
      managerId,
      trackKey: 'ic',
      levelKey: 'engineer',
      nextLevelKey: 'senior',
      teamName: 'Payments',
      windows: {
        create: {
          authorId: managerId,
          fromOn: new Date('2026-01-01'),
          toOn: new Date('2026-06-30'),
        },
      },
    },
  })
  const world = { key, cycleId, participantId: participant.id, subjectId, managerId, skipId }
  const reviewIds: Record<string, string> = {}
  const write = async (authorId: string, direction: Direction, wrote: boolean) => {
    reviewIds[authorId] = await makeReview(db, {
      ...world,
      authorId,
      direction,
      wrote,
      items: ladder.items,
    })
  }
  await write(managerId, 'MANAGER', options.managerWrote ?? true)
  await write(subjectId, 'SELF', options.selfWrote ?? true)
  for (const peerId of peerIds) await write(peerId, 'PEER', true)
  return { ...world, partnerId, strangerId, peerIds, reviewIds }
}

/** The context of one of these people, on a connection with the rights of the web process. */
export async function contextAs(
  personId: string,
  roles: Parameters<typeof actor>[1] = [],
): Promise<Context> {
  return contextOf(actor(personId, roles), await testDatabase('app_web'), new Date())
}

/** The text that an author put into a section; unique, so that a leak can be searched for. */
export function token(authorId: string): string {
  return `[text of ${authorId.slice(-12).split('').reverse().join('')}]`
}

export function shareInput(world: PacketWorld, version = 0) {
  return { participantId: world.participantId, version, idempotencyKey: randomUUID() }
}

/** The manager shares; gives the id of the packet. */
export async function share(world: PacketWorld): Promise<string> {
  const { packetId } = await sharePacket(await contextAs(world.managerId), shareInput(world))
  return packetId
}

async function makePeople(db: Database, key: string, who: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const one of who) {
    const person = await db.person.create({
      data: { name: `${one} ${key}`, email: `${one}.${key}@example.org`.toLowerCase() },
    })
    ids.push(person.id)
  }
  return ids
}

export async function makeCycle(
  db: Database,
  options: PacketWorldOptions & { name: string; ladderVersionId: string; periodEnd?: Date },
): Promise<string> {
  const at = (days: number) => new Date(Date.now() + days * DAY)
  const cycle = await db.cycle.create({
    data: {
      name: options.name,
      state: options.state ?? 'SHARING',
      periodStart: new Date('2026-01-01'),
      periodEnd: options.periodEnd ?? new Date('2026-06-30'),
      timeZone: 'Europe/Stockholm',
      ladderVersionId: options.ladderVersionId,
      peerVisibility: options.peerVisibility ?? 'ATTRIBUTED',
      blindSelf: options.blindSelf ?? false,
      skipVisible: options.skipVisible ?? true,
      launchAt: at(-60),
      selfDueAt: at(-40),
      peerDueAt: at(-40),
      managerDueAt: at(-10),
      shareFromAt: at(options.shareFromIn ?? -5),
      closeAt: at(30),
      scoringConfig: NAMED_CONFIG,
    },
  })
  return cycle.id
}

type ReviewOptions = {
  cycleId: string
  participantId: string
  subjectId: string
  authorId: string
  direction: Direction
  wrote: boolean
  items: TestLadder['items']
}

async function makeReview(db: Database, options: ReviewOptions): Promise<string> {
  const { cycleId, participantId, subjectId, authorId, direction, wrote } = options
  const review = await db.review.create({
    data: {
      cycleId,
      participantId,
      subjectId,
      authorId,
      direction,
      status: wrote ? 'SUBMITTED' : 'NOT_STARTED',
      revision: wrote ? 1 : 0,
    },
  })
  if (wrote) await makeSubmission(db, { ...options, reviewId: review.id, revision: 1 })
  return review.id
}

/** Hands a review in as the commands do: the writer of a peer's stands in the author-private table only. */
export async function makeSubmission(
  db: Database,
  {
    cycleId,
    participantId,
    subjectId,
    authorId,
    direction,
    items,
    reviewId,
    revision,
  }: Omit<ReviewOptions, 'wrote'> & {
    reviewId: string
    revision: number
  },
): Promise<void> {
  const id = randomUUID()
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT set_config('app.uid', ${authorId}, true)`
    await tx.submission.create({
      data: {
        id,
        participantId,
        cycleId,
        subjectId,
        direction,
        raterKey: authorId.slice(-12).split('').reverse().join(''),
        revision,
        reviewId: direction === 'PEER' ? null : reviewId,
        body: bodyOf(authorId, items),
      },
    })
    await tx.submissionAuthor.create({ data: { submissionId: id, authorId, reviewId } })
    await tx.rating.createMany({
      data: items.map(({ id: itemId, levelKey }, index) => ({
        submissionId: id,
        itemId,
        levelKey,
        value: index === 1 ? null : 4,
        hasNote: index === 0,
      })),
    })
  })
}

function bodyOf(authorId: string, items: TestLadder['items']): SubmissionBody {
  const rating = (index: number): RatingEntry => ({
    value: index === 1 ? null : 4,
    note: index === 0 ? `Note ${token(authorId)}` : '',
  })
  const of = (levelKey: string) =>
    Object.fromEntries(
      items.flatMap((item, index) =>
        item.levelKey === levelKey ? [[item.key, rating(index)]] : [],
      ),
    )
  return {
    sections: {
      summary: { text: `Summary ${token(authorId)}`, ratings: {} },
      'category:impact': { text: `Impact ${token(authorId)}`, ratings: {} },
      'indicators:engineer': { text: '', ratings: of('engineer') },
      'indicators:senior': { text: '', ratings: of('senior') },
    },
  }
}
