import { describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import {
  askRelease,
  closeAccessRequest,
  decideItems,
  openAccessRequest,
  releaseAccess,
} from '@/lib/privacy/requests/commands'
import { downloadPackage } from '@/lib/privacy/requests/download/commands'
import type { AccessPackage } from '@/lib/privacy/requests/package/package'
import { getAccessRequest, listAccessRequests } from '@/lib/privacy/requests/queries'
import { saveDraftSection } from '@/lib/reviews/drafts/commands'
import { testDatabase } from '../../support/database'
import { grant } from '../../support/delegation-factory'
import { makePacketWorld, type PacketWorld, share, token } from '../../support/packet-factory'
import { makeReviewWorld, nowAs, saving } from '../../support/review-factory'
import { asSomebody, auditCount, openApproval } from './privacy-world'

const REASON = 'The person asked for it in writing.'

describe('an access request', () => {
  it('K02 is released when every other identity is decided on, and then names none of them', async () => {
    const { world, ctx, requestId } = await collected()
    const view = await getAccessRequest(ctx, { requestId })
    const matches = view.groups.map(({ match }) => match)
    for (const who of ['Manager', 'Peer1', 'Peer2'])
      expect(matches).toContain(`${who} ${world.key}`)
    await expect(askRelease(ctx, { requestId, reason: REASON })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('not decided yet'),
    })
    await blackenAll(ctx, requestId)
    await askRelease(ctx, { requestId, reason: REASON })
    await agree(requestId)
    const { html } = await downloadPackage(await asSubject(world), { requestId })
    for (const who of ['Manager', 'Peer1', 'Peer2', 'Skip', 'Partner', 'Stranger']) {
      expect(html).not.toContain(`${who} ${world.key}`)
      expect(html.toLowerCase()).not.toContain(`${who}.${world.key}@`.toLowerCase())
    }
    expect(html).toContain(`Subject ${world.key}`)
    expect(html).toContain(token(world.managerId))
    expect(html).toContain('█████')
  }, 60_000)

  it('K02 is not released with one place open, nor when a decision changed after it was asked for', async () => {
    const { ctx, requestId } = await collected()
    const all = await numbersOf(ctx, requestId)
    const [first = '', ...others] = all
    await decideItems(ctx, { requestId, numbers: others, decision: 'BLACKEN' })
    await expect(askRelease(ctx, { requestId, reason: REASON })).rejects.toMatchObject({
      message: expect.stringContaining('One place is not decided'),
    })
    await decideItems(ctx, { requestId, numbers: [first], decision: 'BLACKEN' })
    await askRelease(ctx, { requestId, reason: REASON })
    await decideItems(ctx, { requestId, numbers: [first], decision: 'KEEP' })
    await expect(agree(requestId)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await stateOf(requestId)).toBe('OPEN')
  }, 60_000)

  it('K02 is not released when somebody who is named came after the collection', async () => {
    const owner = await testDatabase('owner')
    const { ctx, requestId, world } = await collected()
    await blackenAll(ctx, requestId)
    // The texts of the factory hold this word; now it is the name of a person.
    const [word = ''] = /[A-Z]\w{3,}/.exec('Consistent') ?? []
    await owner.person.create({
      data: { name: `${word} Newcomer`, email: `${world.key}@example.com` },
    })
    await expect(askRelease(ctx, { requestId, reason: REASON })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  }, 60_000)

  it('holds no draft of anybody, no writer of peer feedback beyond the packet, and nothing of others', async () => {
    const owner = await testDatabase('owner')
    const world = await makeReviewWorld({ peers: 1 })
    for (const authorId of [world.managerId, world.subjectId, ...world.peerIds]) {
      const body = { text: `draft of ${authorId}`, ratings: {} }
      await saveDraftSection(await nowAs(authorId), saving(world, authorId, { body }))
    }
    const quiet = await makePacketWorld({ peers: 3, peerVisibility: 'CONFIDENTIAL' })
    const ctx = await asSomebody(['HR_PARTNER'])
    for (const personId of [world.subjectId, quiet.subjectId]) {
      const { requestId } = await openAccessRequest(ctx, { personId })
      const { content } = await owner.accessRequest.findUniqueOrThrow({ where: { id: requestId } })
      const text = JSON.stringify(content)
      expect(text).not.toContain('draft of')
      for (const peerId of quiet.peerIds) {
        const peer = await owner.person.findUniqueOrThrow({ where: { id: peerId } })
        expect(text).not.toContain(peer.name)
        if (personId === quiet.subjectId) expect(text).toContain(token(peerId))
      }
      expect(await auditCount('sar.build', requestId)).toBe(1)
    }
  }, 60_000)

  it.each(['one', 'all'] as const)(
    'K02 lists the delegation of %s to the person, the manager and the delegate, and decides on the others',
    async (scope) => {
      const world = await makeReviewWorld({ peers: 0 })
      const reason = `They know Subject ${world.key} better.`
      await grant(world, world.strangerId, { scope, reason })
      const ctx = await asSomebody(['HR_PARTNER'])
      const all = 'everybody whom the manager writes about'
      const about = scope === 'one' ? `Subject ${world.key}` : all
      for (const [personId, others] of [
        [world.subjectId, { Manager: 'Manager', 'Wrote for them': 'Stranger' }],
        [world.managerId, { 'Wrote for you': 'Stranger', About: about, Why: reason }],
        [world.strangerId, { 'For the manager': 'Manager', About: about }],
      ] as const) {
        const { requestId } = await openAccessRequest(ctx, { personId })
        const entry = await delegationEntry(requestId)
        expect(entry?.title).toMatch(
          new RegExp(`^Cycle ${world.key}, from \\d{4}-\\d\\d-\\d\\d to \\d{4}-\\d\\d-\\d\\d$`),
        )
        const fields = Object.entries(others).map(([label, text]) => ({
          label,
          text: /^(Manager|Stranger)$/.test(text) ? `${text} ${world.key}` : text,
        }))
        expect(entry?.fields).toEqual(fields)
        const { groups } = await getAccessRequest(ctx, { requestId })
        const matches = groups.map(({ match }) => match)
        for (const { text } of fields.filter(({ text }) => text.endsWith(world.key)))
          expect(matches).toContain(text)
      }
      const { requestId } = await openAccessRequest(ctx, { personId: world.partnerId })
      expect(await delegationEntry(requestId)).toBeUndefined()
    },
    60_000,
  )

  it('leaves a text out with a reason that the person reads', async () => {
    const { ctx, requestId, world } = await collected()
    const { groups } = await getAccessRequest(ctx, { requestId })
    const item = groups.flatMap(({ items }) => items).find(({ where }) => where.includes('Summary'))
    const numbers = [String(item?.number ?? groups[0]?.items[0]?.number)]
    await expect(
      decideItems(ctx, { requestId, numbers, decision: 'LEAVE_OUT' }),
    ).rejects.toMatchObject({ code: 'INVALID' })
    await blackenAll(ctx, requestId)
    const reason = 'It tells of the illness of somebody else.'
    await decideItems(ctx, { requestId, numbers, decision: 'LEAVE_OUT', reason })
    await askRelease(ctx, { requestId, reason: REASON })
    await agree(requestId)
    const { html } = await downloadPackage(await asSubject(world), { requestId })
    expect(html).toContain(`[Left out: ${reason}]`)
  }, 60_000)
})

describe('who', () => {
  it('builds and releases: two HR partners in scope who have shown who they are', async () => {
    const owner = await testDatabase('owner')
    const { world, ctx, requestId } = await collected()
    const team = await owner.team.create({ data: { name: `Elsewhere ${world.key}` } })
    const outOfScope = await asSomebody(['HR_PARTNER'], { teamId: team.id })
    const strangers = [outOfScope, await asSomebody(['ADMIN', 'AUDITOR']), await asSubject(world)]
    for (const other of strangers) {
      for (const attempt of [
        () => openAccessRequest(other, { personId: world.subjectId }),
        () => getAccessRequest(other, { requestId }),
        () => decideItems(other, { requestId, numbers: ['1'], decision: 'KEEP' }),
        () => askRelease(other, { requestId, reason: REASON }),
        () => closeAccessRequest(other, { requestId }),
        () => downloadPackage(other, { requestId }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
      expect(await listAccessRequests(other)).toEqual([])
    }
    const stale = await asSomebody(['HR_PARTNER'], { isSteppedUp: false })
    await expect(openAccessRequest(stale, { personId: world.strangerId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { stepUp: true },
    })
    await expect(openAccessRequest(ctx, { personId: world.subjectId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await blackenAll(ctx, requestId)
    await askRelease(ctx, { requestId, reason: REASON })
    const approvalId = await openApproval('access.release', requestId)
    await expect(releaseAccess(ctx, { approvalId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(releaseAccess(outOfScope, { approvalId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  }, 60_000)

  it('takes it: the person and HR, twice in thirty days, each time recorded', async () => {
    const { world, ctx, requestId } = await collected()
    await expect(downloadPackage(ctx, { requestId })).rejects.toMatchObject({ code: 'CONFLICT' })
    await blackenAll(ctx, requestId)
    await askRelease(ctx, { requestId, reason: REASON })
    await agree(requestId)
    const subject = await asSubject(world)
    const later = { ...subject, now: new Date(Date.now() + 31 * 86_400_000) }
    await expect(downloadPackage(later, { requestId })).rejects.toMatchObject({ code: 'CONFLICT' })
    await downloadPackage(subject, { requestId })
    await downloadPackage(ctx, { requestId })
    await expect(downloadPackage(subject, { requestId })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(await auditCount('sar.download', requestId)).toBe(2)
  }, 60_000)

  it('ends a request, and a new one may be opened', async () => {
    const { world, ctx, requestId } = await collected()
    await closeAccessRequest(ctx, { requestId })
    await expect(closeAccessRequest(ctx, { requestId })).rejects.toMatchObject({ code: 'CONFLICT' })
    const again = await openAccessRequest(ctx, { personId: world.subjectId })
    expect(again.requestId).not.toBe(requestId)
  }, 60_000)
})

async function collected(): Promise<{ world: PacketWorld; ctx: Context; requestId: string }> {
  const world = await makePacketWorld({ peers: 2 })
  await share(world)
  const ctx = await asSomebody(['HR_PARTNER'])
  const { requestId } = await openAccessRequest(ctx, { personId: world.subjectId })
  return { world, ctx, requestId }
}

async function asSubject({ subjectId }: PacketWorld): Promise<Context> {
  const ctx = await asSomebody()
  return { ...ctx, actor: { ...ctx.actor, id: subjectId, roles: [] } }
}

async function numbersOf(ctx: Context, requestId: string): Promise<string[]> {
  const { groups } = await getAccessRequest(ctx, { requestId })
  return groups.flatMap(({ items }) => items.map(({ number }) => String(number)))
}

async function blackenAll(ctx: Context, requestId: string): Promise<void> {
  const numbers = await numbersOf(ctx, requestId)
  await decideItems(ctx, { requestId, numbers, decision: 'BLACKEN' })
}

async function agree(requestId: string): Promise<void> {
  const approvalId = await openApproval('access.release', requestId)
  await releaseAccess(await asSomebody(['HR_PARTNER']), { approvalId })
}

async function delegationEntry(requestId: string) {
  const owner = await testDatabase('owner')
  const { content } = await owner.accessRequest.findUniqueOrThrow({ where: { id: requestId } })
  const { sections } = content as AccessPackage
  return sections.find(({ title }) => title === 'Delegations')?.entries[0]
}

async function stateOf(requestId: string): Promise<string> {
  const owner = await testDatabase('owner')
  return (await owner.accessRequest.findUniqueOrThrow({ where: { id: requestId } })).state
}
