import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { getStanding, packetFacts } from '@/lib/cycles/standing/queries'
import { getGrowthOf } from '@/lib/growth/queries'
import { invitePerson, reactivatePerson } from '@/lib/people/commands'
import { getPerson } from '@/lib/people/profile/queries'
import { decide } from '@/lib/policy/decide'
import { OPS } from '@/lib/policy/grants'
import { getPersonCase, getPrivacy } from '@/lib/privacy/cases/queries'
import { exportOwn } from '@/lib/privacy/export/queries'
import { findTombstonePath } from '@/lib/privacy/tombstone/queries'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'
import { getSharePreview } from '@/lib/reviews/packets/preview/queries'
import { getPacket } from '@/lib/reviews/packets/queries'
import { getTeamMember } from '@/lib/reviews/team/person/queries'
import { testDatabase } from '../../support/database'
import { makePacketWorld, type PacketWorld, share, token } from '../../support/packet-factory'
import { makeReviewWorld, nowAs, saving } from '../../support/review-factory'
import { erase, leave } from './erasing'
import { asSomebody, auditCount } from './privacy-world'

const folder = mkdtempSync(join(tmpdir(), 'erasures-'))
let world: PacketWorld
let packetId: string
let readers: Record<string, Context>

beforeAll(async () => {
  world = await makePacketWorld({ peers: 1 })
  packetId = await share(world)
  await leave(world.subjectId)
  await erase(world.subjectId, join(folder, 'erasures.jsonl'))
  const as = async (id: string) => {
    const ctx = await asSomebody()
    return { ...ctx, actor: { ...ctx.actor, id } }
  }
  readers = {
    manager: await as(world.managerId),
    skip: await as(world.skipId),
    peer: await as(world.peerIds[0] ?? ''),
    admin: await asSomebody(['ADMIN']),
    partner: await asSomebody(['HR_PARTNER']),
    auditor: await asSomebody(['AUDITOR']),
  }
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a person who was erased', () => {
  it('is in state E, in which the policy opens nothing but the record of the erasure', async () => {
    for (const [who, ctx] of Object.entries(readers)) {
      const facts = packetFacts(await getStanding(ctx, world.participantId), { inScope: true })
      expect(facts.state).toBe('E')
      const allowed = OPS.filter((op) => decide(op, facts).allow)
      expect([who, allowed]).toEqual([who, allowed.filter((op) => op === 'audit.read')])
    }
  })

  it('is not there on any page about them, for anybody', async () => {
    const personId = world.subjectId
    for (const ctx of Object.values(readers)) {
      for (const attempt of [
        () => getPerson(ctx, { personId }),
        () => getTeamMember(ctx, { personId }),
        () => getGrowthOf(ctx, { personId }),
        () => getSharePreview(ctx, { participantId: world.participantId }),
        () => getPacket(ctx, { packetId }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
    }
  })

  it('does not come back', async () => {
    const personId = world.subjectId
    for (const act of [reactivatePerson, invitePerson]) {
      await expect(act(readers.admin as Context, { personId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
  })

  it('does not come back past the code either: the database refuses it', async () => {
    const id = world.subjectId
    const owner = await testDatabase('owner')
    const web = await testDatabase('app_web')
    const refused = /erased does not come back/
    const later = new Date(Date.now() + 86_400_000)
    for (const attempt of [
      () => web.person.update({ where: { id }, data: { isActive: true } }),
      () => web.person.update({ where: { id }, data: { name: 'Subject' } }),
      () => web.person.update({ where: { id }, data: { email: 'subject@example.org' } }),
      () => web.account.create({ data: { personId: id, passwordHash: 'x' } }),
      () => web.identity.create({ data: { personId: id, issuer: 'https://id', subject: id } }),
      () =>
        web.invitation.create({
          data: { id: 'x', personId: id, createdById: world.managerId, expiresAt: later },
        }),
      () => web.session.create({ data: { id: 'x', personId: id } }),
      () => owner.roleGrant.create({ data: { personId: id, role: 'ADMIN' } }),
    ]) {
      await expect(attempt()).rejects.toThrow(refused)
    }
    await owner.person.update({ where: { id }, data: { isActive: false } })
  })

  it('has a tombstone, to which HR partners in scope and auditors are led', async () => {
    const path = `/privacy/people/${world.subjectId}`
    for (const [who, ctx] of Object.entries(readers)) {
      const expected = who === 'partner' || who === 'auditor' ? path : null
      expect(await findTombstonePath(ctx, { personId: world.subjectId })).toBe(expected)
      expect(await findTombstonePath(ctx, { participantId: world.participantId })).toBe(expected)
      const found = getPersonCase(ctx, { personId: world.subjectId })
      if (expected) await expect(found).resolves.toMatchObject({ kind: 'erased' })
      else await expect(found).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await findTombstonePath(readers.partner as Context, { personId: 'x' })).toBeNull()
  })
})

describe('the overview', () => {
  it('is for HR partners, and for auditors with what was erased', async () => {
    const search = world.key
    const { partner, auditor, admin, manager } = readers as Record<string, Context>
    const all = await getPrivacy(partner as Context, { search })
    expect(all.found.map(({ id }) => id)).toContain(world.managerId)
    expect(all.found.map(({ id }) => id)).not.toContain(world.subjectId)
    expect(all.erased.map(({ personId }) => personId)).toContain(world.subjectId)
    const less = await getPrivacy(auditor as Context, { search })
    expect([less.found, less.holds, less.requests]).toEqual([[], [], []])
    expect(less.erased.length).toBeGreaterThan(0)
    for (const ctx of [admin, manager]) {
      await expect(getPrivacy(ctx as Context, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
  })
})

describe('the own export', () => {
  it('holds what the person may read and wrote, their drafts too, and nothing else', async () => {
    const shared = await makePacketWorld({ peers: 2, peerVisibility: 'CONFIDENTIAL' })
    await share(shared)
    const own = await nowAs(shared.subjectId)
    const text = JSON.stringify(await exportOwn(own))
    expect(text).toContain(token(shared.managerId))
    expect(text).toContain(token(shared.subjectId))
    for (const peerId of shared.peerIds) expect(text).not.toContain(token(peerId))
    expect(await auditCount('own.export', shared.subjectId)).toBe(1)
    const writing = await makeReviewWorld()
    for (const authorId of [writing.subjectId, writing.managerId]) {
      const body = { text: `draft of ${authorId}`, ratings: {} }
      await saveDraftSection(await nowAs(authorId), saving(writing, authorId, { body }))
    }
    const draft = JSON.stringify(await exportOwn(await nowAs(writing.subjectId)))
    expect(draft).toContain(`draft of ${writing.subjectId}`)
    expect(draft).not.toContain(`draft of ${writing.managerId}`)
  }, 60_000)

  it('shows nothing that has not been shared', async () => {
    const unshared = await makePacketWorld({ peers: 1 })
    const text = JSON.stringify(await exportOwn(await nowAs(unshared.subjectId)))
    expect(text).not.toContain(token(unshared.managerId))
    expect(text).toContain(token(unshared.subjectId))
  }, 60_000)
})
