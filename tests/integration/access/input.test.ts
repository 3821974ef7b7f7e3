import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { setUpInstallation } from '@/lib/auth/commands'
import { isAppError } from '@/lib/errors'
import { submitReview } from '@/lib/reviews/commands'
import { acknowledgePacket, replyToPacket } from '@/lib/reviews/packets/answers/commands'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { listTeam } from '@/lib/reviews/team/queries'
import { contextAs, makePacketWorld, shareInput } from '../../support/packet-factory'

const NUL = 'before\0after'
const HALF = 'half \ud83d of a smile'
const BROKEN = [NUL, HALF]

describe('text that no database can keep as it came', () => {
  test.each(BROKEN)('%j is refused as input and not as a failure of ours', async (text) => {
    const world = await makePacketWorld()
    const manager = await contextAs(world.managerId)
    expect(await codeOf(sharePacket(manager, { ...shareInput(world), reason: text }))).toBe(
      'INVALID',
    )
    const { packetId } = await sharePacket(manager, shareInput(world))
    const subject = await contextAs(world.subjectId)
    const answer = { packetId, received: 'yes' as const, typedName: 'Sam', comment: '' }
    for (const wrong of [{ typedName: text }, { comment: text }]) {
      expect(await codeOf(acknowledgePacket(subject, { ...answer, ...wrong }))).toBe('INVALID')
    }
    const reply = { packetId, idempotencyKey: randomUUID(), body: text }
    expect(await codeOf(replyToPacket(subject, reply))).toBe('INVALID')
    const setUp = { timeZone: 'UTC', email: 'a@example.org', password: 'seven green bicycles' }
    const visitor = { db: manager.db, origin: { ip: '10.1.2.3', agent: '' }, requestId: null }
    for (const wrong of [
      { organisation: text, name: 'Ann' },
      { organisation: 'Ours', name: text },
    ]) {
      expect(await codeOf(setUpInstallation(visitor, { ...setUp, ...wrong }))).toBe('INVALID')
    }
  })

  test.each(BROKEN)('a search for %j is no search', async (search) => {
    const world = await makePacketWorld()
    const { list, rows } = await listTeam(await contextAs(world.managerId), { search })
    expect(list.search).toBe('')
    expect(rows).toHaveLength(1)
  })

  test('what can be kept comes back as it went in', async () => {
    const world = await makePacketWorld()
    const { packetId } = await sharePacket(await contextAs(world.managerId), shareInput(world))
    const subject = await contextAs(world.subjectId)
    const body = 'Zürich 👩🏽‍💻 \u202eright to left\u202c e\u0301 \ttab\nline'
    const { replyId } = await replyToPacket(subject, {
      packetId,
      idempotencyKey: randomUUID(),
      body,
    })
    const stored = await subject.db.packetReply.findUniqueOrThrow({ where: { id: replyId } })
    expect(stored.body).toBe(body)
  })
})

describe('versions', () => {
  test.each([
    ['null', null],
    ['nothing', ''],
    ['a truth', true],
    ['a list', [0]],
    ['a fraction', 0.5],
    ['a negative', -1],
    ['an operator', { not: 1 }],
    ['hexadecimal', '0x0'],
    ['an exponent', '0e0'],
    ['too large a number', 2 ** 53],
    ['NaN', Number.NaN],
  ])('%s is no version', async (_, version) => {
    const world = await makePacketWorld()
    const manager = await contextAs(world.managerId)
    const reviewId = world.reviewIds[world.managerId]
    const idempotencyKey = randomUUID()
    expect(await codeOf(submitReview(manager, { reviewId, version, idempotencyKey }))).toBe(
      'INVALID',
    )
    expect(await codeOf(sharePacket(manager, { ...shareInput(world), version }))).toBe('INVALID')
  })
})

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    return isAppError(error) ? error.code : `failed: ${String(error).slice(0, 200)}`
  }
}
