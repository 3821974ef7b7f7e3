import 'server-only'
import { randomUUID } from 'node:crypto'
import { recordAudit } from '@/lib/audit/commands'
import { endInvitations, endPasswordLinks } from '@/lib/auth/recovery/commands'
import { GUARDED, POWERFUL } from '@/lib/auth/roles/granting/grant'
import { assertAnotherAdministrator } from '@/lib/auth/roles/queries'
import { endSessions } from '@/lib/auth/sessions/commands'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { authorize, decide } from '@/lib/policy/decide'
import type { Op } from '@/lib/policy/grants'
import { type Invitation, makeInvitation } from './accounts/commands'
import { SessionOfPerson } from './accounts/schema'
import { personFacts } from './person-facts'
import { getToday } from './queries'
import { PersonId } from './schema'

/** Makes a link, good once and for seven days, with which the person chooses a password; older links end. */
export async function invitePerson(ctx: Context, input: unknown): Promise<Invitation> {
  const { personId } = parseInput(PersonId, input)
  return changePerson(ctx, { personId, op: 'user.write' }, async (inner, person) => {
    if (!person.isActive) {
      throw new AppError('INVALID', `${person.name} is deactivated. Reactivate them first.`)
    }
    // Whoever makes the link could use it, and an account may read what an administrator must not.
    if (person.hasAccount) throw new AppError('FORBIDDEN', hasOwnWayIn(person))
    if (person.holdsPowerfulRole && !env.SMTP_URL) {
      throw new AppError('FORBIDDEN', powerfulWithoutMail(person))
    }
    const invitation = await makeInvitation(inner, person)
    await recordStanding(inner, personId, 'person.invite')
    return invitation
  })
}

/** Ends the link that a person was invited with. */
export async function revokeInvitation(ctx: Context, input: unknown): Promise<void> {
  const { personId } = parseInput(PersonId, input)
  await changePerson(ctx, { personId, op: 'user.write' }, async (inner, person) => {
    if ((await endInvitations(inner, personId)) === 0) {
      throw new AppError('CONFLICT', `${person.name} has no open invitation any more.`)
    }
    await recordStanding(inner, personId, 'person.uninvite')
  })
}

/** Ends the sessions and links of a person and lets them sign in no more; what they wrote stays. */
export async function deactivatePerson(ctx: Context, input: unknown): Promise<void> {
  const { personId } = parseInput(PersonId, input)
  await changePerson(ctx, { personId, op: 'user.deactivate' }, async (inner, person) => {
    if (!person.isActive) return
    await keepAnAdministrator(inner, personId)
    const day = await getToday(inner)
    await inner.db.$executeRaw`UPDATE people SET is_active = false, ended_on = ${day}::date
      WHERE id = ${personId}::uuid`
    await endSessions(inner, { personId })
    await endInvitations(inner, personId)
    await endPasswordLinks(inner.db, personId)
    await recordStanding(inner, personId, 'person.deactivate')
  })
}

/** Lets a person sign in again with the password they had. */
export async function reactivatePerson(ctx: Context, input: unknown): Promise<void> {
  const { personId } = parseInput(PersonId, input)
  await changePerson(ctx, { personId, op: 'user.deactivate' }, async (inner, person) => {
    if (person.isActive) return
    await inner.db.$executeRaw`UPDATE people SET is_active = true, ended_on = NULL
      WHERE id = ${personId}::uuid`
    await recordStanding(inner, personId, 'person.reactivate')
  })
}

/** Signs a person out everywhere, or of one session; they are told by mail. */
export async function endSessionsOf(ctx: Context, input: unknown): Promise<{ ended: number }> {
  const { personId, sessionId } = parseInput(SessionOfPerson, input)
  return changePerson(ctx, { personId, op: 'user.deactivate' }, async (inner, person) => {
    const ended = await endSessions(inner, {
      personId,
      ...(sessionId ? { only: sessionId } : {}),
    })
    if (ended === 0) throw new AppError('CONFLICT', `${person.name} is signed out already.`)
    await queueMessage(inner, {
      ...{ kind: 'account-changed', what: 'sessions' },
      ...{ personId, changeId: randomUUID() },
    })
    await recordStanding(inner, personId, 'person.endSessions')
    return { ended }
  })
}

