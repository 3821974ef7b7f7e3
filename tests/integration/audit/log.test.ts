import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { beforeAll, expect, test } from 'vitest'
import { recordAudit, recordRefusal } from '@/lib/audit/commands'
import { exportAudit } from '@/lib/audit/log/commands'
import { type AuditView, listAudit } from '@/lib/audit/log/queries'
import type { Actor } from '@/lib/context'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { getPacket } from '@/lib/reviews/packets/queries'
import { testDatabase } from '../../support/database'
import { actor, contextOf } from '../../support/organisation'
import {
  contextAs,
  makePacketWorld,
  type PacketWorld,
  shareInput,
} from '../../support/packet-factory'

let web: Database
let world: PacketWorld
let peerReview: string
let packetId: string
const auditorId = randomUUID()
const auditor = actor(auditorId, ['AUDITOR'])

beforeAll(async () => {
  web = await testDatabase()
  world = await makePacketWorld({ peers: 2 })
  const [peerId = ''] = world.peerIds
  const { id } = await web.review.findFirstOrThrow({
    where: { authorId: peerId, participantId: world.participantId },
  })
  peerReview = id
  const about = { subjectId: world.subjectId, cycleId: world.cycleId }
  const peer = contextOf(actor(peerId), web)
  const onReview = { ...about, objectType: 'review', objectId: peerReview }
  await recordAudit(peer, { ...onReview, action: 'peer.submit' })
  await recordAudit(peer, { ...onReview, action: 'review.requestReopening' })
  await recordAudit(contextOf(actor(world.managerId), web), {
    ...about,
    action: 'nomination.approve',
    objectType: 'participant',
    objectId: world.participantId,
  })
  await recordAudit(contextOf(actor(world.strangerId), web), {
    action: 'cycle.update',
    objectType: 'cycle',
    objectId: world.cycleId,
    cycleId: world.cycleId,
  })
  await recordAudit(contextOf(auditor, web), { action: 'signIn', objectType: 'session' })
  const reader = await contextAs(world.managerId)
  packetId = (await sharePacket({ ...reader, now: new Date() }, shareInput(world))).packetId
  await getPacket({ ...reader, now: new Date() }, { packetId })
})

const list = (who: Actor, filter: object = {}) => listAudit(contextOf(who, web), filter)
const saying = ({ rows }: AuditView) => rows.map(({ says }) => says)

test('an auditor reads everything, the newest first, with names where the log holds ids', async () => {
  const { rows } = await list(auditor)
  const ids = rows.map(({ id }) => Number(id))
  expect(ids).toEqual(ids.toSorted((a, b) => b - a))
  expect(rows[0]).toMatchObject({
    says: 'Opened a packet',
    actor: `Manager ${world.key}`,
    subject: `Subject ${world.key}`,
    object: { id: packetId },
  })
})

test('who opened a packet is on record, and the person themselves is not', async () => {
  const subject = await contextAs(world.subjectId)
  await getPacket({ ...subject, now: new Date() }, { packetId })
  const where = { action: 'packet.read', objectId: packetId }
  expect(await web.auditEvent.findMany({ where })).toMatchObject([
    { actorId: world.managerId, subjectId: world.subjectId, cycleId: world.cycleId },
  ])
})

test('nobody learns from it who gave feedback as a peer, nor by looking for them', async () => {
  const { rows } = await list(auditor, { object: peerReview })
  expect(rows.map(({ actor, actorId }) => [actor, actorId])).toEqual([
    ['A peer', null],
    ['A peer', null],
  ])
  expect((await list(auditor, { person: world.peerIds[0] })).rows).toEqual([])
  const about = await list(auditor, { person: world.subjectId })
  expect(saying(about)).toContain('Submitted peer feedback')
})

test('nobody reads about themselves', async () => {
  const self = actor(world.subjectId, ['AUDITOR', 'ADMIN', 'HR_PARTNER'])
  const { rows } = await list(self)
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ subjectId }) => subjectId === world.subjectId)).toEqual([])
  expect(rows.some(({ object }) => object?.id === peerReview)).toBe(false)
})

