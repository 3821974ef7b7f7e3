import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { linkToken } from '@/lib/auth/token'
import { createCycle } from '@/lib/cycles/commands'
import type { Database } from '@/lib/db/client'
import { deliverMessages, queueMessage } from '@/lib/notifications/commands'
import { type MailTransport, openTransport } from '@/lib/notifications/transport'
import { testDatabase } from '../../support/database'
import {
  contextOf,
  jobContextAt,
  makeOrganisation,
  type TestOrganisation,
} from '../../support/organisation'
import { settingsFor } from '../cycles/settings'

const ORIGIN = 'https://rung.example.org'
type Behaviour = 'accept' | 'refuse' | 'defer' | 'reset-after-data'

let web: Database
let organisation: TestOrganisation
let cycleId: string
let server: SMTPServer
let transport: MailTransport
let received: string[]
let behaviour: Behaviour
let sockets: Set<Socket>

beforeAll(async () => {
  web = await testDatabase()
  organisation = await makeOrganisation(8)
  const settings = settingsFor(organisation, { name: 'Spring <b>2026</b> & more' })
  ;({ cycleId } = await createCycle(contextOf(organisation.admin, web), settings))
})

beforeEach(async () => {
  await web.outboxMessage.deleteMany()
  received = []
  behaviour = 'accept'
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusal()),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString('utf8'))
        if (behaviour !== 'reset-after-data') return done()
        for (const socket of sockets) socket.resetAndDestroy()
      })
    },
  })
  server.on('error', () => undefined)
  sockets = new Set()
  server.server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  transport = openTransport(`smtp://127.0.0.1:${port}`, ORIGIN)
})

