import { expect, test } from 'vitest'
import { getApprovalCase } from '@/lib/approvals/cases/queries'
import { listAudit } from '@/lib/audit/log/queries'
import { approveBreakglass, requestBreakglass, revokeBreakglass } from '@/lib/breakglass/commands'
import { listBreakglass } from '@/lib/breakglass/queries'
import { getBreakglassPage, openedCycles } from '@/lib/breakglass/reading/queries'
import type { Context, Role } from '@/lib/context'
import { getStanding } from '@/lib/cycles/standing/queries'
import { getGrowthOf } from '@/lib/growth/queries'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getPacket } from '@/lib/reviews/packets/queries'
import { getEditor } from '@/lib/reviews/queries'
import { getSubmissions } from '@/lib/reviews/submissions/queries'
import { testDatabase } from '../../support/database'
import {
  contextAs,
  makePacketWorld,
  type PacketWorld,
  shareInput,
  token,
} from '../../support/packet-factory'

const REASON = 'A complaint was made, and it must be looked into.'
const notThere = { code: 'NOT_FOUND' }

test('opens what was submitted, with the words and without ratings, names or peers', async () => {
  const { world, auditor, partner } = await scene()
  const { participantId, managerId, subjectId } = world
  await expect(getSharePreview(auditor, { participantId })).rejects.toMatchObject(notThere)
  const grantId = await granted(auditor, partner, world)
  const preview = await getSharePreview(auditor, { participantId })
  const text = JSON.stringify(preview.submissions)
  expect(text).toContain(token(managerId))
  expect(text).toContain(token(subjectId))
  expect(preview.submissions.filter(({ title }) => /peer|From/.test(title))).toEqual([])
  const { manager, peers } = await getSubmissions(auditor, { participantId })
  expect(peers).toEqual([])
  const ratings = manager.flatMap(({ body }) => Object.values(body.sections))
  expect(ratings.length).toBeGreaterThan(0)
  expect(ratings.flatMap((section) => Object.keys(section.ratings))).toEqual([])
  expect(
    preview.reading.groups.flatMap(({ items }) => items.flatMap((one) => one.manager)),
  ).toEqual([])
  expect(preview.findings).toEqual([])
  expect(preview.can).toEqual({ share: false, giveReason: false, revealPeers: false })
  expect(preview.actingAs).toMatchObject({
    ...{ power: 'breakglass', capacity: `breakglass ${grantId}` },
    says: expect.stringMatching(
      /^You read this under break-glass until \d\d:\d\d\. Reason: A complaint/,
    ),
  })
})

test('never opens a draft, growth, or the own case (G2)', async () => {
  const { world, auditor, partner } = await scene()
  await granted(auditor, partner, world)
  for (const reviewId of Object.values(world.reviewIds)) {
    await expect(getEditor(auditor, { reviewId })).rejects.toMatchObject(notThere)
  }
  await expect(getGrowthOf(auditor, { personId: world.subjectId })).rejects.toMatchObject(notThere)
  const own = await asNow(world.subjectId, ['AUDITOR'])
  const email = await emailOf(world.subjectId)
  await expect(requestBreakglass(own, wish(email))).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('opens the packet once it is shared, and the person sees it as emergency access', async () => {
  const { world, auditor, partner } = await scene()
  const { packetId } = await sharePacket(await asNow(world.managerId), shareInput(world))
  await expect(getPacket(auditor, { packetId })).rejects.toMatchObject(notThere)
  await granted(auditor, partner, world)
  const packet = await getPacket(auditor, { packetId })
  expect(packet.actingAs?.power).toBe('breakglass')
  expect(packet.can).toEqual({ acknowledge: false, reply: false, print: false })
  const { openings } = await getPacket(await asNow(world.subjectId), { packetId })
  expect(openings).toMatchObject([{ who: 'somebody with emergency access' }])
})

test('records every row that is read, under the id of the grant', async () => {
  const { world, auditor, partner } = await scene()
  const grantId = await granted(auditor, partner, world)
  await getSharePreview(auditor, { participantId: world.participantId })
  const db = await testDatabase('owner')
  const rows = await db.auditEvent.findMany({
    where: { actorId: auditor.actor.id, capacity: `breakglass ${grantId}` },
    orderBy: { id: 'asc' },
  })
  const kinds = rows.map(({ action }) => action)
  expect(kinds).toEqual(['submissions.read', 'submission.read', 'submission.read'])
  expect(
    JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? null : value)),
  ).not.toContain('complaint')
  const reader = await asNow(partner.actor.id, ['HR_PARTNER'])
  const log = await listAudit(reader, { object: world.participantId })
  expect(log.rows[0]).toMatchObject({ as: 'under break-glass' })
  const [seen] = await listBreakglass(reader)
  expect(seen).toMatchObject({ id: grantId, reads: 2, isOwn: false, can: { revoke: true } })
})

