import { randomUUID } from 'node:crypto'
import type { Actor, Context } from '@/lib/context'
import type { Database } from '@/lib/db/client'
import type { CycleState, ParticipantStatus, PeerVisibility } from '@/lib/db/generated/enums'
import { recomputeClosure } from '@/lib/people/closure/commands'
import { scoringConfig } from '@/lib/scoring/config'
import { chance, choose } from '@/prisma/seed/chance'
import { testDatabase } from './database'
import { makeLadder, type TestLadder } from './ladder-factory'
import { actor, contextOf } from './organisation'
import { makeDelegate } from './random-delegates'
import { makePacket, makeReviews } from './random-reviews'
import { makeSessions } from './random-sessions'

export type RandomOrganisation = {
  key: string
  people: { id: string; isActive: boolean; teamId: string | null }[]
  cycleIds: string[]
  participants: { id: string; cycleId: string; personId: string }[]
  roles: ReadonlyMap<string, Actor['roles']>
}

/** Draws are named by where they are used, so that the same seed makes the same organisation. */
export type Dice = {
  share: (...at: Name[]) => number
  pick: <T>(list: readonly T[], ...at: Name[]) => T
}
type Name = string | number

const DAY = 86_400_000
const STATES: CycleState[] = [
  'SELF_AND_PEER',
  'MANAGER_WRITING',
  'CALIBRATION',
  'SHARING',
  'CLOSED',
  'ARCHIVED',
]
const MODES: PeerVisibility[] = ['ATTRIBUTED', 'UNATTRIBUTED', 'CONFIDENTIAL']
const UNSHARED: ParticipantStatus[] = ['ACTIVE', 'READY_TO_SHARE', 'PAUSED', 'EXCUSED', 'REMOVED']
const SHARED: ParticipantStatus[] = ['SHARED', 'ACKNOWLEDGED', 'FINAL']

/** Five to forty people with lines, roles and cycles in any state, all drawn from the seed. */
export async function makeRandomOrganisation(seed: number): Promise<RandomOrganisation> {
  const db = await testDatabase('owner')
  const key = `o${randomUUID().slice(0, 8)}`
  const dice: Dice = {
    share: (...at) => chance(seed, ...at),
    pick: (list, ...at) => choose(list, seed, ...at),
  }
  const ladder = await makeLadder(db, key)
  const people = await makePeople(db, { key, dice })
  const roles = rolesOf(people, dice)
  const organisation: RandomOrganisation = { key, people, cycleIds: [], participants: [], roles }
  for (let n = 0; n < 2; n++) {
    await makeCycle(db, { organisation, ladder, dice, n })
  }
  return organisation
}

/** The context of one of these people with the roles that were drawn for them. */
export async function asMember({ roles }: RandomOrganisation, id: string): Promise<Context> {
  const who = { ...actor(id), roles: roles.get(id) ?? [], hasReports: true, isCalibrator: true }
  return contextOf(who, await testDatabase('app_web'), new Date())
}

async function makePeople(
  db: Database,
  { key, dice }: { key: string; dice: Dice },
): Promise<RandomOrganisation['people']> {
  const size = 5 + Math.floor(dice.share('size') * 36)
  const teamIds: (string | null)[] = [null]
  for (const n of [1, 2, 3]) {
    teamIds.push((await db.team.create({ data: { name: `Team ${n} ${key}` } })).id)
  }
  const people = Array.from({ length: size }, (_, n) => ({
    id: randomUUID(),
    name: `Person ${n} ${key}`,
    email: `p${n}.${key}@example.org`,
    isActive: n < 2 || dice.share('active', n) < 0.9,
    teamId: dice.pick(teamIds, 'team', n),
  }))
  await db.person.createMany({ data: people })
  const since = { fromOn: new Date('2025-01-01') }
  await db.reportingLine.createMany({
    data: people.flatMap(({ id }, n) => {
      // Near the bottom of what is there already, so that lines grow longer than two.
      const boss = people[n - 1 - Math.floor(dice.share('boss', n) ** 2 * Math.min(n, 5))]
      return boss && dice.share('top', n) > 0.05
        ? [{ personId: id, managerId: boss.id, ...since }]
        : []
    }),
  })
  await db.personLevel.createMany({
    data: people.map(({ id }, n) => ({
      personId: id,
      ladderKey: key,
      trackKey: 'ic',
      levelKey: dice.pick(['engineer', 'senior'], 'level', n),
      ...since,
    })),
  })
  await recomputeClosure(contextOf(actor(people[0]?.id), db, new Date()))
  return people.map(({ id, isActive, teamId }) => ({ id, isActive, teamId }))
}

