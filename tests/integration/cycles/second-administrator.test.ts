import { expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { closeCycle, requestClosing, withdrawClosing } from '@/lib/cycles/closing/commands'
import { createCycle } from '@/lib/cycles/commands'
import { getCycle } from '@/lib/cycles/queries'
import { testDatabase } from '../../support/database'
import { contextOf, makeOrganisation, type TestOrganisation } from '../../support/organisation'
import { settingsFor } from './settings'

it('A18 whom one administrator alone appointed does not close what they ask to close', async () => {
  const organisation = await makeOrganisation(3)
  const { admin, otherAdmin } = organisation
  await appoint(otherAdmin.id, admin.id)
  const cycleId = await running(organisation)
  await requestClosing(await as(admin), { cycleId })
  await expect(closeCycle(await as(otherAdmin), { cycleId })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('not appointed by them alone'),
  })
  expect((await getCycle(await as(otherAdmin), { cycleId })).can.confirmClosing).toBe(false)
  await appoint(otherAdmin.id, null)
  expect((await getCycle(await as(otherAdmin), { cycleId })).can.confirmClosing).toBe(true)
  await closeCycle(await as(otherAdmin), { cycleId })
})

it('nothing is closed on the word of somebody who has left', async () => {
  const organisation = await makeOrganisation(3)
  const { admin, otherAdmin } = organisation
  const cycleId = await running(organisation)
  await requestClosing(await as(admin), { cycleId })
  const owner = await testDatabase('owner')
  await owner.person.update({ where: { id: admin.id }, data: { isActive: false } })
  await expect(closeCycle(await as(otherAdmin), { cycleId })).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('has left'),
  })
  await withdrawClosing(await as(otherAdmin), { cycleId })
})

async function as(who: TestOrganisation['admin']): Promise<Context> {
  return contextOf(who, await testDatabase())
}

async function running(organisation: TestOrganisation): Promise<string> {
  const { cycleId } = await createCycle(await as(organisation.admin), settingsFor(organisation))
  const db = await testDatabase('owner')
  await db.cycle.update({ where: { id: cycleId }, data: { state: 'SHARING' } })
  return cycleId
}

async function appoint(personId: string, grantedById: string | null): Promise<void> {
  const owner = await testDatabase('owner')
  await owner.roleGrant.deleteMany({ where: { personId, role: 'ADMIN' } })
  await owner.roleGrant.create({ data: { personId, role: 'ADMIN', grantedById } })
}
