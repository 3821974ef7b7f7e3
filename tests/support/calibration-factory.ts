import type { Context } from '@/lib/context'
import type { CalibrationRole } from '@/lib/db/generated/enums'
import type { SessionState } from '@/lib/policy/artefact-state'
import { testDatabase } from './database'
import { actor, contextOf } from './organisation'
import { contextAs, makePacketWorld, type PacketWorld } from './packet-factory'

type Seats = Record<string, CalibrationRole>

/** A session as it stands in the database, made without asking anybody. */
export async function putSession({
  cycleId,
  seats,
  participantIds,
  state = 'OPEN',
}: {
  cycleId: string
  seats: Seats
  participantIds: readonly string[]
  state?: SessionState
}): Promise<string> {
  const db = await testDatabase('owner')
  const [first = ''] = Object.keys(seats)
  const at = new Date()
  const { id } = await db.calibrationSession.create({
    data: {
      ...{ cycleId, name: 'Payments and Core', createdById: first, openedAt: at, state },
      ...(state === 'OPEN' ? {} : { lockedAt: at }),
      ...(state === 'PUBLISHED' ? { publishedAt: at, publishedById: first } : {}),
      members: {
        create: Object.entries(seats).map(([personId, role]) => ({ personId, role })),
      },
      participants: { create: participantIds.map((participantId) => ({ participantId })) },
    },
    select: { id: true },
  })
  return id
}

export type CalibrationWorld = PacketWorld & {
  sessionId: string
  facilitatorId: string
  memberId: string
  adminId: string
}

/** A participant whose reviews are in, in a calibrating cycle, and an open session about them. */
export async function makeCalibrationWorld(
  options: Parameters<typeof makePacketWorld>[0] = {},
): Promise<CalibrationWorld> {
  const db = await testDatabase('owner')
  const world = await makePacketWorld({ state: 'CALIBRATION', peers: 2, ...options })
  await db.cycle.update({ where: { id: world.cycleId }, data: { hasCalibration: true } })
  const [facilitatorId = '', memberId = '', adminId = ''] = await Promise.all(
    ['Facilitator', 'Calibrator', 'Admin'].map(async (who) => {
      const name = `${who} ${world.key}`
      const email = `${who}.${world.key}@example.org`.toLowerCase()
      return (await db.person.create({ data: { name, email } })).id
    }),
  )
  await db.roleGrant.create({ data: { personId: adminId, role: 'ADMIN' } })
  const sessionId = await putSession({
    cycleId: world.cycleId,
    seats: { [facilitatorId]: 'FACILITATOR', [memberId]: 'MEMBER' },
    participantIds: [world.participantId],
  })
  return { ...world, sessionId, facilitatorId, memberId, adminId }
}

/** One more person of the same cycle, whose reviews are not in. */
export async function addParticipant(
  { cycleId, key, managerId }: Pick<PacketWorld, 'cycleId' | 'key' | 'managerId'>,
  who: string,
  personId?: string,
): Promise<{ id: string; personId: string; email: string }> {
  const db = await testDatabase('owner')
  const email = `${who}.${key}@example.org`.toLowerCase()
  const id = personId ?? (await db.person.create({ data: { name: `${who} ${key}`, email } })).id
  const participant = await db.participant.create({
    data: {
      ...{ cycleId, personId: id, managerId, trackKey: 'ic', levelKey: 'engineer' },
      ...{ nextLevelKey: 'senior', teamName: 'Payments' },
      windows: {
        create: {
          ...{ authorId: managerId, fromOn: new Date('2026-01-01') },
          toOn: new Date('2026-06-30'),
        },
      },
    },
  })
  return { id: participant.id, personId: id, email }
}

/** Somebody on a connection with the rights of the web process, as a calibrator is known to it. */
export async function calibrator(
  personId: string,
  roles: Parameters<typeof actor>[1] = [],
): Promise<Context> {
  const who = { ...actor(personId, roles), isCalibrator: true }
  return contextOf(who, await testDatabase('app_web'), new Date())
}

export function mailOf({ key }: { key: string }, who: string): string {
  return `${who}.${key}@example.org`.toLowerCase()
}

export async function asPartner({ partnerId }: CalibrationWorld) {
  return contextAs(partnerId, ['HR_PARTNER'])
}

export async function mailsOf(recipientId: string): Promise<string[]> {
  const db = await testDatabase('owner')
  const where = { recipientId, kind: 'calibration-opened' }
  const rows = await db.outboxMessage.findMany({ where })
  return rows.map(({ payload }) => (payload as { path: string }).path)
}

export async function actionsOf(objectId: string): Promise<string[]> {
  const db = await testDatabase('owner')
  const rows = await db.auditEvent.findMany({ where: { objectId }, orderBy: { id: 'asc' } })
  return rows.map(({ action, capacity }) => (capacity ? `${action} as ${capacity}` : action))
}