test('an administrator reads changes to settings, an HR partner what is about people in scope', async () => {
  const settings = await list(actor(randomUUID(), ['ADMIN']))
  expect(settings.rows.map(({ object }) => object?.id)).toContain(world.cycleId)
  expect(settings.rows.filter(({ subjectId }) => subjectId !== null)).toEqual([])
  const admin = contextOf(actor(randomUUID(), ['ADMIN']), web)
  for (const [action, objectType] of [
    ['scim.makeToken', 'scim_token'],
    ['scim.mapGroup', 'scim_group'],
    ['retention.set', 'retention_class'],
  ] as const) {
    await recordAudit(admin, { action, objectType, objectId: randomUUID() })
  }
  expect(saying(await list(actor(randomUUID(), ['ADMIN'])))).toEqual(
    expect.arrayContaining([
      'Made a token for a provider',
      'Let a group of the provider give a role',
      'Set how long something is kept',
    ]),
  )
  const partner = await list(actor(randomUUID(), ['HR_PARTNER']))
  expect(saying(partner)).toContain('Shared a packet')
  expect(partner.rows.filter(({ subjectId }) => subjectId === null)).toEqual([])
  const team = await web.team.create({ data: { name: `Team ${world.key}` } })
  const scoped = {
    ...actor(randomUUID()),
    roles: [{ role: 'HR_PARTNER' as const, scopeTeamId: team.id }],
  }
  expect((await list(scoped)).rows).toEqual([])
  await web.person.update({ where: { id: world.subjectId }, data: { teamId: team.id } })
  expect(saying(await list(scoped))).toContain('Shared a packet')
})

test.each([[[]], [['LADDER_ADMIN' as const]]])('%j: there is nothing to see', async (roles) => {
  const nobody = actor(world.managerId, roles)
  await expect(list(nobody)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(exportAudit(contextOf(nobody, web), {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('filters by person, action, decision and days', async () => {
  const byName = await list(auditor, { person: `manager ${world.key}`, action: 'packet.share' })
  expect(saying(byName)).toEqual(['Shared a packet'])
  expect((await list(auditor, { person: world.key })).people.length).toBeGreaterThan(1)
  expect((await list(auditor, { person: world.key })).rows).toEqual([])
  const today = new Date().toISOString().slice(0, 10)
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  const person = world.subjectId
  expect((await list(auditor, { person, from: yesterday, to: today })).rows).not.toEqual([])
  expect((await list(auditor, { person, to: '2020-01-01' })).rows).toEqual([])
  expect((await list(auditor, { person, decision: 'deny' })).rows).toEqual([])
})

test('a refusal tells what it was about, and whom', async () => {
  const stranger = contextOf(actor(world.strangerId), web)
  const error = new AppError('NOT_FOUND', 'There is nothing here that you can see.')
  for (const input of [
    { packetId },
    { reviewId: peerReview },
    { participantId: world.participantId },
  ]) {
    await recordRefusal(stranger, { action: 'getSomething', error, input })
  }
  const view = await list(auditor, { person: world.strangerId, decision: 'deny' })
  expect(view.rows.map(({ object }) => object?.id).sort()).toEqual(
    [packetId, peerReview, world.participantId].sort(),
  )
  expect(new Set(view.rows.map(({ subjectId }) => subjectId))).toEqual(new Set([world.subjectId]))
  expect(view.rows[0]).toMatchObject({
    says: 'Was refused: get something',
    reason: 'not there for them',
    isRefused: true,
  })
})

test('pages show each event once, also where many share an instant', async () => {
  const subjectId = randomUUID()
  await web.$executeRaw`INSERT INTO audit_events (action, object_type, decision, subject_id, at)
    SELECT 'test.page', 'test', 'allow', ${subjectId}::uuid, '2026-01-01T00:00:00Z'
    FROM generate_series(1, 120)`
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const view = await list(auditor, { action: 'test.page', cursor })
    expect(view.rows.length).toBeLessThanOrEqual(50)
    seen.push(...view.rows.map(({ id }) => id))
    if (!view.nextCursor) break
    cursor = view.nextCursor
  }
  expect(seen).toHaveLength(120)
  expect(new Set(seen).size).toBe(120)
})

test('the export holds what the page shows, runs nothing, and is on record itself', async () => {
  await web.person.update({ where: { id: world.strangerId }, data: { name: '=HYPERLINK("x")' } })
  const filter = { person: world.strangerId }
  const { fileName, chunks } = await exportAudit(contextOf(auditor, web), filter)
  const parts = await Array.fromAsync(chunks)
  const rows = parse(parts.join(''), { bom: true, columns: true }) as Record<string, string>[]
  expect(fileName).toMatch(/^rung-audit-.*\.csv$/)
  expect(rows.map(({ event }) => event)).toEqual(
    (await list(auditor, filter)).rows.map(({ id }) => id),
  )
  expect(rows.every(({ who }) => who === `'=HYPERLINK("x")`)).toBe(true)
  const own = await web.auditEvent.findMany({
    where: { action: 'audit.export', actorId: auditorId },
  })
  expect(own).toHaveLength(1)
})
