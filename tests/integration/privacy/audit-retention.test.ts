import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { sealAudit, verifyAudit } from '@/lib/audit/sealing/commands'
import { applyRetention } from '@/lib/privacy/retention/commands'
import { listDue } from '@/lib/privacy/retention/queries'
import { testDatabase } from '../../support/database'
import { asSomebody, jobNow } from './privacy-world'
import { ago, hold, newPerson } from './retained'

const folder = mkdtempSync(join(tmpdir(), 'anchor-'))
const anchorFile = join(folder, 'anchor.jsonl')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('K03 removes the oldest events up to the first that is held, and the chain still verifies', async () => {
  const owner = await testDatabase('owner')
  const { id: heldId } = await newPerson()
  for (const [place, subjectId] of [null, null, null, heldId, null].entries()) {
    await owner.auditEvent.createMany({
      data: {
        ...{ at: ago(3_000 - place), action: 'signIn', objectType: 'session', decision: 'allow' },
        subjectId,
      },
    })
  }
  const newest = { at: ago(2_550), action: 'signIn', objectType: 'session', decision: 'allow' }
  await owner.auditEvent.createMany({ data: newest })
  await sealAudit(await jobNow(), { anchorFile })
  await hold({ personId: heldId })
  const partner = await asSomebody(['HR_PARTNER'])
  const due = async () => (await listDue(partner, { class: 'audit-events' })).rows.length
  expect(await due()).toBe(3)
  const classes = ['audit-events'] as const
  expect(await applyRetention(await jobNow(), { classes, batch: 2 })).toEqual({ 'audit-events': 3 })
  expect(await due()).toBe(0)
  await sealAudit(await jobNow(), { anchorFile })
  const verified = await verifyAudit(await testDatabase('app_web'), { anchorFile })
  expect(verified.status).toBe('sound')
  expect(verified.lines.join(' ')).toContain('The oldest 3 were removed by their retention')
  await owner.$executeRaw`DELETE FROM legal_holds`
  expect(await due()).toBe(2)
  await applyRetention(await jobNow(), { classes })
  expect((await verifyAudit(await testDatabase('app_web'), { anchorFile })).status).toBe('sound')
  await owner.$executeRaw`ALTER TABLE audit_events DISABLE TRIGGER ALL`
  await owner.$executeRaw`DELETE FROM audit_events WHERE id = (SELECT max(event_id) FROM audit_seals)`
  expect((await verifyAudit(await testDatabase('app_web'), { anchorFile })).status).toBe('broken')
}, 60_000)
