import { randomUUID } from 'node:crypto'
import type { Context } from '@/lib/context'
import { closeCycle, requestClosing } from '@/lib/cycles/closing/commands'
import { createCycle } from '@/lib/cycles/commands'
import { launchCycle, runLaunch } from '@/lib/cycles/launch/commands'
import { localDay } from '@/lib/cycles/local-day'
import { advanceCycles } from '@/lib/cycles/timers/commands'
import type { Database } from '@/lib/db/client'
import { acknowledgePacket, replyToPacket } from '@/lib/reviews/packets/answers/commands'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { choosePeers } from '@/lib/reviews/peers/commands'
import {
  ADMINISTRATOR,
  type Cast,
  type CastMember,
  contextOf,
  contextOfMember,
  inParallel,
  SECOND_ADMINISTRATOR,
  systemContext,
} from './cast'
import { chance } from './chance'
import { type Assignment, writeAndSubmit } from './writing'

export const ZONE = 'Europe/Berlin'
const DAY = 86_400_000

/** Days before today, in the order of the story; a negative number lies ahead. */
export type Dates = {
  periodStart: number
  periodEnd: number
  launch: number
  selfDue: number
  peerDue: number
  managerDue: number
  shareFrom: number
  close: number
}
export type Stage = {
  db: Database
  cast: Cast
  cycleId: string
  cycle: number
  at: (day: number) => Date
}

export function clockFrom(today: Date): (day: number) => Date {
  return (day) => new Date(today.getTime() - day * DAY)
}

/** Creates the cycle, launches it and lets every manager choose peers. */
export async function openCycle(
  { db, cast, cycle, at }: Omit<Stage, 'cycleId'>,
  dates: Dates,
  ladderVersionId: string,
): Promise<Stage> {
  const admin = await contextOf(db, ADMINISTRATOR, at(dates.launch + 2))
  const day = (days: number) => localDay(at(days), ZONE)
  const { cycleId } = await createCycle(admin, {
    name: `${monthOf(at(dates.launch))} review`,
    periodStart: day(dates.periodStart),
    periodEnd: day(dates.periodEnd),
    timeZone: ZONE,
    ladderVersionId,
    hasSelf: true,
    hasPeer: true,
    ratesNextLevel: true,
    ratesExpectations: false,
    peerVisibility: 'ATTRIBUTED',
    skipVisible: true,
    blindSelf: false,
    graceDays: 10,
    launchOn: day(dates.launch),
    selfDueOn: day(dates.selfDue),
    peerDueOn: day(dates.peerDue),
    managerDueOn: day(dates.managerDue),
    shareFromOn: day(dates.shareFrom),
    closeOn: day(dates.close),
  })
  const launching = { ...admin, now: at(dates.launch - 0.4) }
  const { version } = await db.cycle.findUniqueOrThrow({ where: { id: cycleId } })
  await launchCycle(launching, { cycleId, version, leaveOut: true })
  await runLaunch(systemContext(db, launching.now), { cycleId })
  const stage = { db, cast, cycle, cycleId, at }
  await nominate(stage, at(dates.launch - 1))
  return stage
}

/** A cycle from its first day to its last: written, shared, acknowledged and closed. */
export async function playClosedCycle(stage: Stage, dates: Dates): Promise<void> {
  const { db, at, cycleId, cycle } = stage
  const tasks = await assignmentsOf(stage)
  const first = tasks.filter(({ direction }) => direction !== 'MANAGER')
  const written = first.filter((task) => !isLeftUndone(stage, task))
  await inParallel(written, (task) =>
    writeAndSubmit({ ...stage, at: at(dates.selfDue + 3 * chance(task.id)) }, task),
  )
  await advanceCycles(systemContext(db, at(dates.peerDue - 1.5)))
  const managers = tasks.filter(({ direction }) => direction === 'MANAGER')
  await inParallel(managers, (task) =>
    writeAndSubmit({ ...stage, at: at(dates.managerDue + 2) }, task),
  )
  await advanceCycles(systemContext(db, at(dates.shareFrom - 0.5)))
  await inParallel(managers, (task) =>
    share(stage, task, at(dates.shareFrom - 2 - 4 * chance(task.subjectId, cycle))),
  )
  const closing = at(dates.close + 1)
  await requestClosing(await contextOf(db, ADMINISTRATOR, closing), { cycleId })
  await closeCycle(await contextOf(db, SECOND_ADMINISTRATOR, closing), { cycleId })
}

