import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { appendErasure, replayErasures } from '@/lib/privacy/erasure/log/commands'
import { findTombstone } from '@/lib/privacy/tombstone/queries'
import { testDatabase } from '../../support/database'
import { makePacketWorld } from '../../support/packet-factory'
import { erase, leave, wishFor } from './erasing'
import { asSomebody } from './privacy-world'

const folder = mkdtempSync(join(tmpdir(), 'erasures-'))
let logFile: string

beforeEach(() => {
  logFile = join(folder, `${randomUUID()}.jsonl`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the log of erasures', () => {
  it('K04 replays what a restored database has never seen, once', async () => {
    const owner = await testDatabase('owner')
    const { subjectId, participantId } = await makePacketWorld()
    await leave(subjectId)
    const wish = await wishFor(subjectId)
    const [a, b] = [await asSomebody(['HR_PARTNER']), await asSomebody(['HR_PARTNER'])]
    const line = {
      ...{ erasureId: randomUUID(), personId: subjectId, legalBasis: wish.legalBasis },
      ...{ pseudonym: 'Former person 234567', requestedById: a.actor.id },
      ...{ approvedById: b.actor.id, approvedAt: new Date().toISOString() },
    }
    await appendErasure(logFile, line)
    await appendErasure(logFile, line)
    expect(readFileSync(logFile, 'utf8').trimEnd().split('\n')).toHaveLength(1)
    // The backup knows the person whole: active again, and no word of an erasure.
    await owner.person.update({ where: { id: subjectId }, data: { isActive: true } })
    expect(await replayErasures(owner, { logFile })).toEqual({
      known: 1,
      replayed: ['Former person 234567'],
      unreadable: [],
    })
    expect(await owner.person.findUniqueOrThrow({ where: { id: subjectId } })).toMatchObject({
      name: 'Former person 234567',
      isActive: false,
    })
    expect(await owner.submission.count({ where: { participantId } })).toBe(0)
    expect(await findTombstone(a, subjectId)).toMatchObject({ pseudonym: 'Former person 234567' })
    expect((await replayErasures(owner, { logFile })).replayed).toEqual([])
  }, 60_000)

  it('has the line before the effect, and names torn lines', async () => {
    const { subjectId } = await makePacketWorld()
    await leave(subjectId)
    await erase(subjectId, logFile)
    const text = readFileSync(logFile, 'utf8')
    expect(text).toContain(subjectId)
    expect(text).not.toContain('Subject')
    writeFileSync(logFile, `${text}{"erasureId": "torn`)
    const owner = await testDatabase('owner')
    expect(await replayErasures(owner, { logFile })).toMatchObject({
      replayed: [],
      unreadable: [2],
    })
  }, 60_000)
})
