import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { revokeDelegation } from '@/lib/cycles/delegations/commands'
import { testDatabase } from '../../support/database'
import { lend } from '../../support/delegation-factory'
import { makeReviewWorld, nowAs } from '../../support/review-factory'
import { erase, leave } from './erasing'

const folder = mkdtempSync(join(tmpdir(), 'erased-delegation-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('why somebody wrote for a manager goes with the person; that they did stays', async () => {
  const world = await makeReviewWorld()
  const delegationId = await lend(world, world.strangerId)
  await revokeDelegation(await nowAs(world.managerId), { delegationId })
  await leave(world.subjectId)
  await erase(world.subjectId, join(folder, 'erasures.jsonl'))
  const owner = await testDatabase('owner')
  const kept = await owner.delegation.findUniqueOrThrow({ where: { id: delegationId } })
  expect(kept).toMatchObject({ reason: '', granteeId: world.strangerId })
})
