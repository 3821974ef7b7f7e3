import { randomUUID } from 'node:crypto'
import type { Context } from '@/lib/context'
import type { Database } from '@/lib/db/client'
import type { Direction, PeerVisibility } from '@/lib/db/generated/enums'
import type { SubmissionBody } from '@/lib/reviews/body'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { scoringConfig } from '@/lib/scoring/config'
import { testDatabase } from './database'
import { actor, contextOf } from './organisation'

export type GrowthWorld = {
  key: string
  versionId: string
  /** Database ids of indicators by their key, `senior-1` to `senior-5` for each level. */
  items: ReadonlyMap<string, string>
  subjectId: string
  managerId: string
  skipId: string
  directorId: string
  successorId: string
  partnerId: string
  strangerId: string
  peerIds: string[]
}

export type GrowthCycle = { cycleId: string; participantId: string; name: string }

const DAY = 86_400_000

/** The moment at which these tests take place: both halves of 2026 are over. */
export const TODAY = new Date('2027-01-15T09:00:00Z')

const LEVELS = [
  { track: 'ic', keys: ['engineer', 'senior', 'staff'] },
  { track: 'mgmt', keys: ['em', 'cto'] },
]

/** An engineer with everybody who may stand around them, and a ladder of two tracks. */
export async function makeGrowthWorld(levelKey = 'engineer'): Promise<GrowthWorld> {
  const db = await testDatabase('owner')
  const key = `g${randomUUID().slice(0, 8)}`
  const ladder = await makeTwoTracks(db, key)
  const who = ['Subject', 'Manager', 'Skip', 'Director', 'Successor', 'Partner', 'Stranger']
  const ids = await makePeople(db, key, [...who, 'Peer1', 'Peer2', 'Peer3', 'Peer4'])
  const [subjectId, managerId, skipId, directorId, successorId, partnerId, strangerId, ...peerIds] =
    ids as [string, string, string, string, string, string, string, ...string[]]
  await makeLine(db, [subjectId, managerId, skipId, directorId])
  await db.personLevel.create({
    data: {
      personId: subjectId,
      ladderKey: key,
      trackKey: levelKey === 'em' || levelKey === 'cto' ? 'mgmt' : 'ic',
      levelKey,
      fromOn: new Date('2024-01-01'),
    },
  })
  return {
    key,
    ...ladder,
    subjectId,
    managerId,
    skipId,
    directorId,
    successorId,
    partnerId,
    strangerId,
    peerIds,
  }
}

/** From now on somebody else manages the subject, who wrote nothing about them. */
export async function handOver({ subjectId, managerId, successorId }: GrowthWorld): Promise<void> {
  const db = await testDatabase('owner')
  await db.orgClosure.deleteMany({ where: { managerId, personId: subjectId } })
  await db.orgClosure.create({ data: { managerId: successorId, personId: subjectId, depth: 1 } })
}

export async function addCycle(
  world: GrowthWorld,
  {
    name,
    start,
    end,
    peerVisibility = 'ATTRIBUTED',
    skipVisible = true,
    levelKey = 'engineer',
    nextLevelKey = 'senior',
  }: {
    name: string
    start: string
    end: string
    peerVisibility?: PeerVisibility
    skipVisible?: boolean
    levelKey?: string
    nextLevelKey?: string | null
  },
): Promise<GrowthCycle> {
  const db = await testDatabase('owner')
  const periodStart = new Date(start)
  const periodEnd = new Date(end)
  const at = (days: number) => new Date(TODAY.getTime() + days * DAY)
  const cycle = await db.cycle.create({
    data: {
      name,
      state: 'SHARING',
      periodStart,
      periodEnd,
      timeZone: 'Europe/Berlin',
      ladderVersionId: world.versionId,
      peerVisibility,
      skipVisible,
      launchAt: at(-60),
      selfDueAt: at(-40),
      peerDueAt: at(-40),
      managerDueAt: at(-10),
      shareFromAt: at(-5),
      closeAt: at(30),
      scoringConfig: scoringConfig({ peer: peerVisibility !== 'ATTRIBUTED', report: false }),
    },
  })
  const { id: participantId } = await db.participant.create({
    data: {
      cycleId: cycle.id,
      personId: world.subjectId,
      managerId: world.managerId,
      trackKey: 'ic',
      levelKey,
      nextLevelKey,
      windows: { create: { authorId: world.managerId, fromOn: periodStart, toOn: periodEnd } },
    },
  })
  return { cycleId: cycle.id, participantId, name }
}

export type Written = {
  authorId: string
  direction: Direction
  values: Record<string, number | null>
  /** Keys of the indicators that have a note, which says its own key and author. */
  notes?: readonly string[]
}