type Subject = {
  id: string
  name: string
  email: string
  isActive: boolean
  teamId: string | null
  /** HR partner or auditor, now or from a day to come. */
  holdsGuardedRole: boolean
  /** One of these or administrator, who agrees to them. */
  holdsPowerfulRole: boolean
  /** At the identity provider. */
  isLinked: boolean
  /** A password or an account at the provider: somebody who has been here. */
  hasAccount: boolean
}

async function changePerson<Result>(
  ctx: Context,
  { personId, op }: { personId: string; op: Op },
  work: (inner: Context, person: Subject) => Promise<Result>,
): Promise<Result> {
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    // Two administrators who deactivate each other at once would leave nobody.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rung accounts'))`
    const person = await loadSubject(inner, personId)
    authorizePerson(inner, op, person)
    return work(inner, person)
  })
}

async function loadSubject(ctx: Context, personId: string): Promise<Subject> {
  const [person] = await ctx.db.$queryRaw<(Subject & { hasPassword: boolean })[]>`
    SELECT p.id::text, p.name, p.email, p.is_active AS "isActive", p.team_id::text AS "teamId",
      EXISTS (SELECT FROM accounts a WHERE a.person_id = p.id) AS "hasPassword",
      EXISTS (SELECT FROM identities i WHERE i.person_id = p.id) AS "isLinked",
      EXISTS (SELECT FROM role_grants g WHERE g.person_id = p.id AND g.role::text = ANY(${GUARDED})
        AND (g.valid_to IS NULL OR g.valid_to > ${ctx.now})) AS "holdsGuardedRole",
      EXISTS (SELECT FROM role_grants g WHERE g.person_id = p.id AND g.role::text = ANY(${POWERFUL})
        AND (g.valid_to IS NULL OR g.valid_to > ${ctx.now})) AS "holdsPowerfulRole"
    FROM people p WHERE p.id = ${personId}::uuid
      AND NOT EXISTS (SELECT FROM erasures e WHERE e.person_id = p.id)`
  if (!person) throw new AppError('NOT_FOUND', 'There is no such person.')
  const { hasPassword, ...subject } = person
  return { ...subject, hasAccount: hasPassword || subject.isLinked }
}

function authorizePerson(ctx: Context, op: Op, person: Subject): void {
  // A first invitation reveals nothing yet; what a guarded account may see needs a second person.
  const holdsGuardedRole = person.holdsGuardedRole && person.hasAccount && op === 'user.write'
  const subject = { id: person.id, teamId: person.teamId, holdsGuardedRole }
  const facts = personFacts(ctx.actor, subject, ctx.now)
  const refusal = facts.isSelf ? OWN_ACCOUNT : holdsGuardedRole ? GUARDED_ACCOUNT : null
  const anybodyElse = { id: '', teamId: person.teamId, holdsGuardedRole: false }
  if (refusal && decide(op, personFacts(ctx.actor, anybodyElse, ctx.now)).allow) {
    throw new AppError('FORBIDDEN', refusal)
  }
  authorize(op, facts)
}

function hasOwnWayIn({ name, isLinked }: Subject): string {
  if (isLinked) return `${name} signs in through the identity provider and needs no link.`
  return `${name} has a password already. Only the operator of the machine can make a link for a new one: npm run password -- <e-mail>`
}

// Without mail whoever makes the link sees it, and could read, or agree, as this person.
function powerfulWithoutMail({ name, email }: Subject): string {
  return `${name} holds a role that sees, or agrees to, what others must not, and without a mail server (SMTP_URL) you would see their link. The operator of the machine makes it: npm run password -- ${email}`
}

const OWN_ACCOUNT = 'Nobody changes their own account here. Ask another administrator.'
const GUARDED_ACCOUNT =
  'HR partners and auditors see what others must not, so a new link for one needs a second person.'

async function keepAnAdministrator(ctx: Context, personId: string): Promise<void> {
  const held = await ctx.db.roleGrant.count({
    where: { personId, role: 'ADMIN', OR: [{ validTo: null }, { validTo: { gt: ctx.now } }] },
  })
  if (held > 0) await assertAnotherAdministrator(ctx, personId)
}

async function recordStanding(ctx: Context, personId: string, action: string): Promise<void> {
  await recordAudit(ctx, { action, objectType: 'person', objectId: personId, subjectId: personId })
}
