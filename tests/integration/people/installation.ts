import type { Context, Role } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'

type RoleHeld = { role: Role; scopeTeamId: string | null }

const NOW = new Date('2026-11-20T12:00:00Z')

/** The context of somebody who is signed in with these roles. */
export async function signedIn(
  db: Transaction,
  { email, roles = [], now = NOW }: { email: string; roles?: (Role | RoleHeld)[]; now?: Date },
): Promise<Context> {
  const person = await db.person.upsert({
    where: { email },
    create: { email, name: email.split('@')[0] ?? email },
    update: {},
  })
  const held = roles.map((role) => (typeof role === 'string' ? { role, scopeTeamId: null } : role))
  for (const { role, scopeTeamId } of held) {
    // The clock of the client is ahead of that of the transaction that the test runs in.
    const validFrom = new Date('2026-01-01T00:00:00Z')
    await db.roleGrant.create({ data: { personId: person.id, role, scopeTeamId, validFrom } })
  }
  const { id, name } = person
  return {
    actor: {
      id,
      name,
      email,
      sessionId: null,
      hasReports: false,
      isCalibrator: false,
      isSteppedUp: true,
      roles: held,
    },
    db,
    now,
    requestId: null,
  }
}

export async function setUpOrganisation(db: Transaction): Promise<void> {
  await db.organisation.create({ data: { name: 'Test', timeZone: 'Europe/Berlin' } })
  await publishLadder(db)
}

async function publishLadder(db: Transaction): Promise<void> {
  const ladder = await db.ladder.create({ data: { key: 'engineering', name: 'Engineering' } })
  const version = await db.ladderVersion.create({
    data: { ladderId: ladder.id, number: 1, status: 'DRAFT' },
  })
  const titles = { ic: ['Engineer', 'Senior', 'Staff'], mgmt: ['Manager', 'Director'] }
  for (const [order, [key, names]] of Object.entries(titles).entries()) {
    const track = await db.track.create({
      data: { versionId: version.id, key, title: key.toUpperCase(), order },
    })
    await db.level.createMany({
      data: names.map((title, place) => ({
        versionId: version.id,
        trackId: track.id,
        key: title.toLowerCase(),
        title,
        order: place,
      })),
    })
  }
  await db.ladderVersion.update({ where: { id: version.id }, data: { status: 'PUBLISHED' } })
}

/** Somebody has taken part in a cycle that was launched long ago: there are reviews of them. */
export async function takesPart(db: Transaction, personId: string): Promise<void> {
  const { id: ladderVersionId } = await db.ladderVersion.findFirstOrThrow()
  const day = new Date('2026-01-01')
  const { id: cycleId } = await db.cycle.create({
    data: {
      ...{ name: 'C', periodStart: new Date('2025-01-01'), periodEnd: day, timeZone: 'UTC' },
      ...{ ladderVersionId, launchAt: day, selfDueAt: day, peerDueAt: day, managerDueAt: day },
      ...{ shareFromAt: day, closeAt: day, scoringConfig: {}, launchedAt: day },
    },
  })
  await db.participant.create({ data: { cycleId, personId, trackKey: 'ic', levelKey: 'senior' } })
}
