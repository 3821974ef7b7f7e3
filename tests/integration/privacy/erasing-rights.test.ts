import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { approveErasure, requestErasure, runErasures } from '@/lib/privacy/erasure/commands'
import { getErasure } from '@/lib/privacy/erasure/queries'
import { testDatabase } from '../../support/database'
import { makePacketWorld } from '../../support/packet-factory'
import { leave, wishFor } from './erasing'
import { asSomebody, auditCount, jobNow, openApproval } from './privacy-world'

const folder = mkdtempSync(join(tmpdir(), 'erasures-'))
const logFile = join(folder, 'erasures.jsonl')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('who erases', () => {
  it('is an HR partner in scope, with another one; nobody else', async () => {
    const owner = await testDatabase('owner')
    const { subjectId } = await makePacketWorld()
    await leave(subjectId)
    const wish = await wishFor(subjectId)
    const team = await owner.team.create({ data: { name: randomUUID() } })
    const outOfScope = await asSomebody(['HR_PARTNER'], { teamId: team.id })
    for (const ctx of [outOfScope, await asSomebody(['ADMIN', 'AUDITOR', 'LADDER_ADMIN'])]) {
      await expect(requestErasure(ctx, wish)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(getErasure(ctx, { personId: subjectId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    }
    const partner = await asSomebody(['HR_PARTNER'])
    await expect(
      requestErasure(partner, { ...wish, typedEmail: 'other@example.org' }),
    ).rejects.toMatchObject({ code: 'INVALID' })
    await requestErasure(partner, wish)
    const approvalId = await openApproval('erasure', subjectId)
    await expect(approveErasure(partner, { approvalId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    for (const ctx of [outOfScope, await asSomebody(['ADMIN'])]) {
      await expect(approveErasure(ctx, { approvalId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    const other = await asSomebody(['HR_PARTNER'])
    await approveErasure(other, { approvalId })
    await expect(approveErasure(other, { approvalId })).rejects.toMatchObject({ code: 'CONFLICT' })
    const { id } = await owner.erasure.findUniqueOrThrow({ where: { personId: subjectId } })
    expect(await auditCount('erase.approve', id)).toBe(1)
    await runErasures(await jobNow(), { logFile })
    await runErasures(await jobNow(), { logFile })
    expect(await auditCount('erase.run', id)).toBe(1)
  }, 60_000)

  it('is never the person themselves, whatever their roles', async () => {
    const partner = await asSomebody(['HR_PARTNER'])
    await leave(partner.actor.id)
    await expect(requestErasure(partner, await wishFor(partner.actor.id))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('waits for what stands in the way, and says what to do', async () => {
    const world = await makePacketWorld()
    const partner = await asSomebody(['HR_PARTNER'])
    const { blockers } = await getErasure(partner, { personId: world.subjectId })
    expect(blockers).toEqual([expect.stringContaining('Deactivate it first')])
    await expect(requestErasure(partner, await wishFor(world.subjectId))).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })
})

describe('no other way', () => {
  it('lets neither process nor owner remove a row by itself', async () => {
    const { subjectId, participantId } = await makePacketWorld()
    const web = await testDatabase('app_web')
    const job = await testDatabase('app_job')
    const owner = await testDatabase('owner')
    await expect(web.$queryRaw`SELECT erase_rows(${subjectId}::uuid, 'x')`).rejects.toThrow(
      /permission denied/,
    )
    await expect(job.$queryRaw`SELECT erase_rows(${subjectId}::uuid, 'x')`).rejects.toThrow(
      /permission denied/,
    )
    await expect(web.$queryRaw`SELECT run_erasure(uuidv7())`).rejects.toThrow(/permission denied/)
    await expect(job.$executeRaw`INSERT INTO erasures (person_id, legal_basis, pseudonym, requested_by_id, approved_by_id)
      VALUES (${subjectId}::uuid, 'x', 'x', uuidv7(), uuidv7())`).rejects.toThrow(
      /permission denied/,
    )
    await expect(
      web.$queryRaw`SELECT replay_erasure(uuidv7(), ${subjectId}::uuid, 'x', 'x', uuidv7(), uuidv7(), now())`,
    ).rejects.toThrow(/permission denied/)
    expect(await job.$queryRaw`SELECT run_erasure(uuidv7())::text AS done`).toEqual([
      { done: null },
    ])
    await expect(
      web.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.removal', pg_current_xact_id()::text, true)`
        await tx.$executeRaw`DELETE FROM submissions WHERE participant_id = ${participantId}::uuid`
      }),
    ).rejects.toThrow(/permission denied/)
    await expect(
      web.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.removal', pg_current_xact_id()::text, true)`
        const rows = await tx.$queryRaw<unknown[]>`SELECT * FROM submission_authors`
        expect(rows).toEqual([])
        await tx.$executeRaw`UPDATE packets SET payload = '{}'`
      }),
    ).rejects.toThrow(/permission denied/)
    await expect(
      owner.$executeRaw`DELETE FROM submissions WHERE participant_id = ${participantId}::uuid`,
    ).rejects.toThrow(/never changed/)
  })

  it('takes no erasure from the web process without its approval', async () => {
    const web = await testDatabase('app_web')
    const { subjectId } = await makePacketWorld()
    await leave(subjectId)
    const [a, b] = [await asSomebody(['HR_PARTNER']), await asSomebody(['HR_PARTNER'])]
    const forge = (approvalId: string | null, isReplay = false) =>
      web.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.replay', ${isReplay ? 'on' : ''}, true)`
        await tx.$executeRaw`INSERT INTO erasures (person_id, legal_basis, pseudonym, requested_by_id, approved_by_id, approval_id)
          VALUES (${subjectId}::uuid, 'x', 'x', ${a.actor.id}::uuid, ${b.actor.id}::uuid, ${approvalId}::uuid)`
      })
    await expect(forge(null)).rejects.toThrow(/needs its approval/)
    await expect(forge(null, true)).rejects.toThrow(/needs its approval/)
    await requestErasure(a, await wishFor(subjectId))
    const approvalId = await openApproval('erasure', subjectId)
    await expect(forge(approvalId)).rejects.toThrow(/needs its approval/)
    await expect(web.$executeRaw`UPDATE erasures SET state = 'DONE'`).rejects.toThrow(
      /permission denied/,
    )
  })
})
