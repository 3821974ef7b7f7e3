import { recordAudit } from '@/lib/audit/commands'
import { acceptInvitation, setUpInstallation } from '@/lib/auth/commands'
import { choosePassword, makePasswordLink } from '@/lib/auth/recovery/commands'
import { grantRole } from '@/lib/auth/roles/commands'
import { linkToken } from '@/lib/auth/token'
import { SYSTEM_ACTOR } from '@/lib/context'
import { createDatabase, type Database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { publishLadder } from '@/lib/ladder/commands'
import { invitePerson } from '@/lib/people/commands'
import { applyPeopleImport, previewPeopleImport } from '@/lib/people/import/commands'
import {
  ADMINISTRATOR,
  contextOf,
  HR_PARTNER,
  inParallel,
  PASSWORD,
  readCast,
  SECOND_ADMINISTRATOR,
  seedFile,
} from './seed/cast'
import { clockFrom, type Dates, openCycle, playClosedCycle, ZONE } from './seed/cycles'
import { planAhead } from './seed/people-over-time'
import { playRunningCycle } from './seed/running-cycle'

export type SeedReport = { lines: string[] }

const HIRED = 640
const REORGANISED = 210
const JOINED = 8

const SPRING: Dates = {
  periodStart: 596,
  periodEnd: 416,
  launch: 412,
  selfDue: 398,
  peerDue: 396,
  managerDue: 382,
  shareFrom: 378,
  close: 362,
}
const AUTUMN: Dates = shifted(SPRING, 182)
const NOW: Dates = {
  periodStart: 200,
  periodEnd: 20,
  launch: 15,
  selfDue: 4,
  peerDue: 3,
  managerDue: -9,
  shareFrom: 1,
  close: -30,
}

/**
 * Fills an empty installation with the demonstration organisation, through the same commands that
 * people use, each at its day of the story. Does nothing where there is an organisation already.
 */
export async function seedIfEmpty(): Promise<SeedReport> {
  const db = createDatabase({ url: env.DATABASE_URL_WEB, role: 'seed' })
  try {
    const organisation = await db.organisation.findUnique({ where: { id: 1 } })
    if (!organisation) await tellStory(db)
    return { lines: organisation?.isDemo === false ? [] : howToSignIn() }
  } finally {
    await db.$disconnect()
  }
}

async function tellStory(db: Database): Promise<void> {
  const at = clockFrom(new Date())
  // Committed before everything else: a start that finds this and no end begins anew.
  const nobody = { actor: SYSTEM_ACTOR, db, now: new Date(), requestId: null }
  await recordAudit(nobody, { action: 'demonstration.begin', objectType: 'organisation' })
  await setUpInstallation(visitorTo(db), {
    organisation: 'Fernhill',
    timeZone: ZONE,
    name: 'Omar Haddad',
    email: ADMINISTRATOR,
    password: PASSWORD,
  })
  const admin = await contextOf(db, ADMINISTRATOR, at(HIRED))
  const source = seedFile('engineering.ladder.md')
  const ladder = await publishLadder(admin, { source, fileName: 'engineering.ladder.md' })
  if (ladder.status === 'refused') throw new Error('The ladder of the demonstration has errors.')
  await importPeople(db, { by: ADMINISTRATOR, file: 'people-before.csv', now: at(HIRED) })
  await grantRole(db, { email: SECOND_ADMINISTRATOR, role: 'ADMIN' })
  await grantRole(db, { email: HR_PARTNER, role: 'HR_PARTNER' })

  const spring = await openCycle(
    { db, cast: await readCast(db), cycle: 0, at },
    SPRING,
    ladder.versionId,
  )
  await playClosedCycle(spring, SPRING)
  const autumn = await openCycle(
    { db, cast: await readCast(db), cycle: 1, at },
    AUTUMN,
    ladder.versionId,
  )
  await playClosedCycle(autumn, AUTUMN)
  await importPeople(db, { by: SECOND_ADMINISTRATOR, file: 'people.csv', now: at(REORGANISED) })
  const running = await openCycle(
    { db, cast: await readCast(db), cycle: 2, at },
    NOW,
    ladder.versionId,
  )
  await playRunningCycle(running, NOW)
  await importPeople(db, { by: SECOND_ADMINISTRATOR, file: 'people-joining.csv', now: at(JOINED) })
  await giveAccounts(db)
  await planAhead(await contextOf(db, ADMINISTRATOR, new Date()), await readCast(db))
  // Nobody sends the requests of the story again, and by their days they would be forgotten at once.
  await db.idempotencyKey.deleteMany()
  await db.organisation.update({ where: { id: 1 }, data: { isDemo: true } })
}

async function importPeople(
  db: Database,
  { by, file, now }: { by: string; file: string; now: Date },
) {
  const ctx = await contextOf(db, by, now)
  const { importId, plan } = await previewPeopleImport(ctx, {
    fileName: file,
    source: seedFile(file),
  })
  const [problem] = plan.problems
  if (problem) throw new Error(`${file} has a problem: ${JSON.stringify(problem)}`)
  await applyPeopleImport(ctx, { importId })
}

async function giveAccounts(db: Database): Promise<void> {
  const admin = await contextOf(db, ADMINISTRATOR, new Date())
  // Nobody sees the link of who holds a power, so that of theirs comes from the operator.
  for (const email of [HR_PARTNER, SECOND_ADMINISTRATOR]) {
    const { url } = await makePasswordLink(db, { email })
    await choosePassword(visitorTo(db), { token: url.split('/').at(-1), password: PASSWORD })
  }
  const people = await db.person.findMany({ where: { account: null }, select: { id: true } })
  await inParallel(people, async ({ id }) => {
    await invitePerson(admin, { personId: id })
    const { linkId } = await db.invitation.findFirstOrThrow({ where: { personId: id } })
    const token = linkToken('invitation', linkId)
    await acceptInvitation(visitorTo(db), { token, password: PASSWORD })
  })
}

function visitorTo(db: Database) {
  return { db, origin: { ip: 'local', agent: 'demonstration' }, requestId: null }
}

function shifted(dates: Dates, days: number): Dates {
  const entries = Object.entries(dates).map(([name, day]) => [name, day - days])
  return Object.fromEntries(entries) as Dates
}

function howToSignIn(): string[] {
  return [
    `Sign in as one of these, with the password "${PASSWORD}":`,
    '  maya.okafor@example.org      manager: write and share reviews',
    '  sam.lindqvist@example.org    engineer: read packets, track readiness',
    '  omar.haddad@example.org      administrator: people, cycles, ladder',
    'An empty installation instead: RUNG_DEMO=off npm start',
  ]
}