/** The manager shares; most people acknowledge a few days later and some answer. */
export async function share(
  stage: Stage,
  task: Assignment,
  at: Date,
  isAnswered = true,
): Promise<void> {
  const { db, cast, cycle } = stage
  const participant = await db.participant.findFirstOrThrow({
    where: { cycleId: stage.cycleId, personId: task.subjectId },
  })
  const manager = cast.byId.get(task.authorId)
  const subject = cast.byId.get(task.subjectId)
  if (!manager || !subject) return
  const { packetId } = await sharePacket(contextOfMember(db, manager, at), {
    participantId: participant.id,
    version: participant.version,
    idempotencyKey: randomUUID(),
  })
  if (!isAnswered || chance(subject.email, cycle, 'acknowledged') > 0.93) return
  const later = contextOfMember(db, subject, new Date(at.getTime() + 2 * DAY))
  await answer(later, subject, packetId, chance(subject.email, cycle, 'reply') < 0.2)
}

async function answer(ctx: Context, subject: CastMember, packetId: string, isReplying: boolean) {
  await acknowledgePacket(ctx, { packetId, received: 'yes', typedName: subject.name, comment: '' })
  if (!isReplying) return
  const body =
    'Thank you. I agree with the second point and have put it on the agenda of our next talk.'
  await replyToPacket(ctx, { packetId, idempotencyKey: randomUUID(), body })
}

export async function assignmentsOf({
  db,
  cycleId,
}: Pick<Stage, 'db' | 'cycleId'>): Promise<Assignment[]> {
  const tasks = await db.review.findMany({
    where: { cycleId },
    select: { id: true, authorId: true, subjectId: true, direction: true },
    orderBy: { id: 'asc' },
  })
  return tasks.flatMap(({ direction, ...task }) =>
    direction === 'DELEGATE' ? [] : [{ ...task, direction }],
  )
}

// Marcus had no peers last time: his readiness page says so.
async function nominate({ db, cast, cycleId, cycle }: Stage, at: Date): Promise<void> {
  const participants = await db.participant.findMany({
    where: { cycleId, managerId: { not: null } },
  })
  for (const participant of participants) {
    const subject = cast.byId.get(participant.personId)
    const manager = cast.byId.get(participant.managerId ?? '')
    if (!subject || !manager || (subject.email.startsWith('marcus') && cycle > 0)) continue
    const peers = peersOf(
      cast,
      subject,
      cycle,
      new Set(participants.map(({ personId }) => personId)),
    )
    await choosePeers(contextOfMember(db, manager, at), {
      participantId: participant.id,
      personIds: peers.map(({ id }) => id),
    })
  }
}

function peersOf(
  cast: Cast,
  subject: CastMember,
  cycle: number,
  present: Set<string>,
): CastMember[] {
  const near = [...cast.byId.values()].filter(
    (person) =>
      person.id !== subject.id &&
      person.id !== subject.managerId &&
      present.has(person.id) &&
      (person.team === subject.team || person.managerId === subject.managerId),
  )
  const rank = (person: CastMember) => chance(subject.email, person.email, cycle)
  const fixed = subject.email.startsWith('sam.lindqvist')
    ? near.filter(({ email }) => email.startsWith('priya') || email.startsWith('chidi'))
    : []
  return fixed.length > 0 ? fixed : near.sort((a, b) => rank(a) - rank(b)).slice(0, 2)
}

function isLeftUndone({ cast, cycle }: Stage, task: Assignment): boolean {
  const [author, subject] = [task.authorId, task.subjectId].map((id) => cast.byId.get(id)?.email)
  return (
    chance(author ?? '', subject ?? '', cycle, 'undone') < (task.direction === 'PEER' ? 0.08 : 0.03)
  )
}

function monthOf(day: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: ZONE,
  }).format(day)
}
