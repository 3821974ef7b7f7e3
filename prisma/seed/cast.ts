import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Actor, type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Database } from '@/lib/db/client'

export const PASSWORD = 'demonstration'
export const ADMINISTRATOR = 'omar.haddad@example.org'
export const SECOND_ADMINISTRATOR = 'amara.nwosu@example.org'
export const HR_PARTNER = 'ingrid.solberg@example.org'

export type CastMember = {
  id: string
  name: string
  email: string
  team: string
  managerId: string | null
}
export type Cast = { byId: Map<string, CastMember>; byEmail: Map<string, CastMember> }

export function seedFile(name: string): string {
  return readFileSync(join(process.cwd(), 'prisma/seed', name), 'utf8')
}

/** Everybody who works here at this moment of the story. */
export async function readCast(db: Database): Promise<Cast> {
  const people = await db.person.findMany({
    select: {
      id: true,
      name: true,
      email: true,
      team: { select: { name: true } },
      managerLines: { where: { toOn: null }, select: { managerId: true } },
    },
  })
  const members = people.map(({ id, name, email, team, managerLines }) => ({
    id,
    name,
    email,
    team: team?.name ?? '',
    managerId: managerLines[0]?.managerId ?? null,
  }))
  return {
    byId: new Map(members.map((member) => [member.id, member])),
    byEmail: new Map(members.map((member) => [member.email, member])),
  }
}

/** The world as this person sees it at that moment of the story. */
export async function contextOf(db: Database, email: string, now: Date): Promise<Context> {
  const person = await db.person.findUniqueOrThrow({
    where: { email },
    select: { id: true, name: true, roles: { select: { role: true, scopeTeamId: true } } },
  })
  const actor: Actor = {
    id: person.id,
    name: person.name,
    email,
    sessionId: null,
    hasReports: false,
    isCalibrator: false,
    isSteppedUp: true,
    roles: person.roles,
  }
  return { actor, db, now, requestId: null }
}

export function contextOfMember(db: Database, member: CastMember, now: Date): Context {
  const { id, name, email } = member
  const session = { sessionId: null, hasReports: false, isCalibrator: false, isSteppedUp: true }
  return { actor: { id, name, email, ...session, roles: [] }, db, now, requestId: null }
}

export function systemContext(db: Database, now: Date): Context {
  return { actor: SYSTEM_ACTOR, db, now, requestId: null }
}

/** Runs the work over the list with a few at a time, as the pool of connections allows. */
export async function inParallel<T>(list: readonly T[], work: (item: T) => Promise<void>) {
  const queue = [...list]
  const hands = Array.from({ length: 6 }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  })
  await Promise.all(hands)
}
