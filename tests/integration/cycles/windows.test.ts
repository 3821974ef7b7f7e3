import { beforeAll, describe, expect, it } from 'vitest'
import { closeCycle, requestClosing } from '@/lib/cycles/closing/commands'
import { closeFormerWindows } from '@/lib/cycles/closing/windows/commands'
import { createCycle } from '@/lib/cycles/commands'
import { launchCycle, runLaunch } from '@/lib/cycles/launch/commands'
import { getStanding } from '@/lib/cycles/standing/queries'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '../../support/database'
import {
  actor,
  contextOf,
  jobContextAt,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from './settings'

let web: Database
let organisation: TestOrganisation
let cycleId: string
let participantId: string
let formerManager: string

beforeAll(async () => {
  web = await testDatabase()
  organisation = await makeOrganisation(12)
  const admin = contextOf(organisation.admin, web)
  cycleId = (await createCycle(admin, settingsFor(organisation))).cycleId
  await launchCycle(admin, { cycleId, version: 0 })
  await runLaunch(await jobContextAt(), { cycleId })
  const [top, , , , , , , , , second, last] = organisation.people
  formerManager = second ?? ''
  const participant = await web.participant.findFirstOrThrow({
    where: { cycleId, managerId: { not: top } },
  })
  participantId = participant.id
  formerManager = participant.managerId ?? formerManager
  await web.orgClosure.updateMany({
    where: { personId: participant.personId, depth: 1 },
    data: { managerId: last === participant.personId ? (top ?? '') : (last ?? '') },
  })
})

const standingOfFormer = async () =>
  [...(await getStanding(contextOf(actor(formerManager), web), participantId)).relations].sort()

describe('a manager whom the person has moved away from', () => {
  it('keeps a cycle that runs', async () => {
    await closeFormerWindows(await jobContextAt())
    expect(await standingOfFormer()).toContain('mgr')
  })

  it('keeps nothing of a cycle that is over but what they wrote or shared', async () => {
    await requestClosing(contextOf(organisation.admin, web), { cycleId })
    await closeCycle(contextOf(organisation.otherAdmin, web), { cycleId })
    expect(await closeFormerWindows(await jobContextAt())).toEqual({ closed: 1 })
    expect(await standingOfFormer()).not.toContain('mgr')
    expect(await standingOfFormer()).toContain('exm_none')
    expect(await closeFormerWindows(await jobContextAt())).toEqual({ closed: 0 })
  })

  it('is nothing that a person may ask for', async () => {
    await expect(closeFormerWindows(contextOf(organisation.admin, web))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})