/** Hands a review in, or hands it in again as its next revision. */
export async function handIn(
  world: GrowthWorld,
  cycle: GrowthCycle,
  { authorId, direction, values, notes = Object.keys(values) }: Written,
): Promise<void> {
  const db = await testDatabase('owner')
  const own = { cycleId: cycle.cycleId, subjectId: world.subjectId, authorId }
  const { id: reviewId, revision } = await db.review.upsert({
    where: { cycleId_subjectId_authorId: own },
    create: {
      ...own,
      participantId: cycle.participantId,
      direction,
      status: 'SUBMITTED',
      revision: 1,
    },
    update: { status: 'SUBMITTED', revision: { increment: 1 } },
  })
  const id = randomUUID()
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT set_config('app.uid', ${authorId}, true)`
    await tx.submission.create({
      data: {
        id,
        participantId: cycle.participantId,
        cycleId: cycle.cycleId,
        subjectId: world.subjectId,
        direction,
        raterKey: raterKeyOf(authorId),
        revision,
        reviewId: direction === 'PEER' ? null : reviewId,
        body: bodyOf({ authorId, values, notes }),
      },
    })
    await tx.submissionAuthor.create({ data: { submissionId: id, authorId, reviewId } })
    await tx.rating.createMany({ data: ratingRows(world, id, { values, notes }) })
  })
}

/** The manager shares by the real command. */
export async function shareCycle(world: GrowthWorld, cycle: GrowthCycle): Promise<string> {
  const { packetId } = await sharePacket(await asPerson(world.managerId), {
    participantId: cycle.participantId,
    version: 0,
    idempotencyKey: randomUUID(),
  })
  return packetId
}

type Roles = Parameters<typeof actor>[1]

/** A context of the web process for one of these people. */
export async function asPerson(id: string, roles: Roles = []): Promise<Context> {
  return contextOf(actor(id, roles), await testDatabase('app_web'), TODAY)
}

/** The same value for the five indicators of a level, except where another one is given. */
export function rated(
  levelKey: string,
  value: number | null,
  except: Record<string, number | null> = {},
): Record<string, number | null> {
  const keys = [1, 2, 3, 4, 5].map((number) => `${levelKey}-${number}`)
  return Object.fromEntries(keys.map((key) => [key, key in except ? (except[key] ?? null) : value]))
}

export function noteText(itemKey: string, authorId: string): string {
  return `Seen in ${itemKey} by ${raterKeyOf(authorId)}`
}

function raterKeyOf(authorId: string): string {
  return authorId.slice(-12).split('').reverse().join('')
}

function bodyOf({ authorId, values, notes = [] }: Omit<Written, 'direction'>): SubmissionBody {
  const sections: SubmissionBody['sections'] = { summary: { text: 'Summary', ratings: {} } }
  for (const [itemKey, value] of Object.entries(values)) {
    const section = `indicators:${itemKey.split('-')[0]}`
    const note = notes.includes(itemKey) ? noteText(itemKey, authorId) : ''
    sections[section] ??= { text: '', ratings: {} }
    sections[section].ratings[itemKey] = { value: value as 1 | 2 | 3 | 4 | 5 | null, note }
  }
  return { sections }
}

function ratingRows(
  { items }: GrowthWorld,
  submissionId: string,
  { values, notes = [] }: Pick<Written, 'values' | 'notes'>,
) {
  return Object.entries(values).map(([itemKey, value]) => ({
    submissionId,
    itemId: items.get(itemKey) ?? '',
    levelKey: itemKey.split('-')[0] ?? '',
    value,
    hasNote: notes.includes(itemKey),
  }))
}

async function makePeople(db: Database, key: string, names: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) {
    const person = await db.person.create({
      data: { name: `${name} ${key}`, email: `${name}.${key}@example.org`.toLowerCase() },
    })
    ids.push(person.id)
  }
  return ids
}

async function makeLine(db: Database, upwards: string[]): Promise<void> {
  for (const [place, personId] of upwards.entries()) {
    const above = upwards.slice(place + 1)
    await db.orgClosure.createMany({
      data: above.map((managerId, index) => ({ managerId, personId, depth: index + 1 })),
    })
  }
}

async function makeTwoTracks(db: Database, key: string) {
  const { versions } = await db.ladder.create({
    data: { key, name: 'Ladder', versions: { create: { number: 1, status: 'DRAFT' } } },
    select: { versions: { select: { id: true } } },
  })
  const versionId = versions[0]?.id ?? ''
  const category = await db.category.create({
    data: { versionId, key: 'growth', title: 'Growth indicators', order: 0 },
  })
  const items = new Map<string, string>()
  for (const [order, { track, keys }] of LEVELS.entries()) {
    const { id: trackId } = await db.track.create({
      data: { versionId, key: track, title: `Track ${track}`, order },
    })
    for (const [place, levelKey] of keys.entries()) {
      const level = await db.level.create({
        data: { versionId, trackId, key: levelKey, title: `Level ${levelKey}`, order: place },
      })
      for (const number of [1, 2, 3, 4, 5]) {
        const item = await db.item.create({
          data: {
            versionId,
            categoryId: category.id,
            key: `${levelKey}-${number}`,
            kind: 'INDICATOR',
            text: `Indicator ${number} of ${levelKey}`,
            order: items.size,
            scored: true,
            levels: { create: { levelId: level.id } },
          },
        })
        items.set(item.key, item.id)
      }
    }
  }
  await db.ladderVersion.update({ where: { id: versionId }, data: { status: 'PUBLISHED' } })
  return { versionId, items }
}