function rolesOf(people: RandomOrganisation['people'], dice: Dice) {
  const roles = new Map<string, Actor['roles']>()
  const teamIds = [null, ...new Set(people.map(({ teamId }) => teamId))]
  for (const [index, { id }] of people.entries()) {
    const drawn: Actor['roles'][number][] = []
    if (dice.share('hr', index) < 0.15) {
      const scopeTeamId = dice.pick(teamIds, 'scope', index)
      drawn.push({ role: 'HR_PARTNER', scopeTeamId })
    }
    if (dice.share('admin', index) < 0.1) drawn.push({ role: 'ADMIN', scopeTeamId: null })
    if (dice.share('auditor', index) < 0.05) drawn.push({ role: 'AUDITOR', scopeTeamId: null })
    roles.set(id, drawn)
  }
  return roles
}

type Making = { organisation: RandomOrganisation; ladder: TestLadder; dice: Dice; n: number }

async function makeCycle(db: Database, making: Making): Promise<void> {
  const { organisation, ladder, dice, n } = making
  const { key, people } = organisation
  const state = dice.pick(STATES, 'state', n)
  const mode = dice.pick(MODES, 'mode', n)
  const at = (days: number) => new Date(Date.now() + days * DAY)
  const { id: cycleId } = await db.cycle.create({
    data: {
      name: `Cycle ${n} ${key}`,
      state,
      periodStart: new Date(`${2020 + n}-01-01`),
      periodEnd: new Date(`${2020 + n}-12-31`),
      timeZone: 'Europe/Stockholm',
      ladderVersionId: ladder.versionId,
      peerVisibility: mode,
      skipVisible: dice.share('skip', n) < 0.6,
      blindSelf: dice.share('blind', n) < 0.4,
      launchAt: at(-60),
      selfDueAt: at(dice.pick([-40, 5], 'self due', n)),
      peerDueAt: at(dice.pick([-40, 5], 'peer due', n)),
      managerDueAt: at(10),
      shareFromAt: at(dice.pick([-5, 5], 'share from', n)),
      closeAt: at(30),
      scoringConfig: scoringConfig({ peer: mode !== 'ATTRIBUTED', report: false }),
    },
  })
  organisation.cycleIds.push(cycleId)
  const lines = await db.orgClosure.findMany({
    where: { personId: { in: people.map(({ id }) => id) }, depth: 1 },
  })
  const bossOf = new Map(lines.map(({ personId, managerId }) => [personId, managerId]))
  for (const [index, { id: personId }] of people.entries()) {
    if (dice.share('takes part', n, index) > 0.85) continue
    await makeParticipant(db, {
      ...making,
      cycleId,
      state,
      personId,
      index,
      managerId: bossOf.get(personId) ?? null,
    })
  }
  await makeSessions(db, { organisation, dice, cycleId, n })
}

type Taking = Making & {
  cycleId: string
  state: CycleState
  personId: string
  index: number
  managerId: string | null
}

async function makeParticipant(db: Database, taking: Taking): Promise<void> {
  const { organisation, ladder, dice, n, index, cycleId, state, personId, managerId } = taking
  const others = organisation.people.filter(({ id }) => id !== personId)
  const isOver = state === 'SHARING' || state === 'CLOSED' || state === 'ARCHIVED'
  const isShared = isOver && dice.share('shared', n, index) < 0.5
  const kinds = ['manager', 'manager', 'other', 'part', 'closed', 'none'] as const
  const kind = dice.pick(kinds, 'window', n, index)
  const other = dice.pick(others, 'other', n, index).id
  const holder = kind === 'none' ? null : kind === 'manager' ? managerId : other
  const { id } = await db.participant.create({
    data: {
      cycleId,
      personId,
      managerId,
      trackKey: 'ic',
      levelKey: 'engineer',
      nextLevelKey: 'senior',
      status: dice.pick(isShared ? SHARED : UNSHARED, 'status', n, index),
      ...(holder && {
        windows: {
          create: {
            authorId: holder,
            isOpen: kind !== 'closed',
            role: kind === 'part' ? 'CONTRIBUTOR' : 'PRIMARY',
            fromOn: new Date('2025-01-01'),
            toOn: new Date('2025-12-31'),
          },
        },
      }),
    },
  })
  organisation.participants.push({ id, cycleId, personId })
  const written = { people: organisation.people, ladder, dice, at: [n, index] }
  const about = { cycleId, participantId: id, subjectId: personId }
  const writers = await makeReviews(db, { ...written, about, authorId: holder ?? managerId })
  await makeDelegate(db, { ...written, about, grantorId: holder ?? other, writers })
  if (isShared) await makePacket(db, { about, ladder, sharedById: holder ?? other })
  // Official scores are even and shared ones odd, so that one cannot pass for the other.
  const score = 2 * Math.floor(dice.share('score', n, index) * 49)
  const snapshot = { participantId: id, halfWidth: 0, coverage: 1, confidence: 'low' }
  await db.scoreSnapshot.createMany({
    data: [
      { ...snapshot, audience: 'OFFICIAL', score: score / 100 },
      ...(isShared ? [{ ...snapshot, audience: 'SHARED' as const, score: (score + 1) / 100 }] : []),
    ],
  })
}
