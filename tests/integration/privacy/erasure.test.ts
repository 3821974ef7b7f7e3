import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { sealAudit, verifyAudit } from '@/lib/audit/sealing/commands'
import { getErasure } from '@/lib/privacy/erasure/queries'
import { findTombstone } from '@/lib/privacy/tombstone/queries'
import { testDatabase } from '../../support/database'
import { makePacketWorld, token } from '../../support/packet-factory'
import { makeReviewWorld, reviewOf, writeAll } from '../../support/review-factory'
import { erase, everyText, leave, leftOf, writerAndSubject } from './erasing'
import { asSomebody, jobNow } from './privacy-world'

const folder = mkdtempSync(join(tmpdir(), 'erasures-'))
const logFile = join(folder, 'erasures.jsonl')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('erasing a person', () => {
  it('K01 leaves nothing of them, and what they wrote about others under a pseudonym', async () => {
    const owner = await testDatabase('owner')
    const world = await writerAndSubject()
    const { writerId, others, own } = world
    await erase(writerId, logFile)
    const person = await owner.person.findUniqueOrThrow({ where: { id: writerId } })
    expect(person).toMatchObject({
      name: expect.stringMatching(/^Former person [2-9A-Z]{6}$/),
      email: `erased.${writerId}@erased.invalid`,
      isActive: false,
      teamId: null,
    })
    expect(await leftOf(writerId, own.participantId)).toEqual({
      drafts: 0,
      submissionsAbout: 0,
      packets: 0,
      replies: 0,
      accounts: 0,
      sessions: 0,
      levels: 0,
      closure: 0,
    })
    for (const { participantId, packetId } of others) {
      const packet = await owner.packet.findUniqueOrThrow({ where: { id: packetId } })
      const text = JSON.stringify(packet.payload)
      expect(text).toContain(token(writerId))
      expect(text).toContain(person.name)
      expect(text).not.toContain('Eraseme')
      expect(await owner.submission.count({ where: { participantId, direction: 'PEER' } })).toBe(1)
    }
    const kept = await owner.submissionAuthor.count({ where: { authorId: writerId } })
    expect(kept).toBe(others.length)
    const found = Object.entries(await everyText()).filter(([, text]) => text.includes('Eraseme'))
    expect(found.map(([table]) => table)).toEqual([])
  }, 60_000)

  it('K01 leaves the chain of the log whole', async () => {
    const owner = await testDatabase('owner')
    const anchorFile = join(folder, `${randomUUID()}.anchor`)
    const { writerId } = await writerAndSubject()
    await sealAudit(await jobNow(), { anchorFile })
    const before = await owner.auditEvent.count({ where: { subjectId: writerId } })
    expect(before).toBeGreaterThan(0)
    await erase(writerId, logFile)
    await sealAudit(await jobNow(), { anchorFile })
    expect(await owner.auditEvent.count({ where: { subjectId: writerId } })).toBeGreaterThan(before)
    const verdict = await verifyAudit(await testDatabase('app_web'), { anchorFile })
    expect(verdict.status).toBe('sound')
  }, 60_000)

  it('shows beforehand exactly what it then counts, and changes nothing by showing it', async () => {
    const owner = await testDatabase('owner')
    const world = await writerAndSubject()
    const partner = await asSomebody(['HR_PARTNER'])
    const before = await everyText()
    const { removed, remains, blockers } = await getErasure(partner, { personId: world.writerId })
    expect(await everyText()).toEqual(before)
    expect(blockers).toEqual([])
    const lines = Object.fromEntries(removed.map(({ label, count }) => [label, count]))
    expect(lines).toMatchObject({
      'Submitted reviews about them': 2,
      'Packets shared with them': 1,
    })
    expect(remains.map(({ label }) => label)).toContain('Reviews they wrote about others')
    await erase(world.writerId, logFile)
    const { counts } = await owner.erasure.findUniqueOrThrow({
      where: { personId: world.writerId },
    })
    expect(counts).toMatchObject({ submissions: 2, packets: 1, kept_authored: 2, renamed: 2 })
  }, 60_000)

  it('takes the drafts of the person and those about them, and ends what they had still to write', async () => {
    const owner = await testDatabase('owner')
    const world = await makeReviewWorld({ peers: 1 })
    const [peerId = ''] = world.peerIds
    for (const id of [world.subjectId, peerId, world.managerId]) await writeAll(world, id)
    await leave(peerId)
    await erase(peerId, logFile)
    const draftsOf = (authorId: string) => owner.draft.count({ where: { authorId } })
    expect([await draftsOf(peerId), (await draftsOf(world.subjectId)) > 0]).toEqual([0, true])
    expect(
      await owner.review.findUniqueOrThrow({ where: { id: reviewOf(world, peerId) } }),
    ).toMatchObject({ status: 'NOT_PROVIDED', version: 1 })
    await leave(world.subjectId)
    await erase(world.subjectId, logFile)
    expect(await draftsOf(world.managerId)).toBe(0)
    expect(await owner.review.count({ where: { subjectId: world.subjectId } })).toBe(0)
  }, 60_000)

  it('leaves a tombstone for HR partners in scope and auditors only (G4)', async () => {
    const owner = await testDatabase('owner')
    const world = await makePacketWorld()
    const team = await owner.team.create({ data: { name: `Team ${world.key}` } })
    const where = { id: world.subjectId }
    await owner.person.update({ where, data: { teamId: team.id } })
    await leave(world.subjectId)
    expect(await findTombstone(await asSomebody(['AUDITOR']), world.subjectId)).toBeNull()
    await erase(world.subjectId, logFile)
    const inScope = await asSomebody(['HR_PARTNER'], { teamId: team.id })
    for (const ctx of [inScope, await asSomebody(['AUDITOR']), await asSomebody(['HR_PARTNER'])]) {
      expect(await findTombstone(ctx, world.subjectId)).toMatchObject({
        erasedAt: expect.any(Date),
        legalBasis: expect.stringContaining('Article 17(1)(a)'),
        requestedBy: expect.stringContaining('Helper'),
      })
    }
    const other = await owner.team.create({ data: { name: `Other ${world.key}` } })
    const outOfScope = await asSomebody(['HR_PARTNER'], { teamId: other.id })
    for (const ctx of [outOfScope, await asSomebody(['ADMIN']), await asSomebody()]) {
      expect(await findTombstone(ctx, world.subjectId)).toBeNull()
    }
  }, 60_000)
})
