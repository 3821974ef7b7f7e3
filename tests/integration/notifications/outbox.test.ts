import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCycle } from '@/lib/cycles/commands'
import type { Database } from '@/lib/db/client'
import { deliverMessages, queueMessage } from '@/lib/notifications/commands'
import { retryAllMessages, retryMessage } from '@/lib/notifications/outbox/commands'
import { countGivenUp, getOutbox } from '@/lib/notifications/outbox/queries'
import { openTransport } from '@/lib/notifications/transport'
import { MailSink } from '../../faults/harness/mail-sink'
import { testDatabase } from '../../support/database'
import {
  contextOf,
  jobContextAt,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from '../cycles/settings'

const ORIGIN = 'https://rung.example.org'
const DAY = 86_400_000
const LINK = '01890000-0000-7000-8000-00000000beef'

let web: Database
let organisation: TestOrganisation
let cycleId: string
let sink: MailSink

beforeAll(async () => {
  web = await testDatabase()
  organisation = await makeOrganisation(8)
  ;({ cycleId } = await createCycle(
    contextOf(organisation.admin, web),
    settingsFor(organisation, { name: 'Mail that is seen' }),
  ))
})

beforeEach(async () => {
  await web.outboxMessage.deleteMany()
  sink = await MailSink.on()
})

afterEach(() => sink.stop())

const person = (index: number) => organisation.people[index] ?? ''
const admin = () => contextOf(organisation.admin, web)
const rows = () => web.outboxMessage.findMany({ orderBy: { id: 'asc' } })
const tell = (...authorIds: string[]) =>
  queueMessage(admin(), { kind: 'peer-feedback-asked', cycleId, authorIds, at: new Date() })

async function deliver(): Promise<void> {
  const transport = openTransport(sink.url, ORIGIN)
  await deliverMessages(await jobContextAt(new Date()), { transport, origin: ORIGIN })
  transport.close()
}

async function giveUp(...authorIds: string[]): Promise<string[]> {
  await tell(...authorIds)
  sink.manner = 'refuse'
  await deliver()
  sink.manner = 'accept'
  return (await rows()).map(({ id }) => id)
}

describe('F16 what became of mail, as an administrator sees it', () => {
  it('F16 tells what was given up and what waits, why and how often, and nothing that it says', async () => {
    await giveUp(person(3))
    await tell(person(4))
    sink.manner = 'defer'
    await deliver()
    await queueMessage(admin(), {
      ...{ kind: 'password-reset', personId: person(5), linkId: LINK },
      expiresAt: new Date(Date.now() + DAY),
    })
    const view = await getOutbox(admin())
    expect(view.givenUp).toMatchObject({
      count: 1,
      items: [
        {
          ...{ recipientId: person(3), kind: 'Feedback is asked', tries: 1, canRetry: true },
          why: 'The mail server refuses it (550)',
        },
      ],
    })
    expect(view.waiting.items.map(({ kind, tries, why }) => [kind, tries, why])).toEqual([
      ['Link for a new password', 0, null],
      ['Feedback is asked', 1, 'The mail server did not take it yet (451)'],
    ])
    expect(JSON.stringify(view)).not.toMatch(/beef|Mail that is seen|\/reviews/)
    expect(await countGivenUp(admin())).toEqual({ count: 1, days: 7 })
  })

  it('F16 counts for the notice what was given up of late, but nobody who has left', async () => {
    const [first] = await giveUp(person(3), person(4))
    await web.outboxMessage.update({
      where: { id: first ?? '' },
      data: { nextTryAt: new Date(Date.now() - 8 * DAY) },
    })
    await web.person.update({ where: { id: person(5) }, data: { isActive: false } })
    await tell(person(5))
    await deliver()
    expect((await rows()).map(({ failure }) => failure)).toEqual(['refused', 'refused', 'left'])
    expect(await countGivenUp(admin())).toMatchObject({ count: 1 })
    await web.person.update({ where: { id: person(5) }, data: { isActive: true } })
  })
})

describe('F16 trying again', () => {
  it('F16 sends one, recorded, under its own id, and gives it another day', async () => {
    const [id = ''] = await giveUp(person(3))
    await web.outboxMessage.update({
      where: { id },
      data: { createdAt: new Date(Date.now() - 3 * DAY) },
    })
    await retryMessage(admin(), { messageId: id })
    sink.manner = 'defer'
    await deliver()
    expect(await rows()).toMatchObject([{ state: 'QUEUED', failure: 'deferred', attempts: 2 }])
    sink.manner = 'accept'
    await web.outboxMessage.updateMany({ data: { nextTryAt: new Date(0) } })
    await deliver()
    expect(await rows()).toMatchObject([{ state: 'SENT' }])
    expect(sink.messageIds.at(-1)).toBe(`${id}@rung.example.org`)
    expect(await audits('message.retry')).toMatchObject([
      { objectId: id, subjectId: person(3), decision: 'allow', capacity: 'admin' },
    ])
  })

  it('F16 sends all that could arrive', async () => {
    await giveUp(person(3), person(4), organisation.admin.id)
    await web.outboxMessage.updateMany({
      where: { recipientId: person(4) },
      data: { failure: 'ended' },
    })
    expect(await retryAllMessages(admin(), {})).toEqual({ count: 1 })
    await expect(retryAllMessages(admin(), {})).rejects.toMatchObject({ code: 'CONFLICT' })
    await deliver()
    const states = await rows()
    expect(states.map(({ recipientId, state }) => [recipientId, state])).toEqual(
      expect.arrayContaining([
        [person(3), 'SENT'],
        [person(4), 'DEAD'],
        [organisation.admin.id, 'DEAD'],
      ]),
    )
  })

  it('F16 is refused to others, for oneself, twice, and where nothing would arrive', async () => {
    const [id = '', own = ''] = await giveUp(person(3), organisation.admin.id)
    const asked = (who: typeof organisation.admin, messageId: string) =>
      retryMessage(contextOf(who, web), { messageId })
    const member = contextOf(organisation.member, web)
    await expect(getOutbox(member)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await countGivenUp(member)).toMatchObject({ count: 0 })
    await expect(retryAllMessages(member, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(asked(organisation.member, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(asked(organisation.admin, LINK)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(asked(organisation.admin, own)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await web.outboxMessage.update({ where: { id }, data: { failure: 'ended' } })
    await expect(asked(organisation.admin, id)).rejects.toMatchObject({ code: 'INVALID' })
    await web.outboxMessage.update({ where: { id }, data: { failure: 'refused' } })
    const both = await Promise.allSettled([
      asked(organisation.admin, id),
      asked(organisation.otherAdmin, id),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await audits('message.retry')).toHaveLength(1)
    await expect(asked(organisation.otherAdmin, id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })
})

function audits(action: string) {
  const objects = rows().then((found) => found.map(({ id }) => id))
  return objects.then((ids) =>
    web.auditEvent.findMany({ where: { action, objectId: { in: ids }, decision: 'allow' } }),
  )
}