test('needs the consent of an HR partner, and of nobody else', async () => {
  const { world, auditor, partner } = await scene()
  const email = await emailOf(world.subjectId)
  const { approvalId } = await requestBreakglass(auditor, wish(email))
  for (const roles of [['ADMIN'], ['AUDITOR'], ['LADDER_ADMIN'], []] as Role[][]) {
    const other = await asNow(world.strangerId, roles)
    await expect(approveBreakglass(other, { approvalId })).rejects.toMatchObject(notThere)
  }
  await expect(approveBreakglass(auditor, { approvalId })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  const subject = await asNow(world.subjectId, ['HR_PARTNER'])
  await heldBy(world.subjectId, 'HR_PARTNER')
  await expect(approveBreakglass(subject, { approvalId })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  expect((await getApprovalCase(partner, { approvalId })).facts).toEqual([
    { term: 'For', words: '2 hours' },
  ])
  await approveBreakglass(partner, { approvalId })
  await expect(approveBreakglass(partner, { approvalId })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  const db = await testDatabase('owner')
  const told = await db.outboxMessage.findMany({ where: { kind: 'breakglass-used' } })
  const recipients = told.map(({ recipientId }) => recipientId)
  expect(recipients).toContain(partner.actor.id)
  expect(recipients).not.toContain(world.subjectId)
})

test('is not agreed to by who reports to who asks', async () => {
  const { world, auditor, partner } = await scene()
  const db = await testDatabase('owner')
  await db.orgClosure.create({
    data: { managerId: auditor.actor.id, personId: partner.actor.id, depth: 3 },
  })
  const asked = requestBreakglass(auditor, wish(await emailOf(world.subjectId)))
  const outcome = await asked
    .then(
      async ({ approvalId }) => approveBreakglass(partner, { approvalId }),
      () => null,
    )
    .catch((error: unknown) => error)
  if (outcome) expect(outcome).toMatchObject(notThere)
  await expect(openedCycles(auditor, world.subjectId)).resolves.toEqual([])
})

test('is asked for by administrators, auditors and HR partners, with a reason, for four hours at most', async () => {
  const { world, auditor } = await scene()
  const email = await emailOf(world.subjectId)
  for (const roles of [[], ['LADDER_ADMIN']] as Role[][]) {
    const other = await asNow(world.strangerId, roles)
    await expect(requestBreakglass(other, wish(email))).rejects.toMatchObject(notThere)
    await expect(getBreakglassPage(other)).rejects.toMatchObject(notThere)
  }
  for (const more of [{ hours: '5' }, { hours: '0' }, { reason: 'why' }, { hours: { not: '' } }]) {
    await expect(requestBreakglass(auditor, { ...wish(email), ...more })).rejects.toMatchObject({
      code: 'INVALID',
    })
  }
  const stale = { ...auditor, actor: { ...auditor.actor, isSteppedUp: false } }
  await expect(requestBreakglass(stale, wish(email))).rejects.toMatchObject({
    details: { stepUp: true },
  })
})

test('ends by the clock, when it is revoked, and with the role', async () => {
  const { world, auditor, partner } = await scene()
  const { participantId } = world
  const grantId = await granted(auditor, partner, world)
  const at = (hours: number) => ({ ...auditor, now: new Date(Date.now() + hours * 3_600_000) })
  const holds = async (ctx: Context) =>
    (await getStanding(ctx, participantId)).relations.has('breakglass')
  expect(await holds(at(1.9))).toBe(true)
  expect(await holds(at(2.1))).toBe(false)
  expect(await holds({ ...auditor, actor: { ...auditor.actor, roles: [] } })).toBe(false)
  const stranger = await asNow(world.strangerId, ['ADMIN'])
  await expect(revokeBreakglass(stranger, { grantId })).rejects.toMatchObject(notThere)
  await revokeBreakglass(partner, { grantId })
  expect(await holds({ ...auditor, now: new Date(Date.now() + 1_000) })).toBe(false)
  await expect(revokeBreakglass(auditor, { grantId })).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('lists exactly the cycles that open one by one', async () => {
  const { world, auditor, partner } = await scene()
  expect(await openedCycles(auditor, world.subjectId)).toEqual([])
  await granted(auditor, partner, world)
  const { held } = await getBreakglassPage(auditor)
  expect(held.map(({ grant, cycles }) => [grant.subject.id, cycles])).toEqual([
    [
      world.subjectId,
      [
        {
          participantId: world.participantId,
          cycleName: expect.any(String),
          isOpen: true,
          packetId: null,
        },
      ],
    ],
  ])
})

test('cannot be made without its approval, nor for longer, nor prolonged, whatever the code does', async () => {
  const { world, auditor, partner } = await scene()
  const grantId = await granted(auditor, partner, world)
  const db = await testDatabase('app_web')
  const { approvalId } = await db.breakglassGrant.findUniqueOrThrow({ where: { id: grantId } })
  const start = new Date()
  const end = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
  const row = { holderId: auditor.actor.id, subjectId: world.subjectId, startsAt: start }
  await expect(
    db.breakglassGrant.create({
      data: { ...row, holderId: world.strangerId, approvalId, endsAt: end(1) },
    }),
  ).rejects.toThrow()
  await db.$executeRaw`SELECT 1`
  await expect(
    db.$executeRaw`UPDATE breakglass_grants SET ends_at = ends_at + interval '1 hour' WHERE id = ${grantId}::uuid`,
  ).rejects.toThrow()
  await expect(
    db.$executeRaw`UPDATE approvals SET payload = '{}' WHERE id = ${approvalId}::uuid`,
  ).rejects.toThrow()
})

async function scene() {
  const world = await makePacketWorld({ peers: 2 })
  const db = await testDatabase('owner')
  const person = await db.person.create({
    data: { email: `auditor-${world.subjectId}@example.org`, name: 'Aud Itor' },
  })
  await heldBy(person.id, 'AUDITOR')
  await heldBy(world.partnerId, 'HR_PARTNER')
  const auditor = await asNow(person.id, ['AUDITOR'])
  const partner = await asNow(world.partnerId, ['HR_PARTNER'])
  return { world, auditor, partner }
}

async function granted(holder: Context, partner: Context, world: PacketWorld): Promise<string> {
  const email = await emailOf(world.subjectId)
  const { approvalId } = await requestBreakglass(holder, wish(email))
  return (await approveBreakglass(partner, { approvalId })).grantId
}

function wish(email: string) {
  return { email, hours: '2', reason: REASON }
}

async function heldBy(personId: string, role: Role): Promise<void> {
  const db = await testDatabase('owner')
  await db.roleGrant.createMany({
    data: [{ personId, role, validFrom: new Date('2026-01-01') }],
    skipDuplicates: true,
  })
}

async function emailOf(id: string): Promise<string> {
  const db = await testDatabase('owner')
  return (await db.person.findUniqueOrThrow({ where: { id } })).email
}

/** Whose clock goes on, as that of one request after the other does. */
async function asNow(id: string, roles: Role[] = []): Promise<Context> {
  const ctx = await contextAs(id, roles)
  return Object.defineProperty({ ...ctx }, 'now', {
    get: () => new Date(),
    enumerable: true,
    configurable: true,
  })
}
