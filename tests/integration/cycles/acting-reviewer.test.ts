import { beforeAll, expect, it } from 'vitest'
import { recordAudit } from '@/lib/audit/commands'
import { createCycle, updateCycle } from '@/lib/cycles/commands'
import { launchCycle, runLaunch } from '@/lib/cycles/launch/commands'
import { getDataCheck } from '@/lib/cycles/launch/queries'
import type { Database } from '@/lib/db/client'
import { testDatabase } from '../../support/database'
import {
  contextOf,
  jobContextAt,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from './settings'

const REFUSED = { code: 'INVALID', fields: { actingReviewerId: expect.any(String) } }
let web: Database
let organisation: TestOrganisation

beforeAll(async () => {
  web = await testDatabase()
  organisation = await makeOrganisation(12)
})

const asAdmin = () => contextOf(organisation.admin, web)
const asOther = () => contextOf(organisation.otherAdmin, web)

async function settings(actingReviewerId: string) {
  const { teamId } = await web.person.findUniqueOrThrow({ where: { id: organisation.people[0] } })
  return settingsFor(organisation, { teamIds: [teamId ?? ''], actingReviewerId })
}

it('A18 no administrator makes themselves the reviewer of whoever has no manager', async () => {
  const self = await settings(organisation.admin.id)
  await expect(createCycle(asAdmin(), self)).rejects.toMatchObject(REFUSED)
  const { cycleId } = await createCycle(asAdmin(), await settings(''))
  const change = (own: object, version: number) => ({ ...own, cycleId, version })
  await expect(updateCycle(asAdmin(), change(self, 0))).rejects.toMatchObject(REFUSED)
  await updateCycle(asOther(), change(self, 0))
  // What the other one chose stays when the rest of it is changed.
  await updateCycle(asAdmin(), change({ ...self, name: 'Another name' }, 1))
  await updateCycle(asAdmin(), change(await settings(''), 2))
  await expect(updateCycle(asAdmin(), change(self, 3))).rejects.toMatchObject(REFUSED)
})

it('A18 nor somebody whom they added and could sign in as', async () => {
  const owner = await testDatabase('owner')
  const email = `${organisation.ladderVersionId}@example.org`
  const { id } = await owner.person.create({ data: { email, name: 'Nova Added' } })
  const about = { objectType: 'person', objectId: id, subjectId: id }
  await recordAudit(asAdmin(), { action: 'person.create', ...about })
  const added = await settings(id)
  await expect(createCycle(asAdmin(), added)).rejects.toMatchObject(REFUSED)
  await expect(createCycle(asOther(), added)).resolves.toBeDefined()
})

it('gives nothing to write to an acting reviewer who has left since', async () => {
  const owner = await testDatabase('owner')
  const acting = organisation.people[5] ?? ''
  const { cycleId } = await createCycle(asAdmin(), await settings(acting))
  await owner.person.update({ where: { id: acting }, data: { isActive: false } })
  const { findings } = await getDataCheck(asAdmin(), { cycleId })
  const unmanaged = findings.find(({ kind }) => kind === 'NO_REVIEWER')
  expect(unmanaged?.people.map(({ id }) => id)).toEqual([organisation.people[0]])
  await launchCycle(asAdmin(), { cycleId, version: 0 })
  await runLaunch(await jobContextAt(), { cycleId })
  expect(await web.review.count({ where: { cycleId, authorId: acting } })).toBe(0)
})
