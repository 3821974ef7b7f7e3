import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { deactivatePerson } from '@/lib/people/commands'
import { approveErasure, requestErasure, runErasures } from '@/lib/privacy/erasure/commands'
import { testDatabase, testDatabaseUrl } from '../../support/database'
import { makePacketWorld, type PacketWorld, share, token } from '../../support/packet-factory'
import { asSomebody, jobNow, openApproval } from './privacy-world'

/** Asked for by one HR partner, agreed to by another, done by the job. */
export async function erase(personId: string, logFile: string): Promise<void> {
  const [asks, agrees] = [await asSomebody(['HR_PARTNER']), await asSomebody(['HR_PARTNER'])]
  await requestErasure(asks, await wishFor(personId))
  await approveErasure(agrees, { approvalId: await openApproval('erasure', personId) })
  await runErasures(await jobNow(), { logFile })
}

export async function wishFor(personId: string) {
  const owner = await testDatabase('owner')
  const { email } = await owner.person.findUniqueOrThrow({ where: { id: personId } })
  return { personId, legalBasis: 'NO_LONGER_NEEDED' as const, typedEmail: email }
}

export async function leave(personId: string): Promise<void> {
  const owner = await testDatabase('owner')
  await owner.orgClosure.deleteMany({ where: { managerId: personId } })
  await deactivatePerson(await asSomebody(['HR_PARTNER']), { personId })
}

type Written = {
  writerId: string
  own: PacketWorld
  others: { participantId: string; packetId: string }[]
}

/** Somebody with a packet of their own who wrote as a peer about two others, whose packets name them. */
export async function writerAndSubject(): Promise<Written> {
  const owner = await testDatabase('owner')
  const own = await makePacketWorld()
  const writerId = own.subjectId
  const name = `Eraseme ${own.key}`
  await owner.person.update({ where: { id: writerId }, data: { name } })
  await owner.account.create({ data: { personId: writerId, passwordHash: 'x' } })
  await owner.session.create({ data: { id: randomUUID(), personId: writerId } })
  await share(own)
  const others = []
  for (let n = 0; n < 2; n++) {
    const world = await makePacketWorld({ peers: 1 })
    await writtenBy(world, writerId)
    others.push({ participantId: world.participantId, packetId: await share(world) })
  }
  await leave(writerId)
  return { writerId, own, others }
}

// As if the peer of that world had been this person.
async function writtenBy(world: PacketWorld, writerId: string): Promise<void> {
  const owner = await testDatabase('owner')
  const [peerId = ''] = world.peerIds
  const reviewId = world.reviewIds[peerId] ?? ''
  await owner.review.update({ where: { id: reviewId }, data: { authorId: writerId } })
  const { id, body } = await owner.submission.findFirstOrThrow({
    where: { participantId: world.participantId, direction: 'PEER' },
  })
  const text = JSON.stringify(body).replaceAll(token(peerId), token(writerId))
  await owner.$executeRaw`ALTER TABLE submissions DISABLE TRIGGER submissions_immutable`
  await owner.$executeRaw`ALTER TABLE submission_authors DISABLE TRIGGER submission_authors_immutable`
  await owner.$executeRaw`UPDATE submissions SET body = ${text}::jsonb WHERE id = ${id}::uuid`
  await owner.$executeRaw`UPDATE submission_authors SET author_id = ${writerId}::uuid WHERE submission_id = ${id}::uuid`
  await owner.$executeRaw`ALTER TABLE submissions ENABLE TRIGGER submissions_immutable`
  await owner.$executeRaw`ALTER TABLE submission_authors ENABLE TRIGGER submission_authors_immutable`
}

export async function leftOf(personId: string, participantId: string) {
  const owner = await testDatabase('owner')
  const packet = { participantId }
  return {
    drafts: await owner.draft.count({ where: { authorId: personId } }),
    submissionsAbout: await owner.submission.count({ where: { participantId } }),
    packets: await owner.packet.count({ where: packet }),
    replies: await owner.packetReply.count({ where: { packet } }),
    accounts: await owner.account.count({ where: { personId } }),
    sessions: await owner.session.count({ where: { personId } }),
    levels: await owner.personLevel.count({ where: { personId } }),
    closure: await owner.orgClosure.count({
      where: { OR: [{ personId }, { managerId: personId }] },
    }),
  }
}

/** Every row of every table as text, by table; without the tables named. */
export async function everyText(without: readonly string[] = []): Promise<Record<string, string>> {
  const client = new pg.Client(await testDatabaseUrl('owner'))
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    )
    const found: Record<string, string> = {}
    for (const { name } of rows.filter((row) => !without.includes(row.name))) {
      const { rows: lines } = await client.query<{ line: string }>(
        `SELECT to_jsonb(t)::text AS line FROM ${pg.escapeIdentifier(name)} t ORDER BY 1`,
      )
      found[name] = lines.map(({ line }) => line).join('\n')
    }
    return found
  } finally {
    await client.end()
  }
}
