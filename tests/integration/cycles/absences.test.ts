import { beforeAll, describe, expect, it } from 'vitest'
import { createCycle } from '@/lib/cycles/commands'
import { launchCycle, runLaunch } from '@/lib/cycles/launch/commands'
import { followAbsences } from '@/lib/cycles/timers/absences/commands'
import type { Database } from '@/lib/db/client'
import { getHome } from '@/lib/reviews/next-up/queries'
import { getEditor } from '@/lib/reviews/queries'
import { testDatabase } from '../../support/database'
import {
  actor,
  contextOf,
  jobContextAt,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from './settings'

let owner: Database
let organisation: TestOrganisation
let cycleId: string
let away: string
let leaver: string

beforeAll(async () => {
  owner = await testDatabase('owner')
  organisation = await makeOrganisation(12)
  const admin = contextOf(organisation.admin, await testDatabase())
  cycleId = (await createCycle(admin, settingsFor(organisation))).cycleId
  await launchCycle(admin, { cycleId, version: 0 })
  await runLaunch(await jobContextAt(), { cycleId })
  const ids = organisation.people.slice(4)
  away = ids[0] ?? ''
  leaver = ids[1] ?? ''
})

const follow = async (now: string) => followAbsences(await jobContextAt(new Date(now)))
const statusOf = async (personId: string) => {
  const where = { cycleId_personId: { cycleId, personId } }
  return (await owner.participant.findUniqueOrThrow({ where })).status
}
const traces = (personId: string, action: string) =>
  owner.auditEvent.count({ where: { subjectId: personId, action, cycleId } })

describe('somebody on leave', () => {
  it('pauses from the first day in the zone of the cycle to the last, with a trace', async () => {
    const days = { fromOn: new Date('2026-07-10'), lastOn: new Date('2026-07-20') }
    await owner.leave.create({
      data: { personId: away, kind: 'PARENTAL', recordedById: leaver, ...days },
    })
    expect(await follow('2026-07-09T21:59:59Z')).toEqual({ moved: 0 })
    expect(await follow('2026-07-09T22:00:00Z')).toEqual({ moved: 1 })
    expect(await follow('2026-07-09T22:00:00Z')).toEqual({ moved: 0 })
    expect(await statusOf(away)).toBe('PAUSED')
    expect(await traces(away, 'transition.PAUSED')).toBe(1)
  })

  it('is nudged for nothing meanwhile, and can write all the same', async () => {
    const review = await owner.review.findFirstOrThrow({
      where: { cycleId, authorId: away, direction: 'SELF' },
    })
    const ctx = contextOf(actor(away), await testDatabase(), new Date('2026-07-12T10:00:00Z'))
    const { nextUp } = await getHome(ctx)
    expect(nextUp.map(({ key }) => key)).not.toContain(review.id)
    expect((await getEditor(ctx, { reviewId: review.id })).can.write).toBe(true)
  })

  it('takes part again the day after', async () => {
    expect(await follow('2026-07-20T21:59:59Z')).toEqual({ moved: 0 })
    expect(await follow('2026-07-20T22:00:00Z')).toEqual({ moved: 1 })
    expect(await statusOf(away)).toBe('ACTIVE')
  })
})

describe('somebody who has left', () => {
  it('is excused, keeps what was written, and is taken in again who is back', async () => {
    const review = await owner.review.findFirstOrThrow({
      where: { cycleId, subjectId: leaver, direction: 'MANAGER' },
    })
    await owner.draft.create({
      data: {
        ...{ reviewId: review.id, authorId: review.authorId, section: 'summary' },
        body: { text: 'Begun.', ratings: {} },
      },
    })
    await owner.person.update({ where: { id: leaver }, data: { isActive: false } })
    await follow('2026-07-12T10:00:00Z')
    expect(await statusOf(leaver)).toBe('EXCUSED')
    const ctx = contextOf(
      actor(review.authorId),
      await testDatabase(),
      new Date('2026-07-12T10:00:00Z'),
    )
    const editor = await getEditor(ctx, { reviewId: review.id })
    expect(editor.can.write).toBe(false)
    expect(editor.drafts.map(({ body }) => body.text)).toEqual(['Begun.'])
    await owner.person.update({ where: { id: leaver }, data: { isActive: true } })
    await follow('2026-07-12T10:01:00Z')
    expect(await statusOf(leaver)).toBe('ACTIVE')
    expect((await getEditor(ctx, { reviewId: review.id })).can.write).toBe(true)
    expect(await traces(leaver, 'transition.EXCUSED')).toBe(1)
    expect(await traces(leaver, 'transition.ACTIVE')).toBe(1)
  })

  it('keeps a packet that was shared', async () => {
    const where = { cycleId_personId: { cycleId, personId: leaver } }
    await owner.participant.update({ where, data: { status: 'SHARED' } })
    await owner.person.update({ where: { id: leaver }, data: { isActive: false } })
    expect(await follow('2026-07-12T10:02:00Z')).toEqual({ moved: 0 })
    expect(await statusOf(leaver)).toBe('SHARED')
  })
})

it('is for the clock only', async () => {
  const admin = contextOf(organisation.admin, await testDatabase())
  await expect(followAbsences(admin)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
