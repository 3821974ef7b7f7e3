import type { Database } from '@/lib/db/client'
import type { ParticipantStatus } from '@/lib/db/generated/enums'
import { testDatabase } from './database'
import { makeLadder } from './ladder-factory'
import { makeCycle } from './packet-factory'

export type TeamOrg = { cycleId: string; people: string[]; key: string; versionId: string }
export type TeamPlan = {
  /** For each person but the first, the manager as a position before it. */
  managers: number[]
  status: ParticipantStatus[]
  /** Who holds the window: today's manager, somebody else, or nobody. */
  windows: ('manager' | 'other' | 'closed' | 'none')[]
  skipVisible: boolean
  partner: boolean
  score: number[]
}

/** People below one another as planned, each a participant of one cycle with snapshots and packets. */
export async function makeTeamOrg(given: TeamPlan): Promise<TeamOrg> {
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

async function makeParticipants(db: Database, org: TeamOrg, given: TeamPlan): Promise<void> {
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
  given: TeamPlan
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