afterEach(async () => {
  transport.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

function refusal(): Error | null {
  if (behaviour !== 'refuse' && behaviour !== 'defer') return null
  const responseCode = behaviour === 'refuse' ? 550 : 451
  return Object.assign(new Error('not now'), { responseCode })
}

const ask = (authorIds: string[], at = new Date('2026-07-10T10:20:00Z')) =>
  queueMessage(contextOf(organisation.admin, web), {
    kind: 'peer-feedback-asked',
    cycleId,
    authorIds,
    at,
  })
const deliver = async () => deliverMessages(await jobContextAt(), { transport, origin: ORIGIN })
const rows = () => web.outboxMessage.findMany({ orderBy: { id: 'asc' } })
const author = (index = 3) => organisation.people[index] ?? ''

describe('the outbox', () => {
  it('holds one message for one thing, and none when the transaction fails', async () => {
    await ask([author(), author(), author(4)])
    await ask([author()], new Date('2026-07-10T10:59:59Z'))
    expect(await rows()).toHaveLength(2)
    await ask([author()], new Date('2026-07-10T11:00:00Z'))
    expect(await rows()).toHaveLength(3)
    const undone = web.$transaction(async (tx) => {
      await queueMessage(contextOf(organisation.admin, tx), {
        kind: 'packet-shared',
        cycleId,
        packetId: crypto.randomUUID(),
        subjectId: author(),
        path: '/me',
      })
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await rows()).toHaveLength(3)
  })

  it('is sent once, with its own Message-ID, a link and no more', async () => {
    await ask([author(), author(4)])
    expect(await deliver()).toEqual({ sent: 2, failed: 0 })
    expect(await deliver()).toEqual({ sent: 0, failed: 0 })
    expect((await rows()).map(({ state }) => state)).toEqual(['SENT', 'SENT'])
    const [first] = await rows()
    const mail = received.find((text) =>
      text.includes(`Message-ID: <${first?.id}@rung.example.org>`),
    )
    expect(mail).toContain(`${ORIGIN}/reviews`)
    expect(mail).toContain('Spring &lt;b&gt;2026&lt;/b&gt; &amp; more')
    expect(mail).toContain('Auto-Submitted: auto-generated')
  })

  it('goes to the mailbox that was left when an address is changed, and does not name the new one', async () => {
    const changeId = crypto.randomUUID()
    const former = { what: 'address', formerAddress: 'old.mailbox@example.org' } as const
    await queueMessage(contextOf(organisation.admin, web), {
      ...{ kind: 'account-changed', personId: author(), changeId, ...former },
    })
    expect(await deliver()).toEqual({ sent: 1, failed: 0 })
    const { email } = await web.person.findUniqueOrThrow({ where: { id: author() } })
    expect(received[0]).toMatch(/^To: .*<old\.mailbox@example\.org>/m)
    expect(received[0]).toContain('The e-mail address of your Rung account has changed')
    expect(received[0]).not.toContain(email)
  })

  it('F14 is sent once by two senders at a time', async () => {
    await ask(organisation.people)
    const results = await Promise.all([deliver(), deliver(), deliver()])
    expect(results.reduce((sum, { sent }) => sum + sent, 0)).toBe(8)
    expect(received).toHaveLength(8)
  })

  it('F15 keeps a message with which its sender died, and sends it under the same id', async () => {
    await ask([author()])
    await web.outboxMessage.updateMany({
      data: { state: 'SENDING', attempts: 1, nextTryAt: new Date(Date.now() + 60_000) },
    })
    expect(await deliver()).toEqual({ sent: 0, failed: 0 })
    await web.outboxMessage.updateMany({ data: { nextTryAt: new Date(Date.now() - 1_000) } })
    expect(await deliver()).toEqual({ sent: 1, failed: 0 })
    const [row] = await rows()
    expect(received[0]).toContain(`<${row?.id}@rung.example.org>`)
  })

  it('F15 is left alone by a slow sender whose time was over and whom another one followed', async () => {
    await ask(organisation.people)
    let isFirst = true
    const send: MailTransport['send'] = async (mail) => {
      if (isFirst) {
        isFirst = false
        await web.$executeRaw`UPDATE outbox_messages SET next_try_at = now() - interval '1 second'
          WHERE id <> ${mail.id}::uuid`
        expect(await deliver()).toEqual({ sent: 7, failed: 0 })
      }
      await transport.send(mail)
    }
    const slow = { transport: { ...transport, send }, origin: ORIGIN }
    expect(await deliverMessages(await jobContextAt(), slow)).toEqual({ sent: 1, failed: 0 })
    expect(received).toHaveLength(8)
  })

  it('F16 waits and tries again while the server is away or not ready', async () => {
    await ask([author(), author(4), author(5)])
    behaviour = 'defer'
    expect(await deliver()).toEqual({ sent: 0, failed: 3 })
    for (const row of await rows()) {
      expect(row).toMatchObject({ state: 'QUEUED', attempts: 1 })
      expect(row.nextTryAt.getTime()).toBeGreaterThan(Date.now() + 50_000)
    }
    await web.outboxMessage.updateMany({ data: { nextTryAt: new Date(0) } })
    transport.close()
    transport = openTransport('smtp://127.0.0.1:9', ORIGIN)
    expect(await deliver()).toEqual({ sent: 0, failed: 1 })
    expect((await rows()).map(({ state }) => state)).toEqual(['QUEUED', 'QUEUED', 'QUEUED'])
  })

  it('F16 gives up on an address that is refused, and on everything after a day', async () => {
    await ask([author()])
    behaviour = 'refuse'
    expect(await deliver()).toEqual({ sent: 0, failed: 1 })
    expect((await rows())[0]?.state).toBe('DEAD')
    await ask([author(4)])
    behaviour = 'defer'
    await web.outboxMessage.updateMany({
      where: { recipientId: author(4) },
      data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
    })
    await deliver()
    expect((await rows()).map(({ state }) => state)).toEqual(['DEAD', 'DEAD'])
  })

  it('F15 F16 does not count a message as sent whose acceptance was never heard', async () => {
    await ask([author()])
    behaviour = 'reset-after-data'
    const [before] = await rows()
    expect(await deliver()).toEqual({ sent: 0, failed: 1 })
    expect(received).toHaveLength(1)
    expect((await rows())[0]).toMatchObject({ id: before?.id, state: 'QUEUED', attempts: 1 })
  })

  it('makes the link of an invitation when it is sent, and the row does not hold it', async () => {
    const linkId = crypto.randomUUID()
    const link = { kind: 'invitation', personId: author(), linkId } as const
    const ctx = contextOf(organisation.admin, web)
    await queueMessage(ctx, { ...link, expiresAt: new Date('2026-07-13T09:00:00Z') })
    const over = { linkId: crypto.randomUUID(), expiresAt: ctx.now }
    await queueMessage(ctx, { ...link, ...over })
    expect(await deliver()).toEqual({ sent: 1, failed: 1 })
    const token = linkToken('invitation', linkId)
    expect(received[0]?.replace(/=\r?\n/g, '')).toContain(`${ORIGIN}/invitation/${token}`)
    expect(JSON.stringify(await rows())).not.toContain(token)
    expect((await rows()).map(({ state }) => state).sort()).toEqual(['DEAD', 'SENT'])
  })

  it('does not write to somebody who has left', async () => {
    await ask([author(6)])
    const owner = await testDatabase('owner')
    await owner.person.update({ where: { id: author(6) }, data: { isActive: false } })
    await deliver()
    expect((await rows())[0]?.state).toBe('DEAD')
    expect(received).toHaveLength(0)
  })
})
