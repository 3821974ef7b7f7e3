import { expect, test } from 'vitest'
import { recordForeign } from '@/lib/audit/edge/commands'
import { keepForeign, takeForeign } from '@/lib/audit/edge/tally'
import { listAudit } from '@/lib/audit/log/queries'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import { testDatabase } from '../../support/database'
import { actor, contextOf } from '../../support/organisation'

async function edge(): Promise<Context> {
  const db = await testDatabase('app_web')
  return { actor: SYSTEM_ACTOR, db, now: new Date(), requestId: null }
}

test('B04 what the edge refused becomes one row with its number, for auditors', async () => {
  takeForeign()
  expect(await recordForeign(await edge())).toBe(0)
  keepForeign(40)
  expect(await recordForeign(await edge())).toBe(40)
  expect(await recordForeign(await edge())).toBe(0)
  const db = await testDatabase('app_web')
  const rows = await db.auditEvent.findMany({ where: { action: 'edge.refuse' } })
  expect(rows).toMatchObject([{ actorId: null, decision: 'deny', reason: 'ORIGIN 40' }])
  const seen = async (role: 'AUDITOR' | 'ADMIN' | 'HR_PARTNER') =>
    (await listAudit(contextOf(actor('0192f0c1-7a60-7bbb-8000-0123456789ab', [role]), db), {})).rows
  expect((await seen('AUDITOR'))[0]).toMatchObject({
    says: 'Was refused before anything was read',
    reason: 'sent by another site, 40 times',
  })
  expect(await seen('ADMIN')).toEqual([])
  expect(await seen('HR_PARTNER')).toEqual([])
})

test('what could not be recorded waits for the next time', async () => {
  takeForeign()
  keepForeign(1)
  const away = { ...(await edge()), requestId: '\u0000' }
  await recordForeign(away)
  expect(takeForeign()).toBe(1)
})
