import { randomUUID } from 'node:crypto'
import { testDatabase } from '../../support/database'
import { makePacketWorld, share } from '../../support/packet-factory'

export const DAY = 86_400_000

export async function newPerson() {
  const owner = await testDatabase('owner')
  return owner.person.create({ data: { name: 'Somebody', email: `${randomUUID()}@example.org` } })
}

export async function session(personId: string, age: number, isRevoked = false): Promise<string> {
  const owner = await testDatabase('owner')
  const at = new Date(Date.now() - age)
  const id = randomUUID()
  const data = { id, personId, createdAt: at, lastSeenAt: at, revokedAt: isRevoked ? at : null }
  await owner.session.create({ data })
  return id
}

export async function sharedWorld() {
  const world = await makePacketWorld({ peers: 2 })
  await share(world)
  return world
}

export async function closeCycle(cycleId: string, daysAgo: number): Promise<void> {
  const owner = await testDatabase('owner')
  await owner.cycle.update({
    where: { id: cycleId },
    data: { state: 'CLOSED', closedAt: ago(daysAgo) },
  })
}

export async function hold(of: { personId: string } | { cycleId: string }): Promise<void> {
  const owner = await testDatabase('owner')
  const { id: placedById } = await newPerson()
  await owner.legalHold.create({ data: { ...of, reason: 'A court asked for it.', placedById } })
}

export function ago(days: number): Date {
  return new Date(Date.now() - days * DAY)
}
