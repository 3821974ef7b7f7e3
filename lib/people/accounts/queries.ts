import 'server-only'
import { ROLE_NAMES } from '@/lib/auth/roles/role-name'
import { listOpenSessions, type OpenSession } from '@/lib/auth/sessions/queries'
import { linkedProviderName, mayUsePassword } from '@/lib/auth/single-sign-on/queries'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { personFacts } from '../person-facts'
import { listPeople, type PeopleList } from '../queries'
import { PersonId } from '../schema'

export type AccountTimes = {
  invitedAt: Date | null
  /** When the newest invitation ends or ended, as long as it was not used. */
  invitationEndsAt: Date | null
  lastSignInAt: Date | null
}

export type AccountList = PeopleList & {
  times: ReadonlyMap<string, AccountTimes>
  hasMail: boolean
}

/** Like `listPeople`, for the administrator's page: refused to everybody else. */
export async function listAccounts(ctx: Context, input: unknown = {}): Promise<AccountList> {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
  const list = await listPeople(ctx, input)
  const times = await getAccountTimes(
    ctx,
    list.people.map(({ id }) => id),
  )
  return { ...list, times, hasMail: Boolean(env.SMTP_URL) }
}

/** How many people `inviteEveryone` would invite now. */
export async function countUninvited(ctx: Context): Promise<number> {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
  return (await listUninvited(ctx)).length
}

/** When these people were invited and last signed in; the caller has asked the policy. */
export async function getAccountTimes(
  ctx: Context,
  personIds: readonly string[],
): Promise<Map<string, AccountTimes>> {
  const rows = await ctx.db.$queryRaw<(AccountTimes & { id: string })[]>`
    SELECT p.id::text, i.created_at AS "invitedAt", i.expires_at AS "invitationEndsAt",
      (SELECT max(s.created_at) FROM sessions s WHERE s.person_id = p.id) AS "lastSignInAt"
    FROM unnest(${personIds}::uuid[]) AS p (id)
    LEFT JOIN LATERAL (SELECT created_at, expires_at FROM invitations
      WHERE person_id = p.id AND used_at IS NULL ORDER BY created_at DESC LIMIT 1) i ON true`
  return new Map(rows.map(({ id, ...times }) => [id, times]))
}

/** The ids of everybody active, but the actor, who can neither sign in nor has an open invitation. */
export async function listUninvited(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM people p
    WHERE p.is_active AND p.id <> ${ctx.actor.id}::uuid
    AND NOT EXISTS (SELECT FROM accounts a WHERE a.person_id = p.id)
    AND NOT EXISTS (SELECT FROM identities d WHERE d.person_id = p.id)
    AND NOT EXISTS (SELECT FROM invitations i
      WHERE i.person_id = p.id AND i.used_at IS NULL AND i.expires_at > now())
    ORDER BY p.id`
  return rows.map(({ id }) => id)
}

export type OwnAccount = {
  name: string
  email: string
  /** Null where there is no password to change. */
  passwordChangedAt: Date | null
  provider: string | null
  roles: { title: string; says: string; scope: string | null; validTo: Date | null }[]
  sessions: OpenSession[]
}

/** Who the signed-in person is here, what they may do, and where they are signed in. */
export async function getOwnAccount(ctx: Context): Promise<OwnAccount> {
  const { id, name, email } = ctx.actor
  const [account, mayUse, provider, grants, sessions] = await Promise.all([
    ctx.db.account.findUnique({ where: { personId: id }, select: { passwordChangedAt: true } }),
    mayUsePassword(ctx.db, id),
    linkedProviderName(ctx),
    ctx.db.roleGrant.findMany({
      where: {
        ...{ personId: id, validFrom: { lte: ctx.now } },
        OR: [{ validTo: null }, { validTo: { gt: ctx.now } }],
      },
      select: { role: true, validTo: true, scopeTeam: { select: { name: true } } },
      orderBy: [{ role: 'asc' }, { id: 'asc' }],
    }),
    listOpenSessions(ctx, id),
  ])
  return {
    ...{ name, email, provider, sessions },
    passwordChangedAt: account && mayUse ? account.passwordChangedAt : null,
    roles: grants.map(({ role, validTo, scopeTeam }) => ({
      ...ROLE_NAMES[role],
      scope: scopeTeam?.name ?? (role === 'HR_PARTNER' ? 'everybody' : null),
      validTo,
    })),
  }
}

export type AccountOfPerson = AccountTimes & {
  id: string
  name: string
  email: string
  isActive: boolean
  sessions: OpenSession[]
}

/** The account of somebody else with their sessions, for whoever may sign them out. */
export async function getAccountOf(ctx: Context, input: unknown): Promise<AccountOfPerson> {
  const { personId } = parseInput(PersonId, input)
  const person = await ctx.db.person.findUnique({
    where: { id: personId },
    select: { id: true, name: true, email: true, isActive: true, teamId: true },
  })
  if (!person) throw new AppError('NOT_FOUND', 'There is no such person.')
  const subject = { id: personId, teamId: person.teamId, holdsGuardedRole: false }
  authorize('user.deactivate', personFacts(ctx.actor, subject, ctx.now))
  const [times, sessions] = await Promise.all([
    getAccountTimes(ctx, [personId]),
    listOpenSessions(ctx, personId),
  ])
  const { id, name, email, isActive } = person
  return { ...NO_TIMES, ...times.get(personId), id, name, email, isActive, sessions }
}

const NO_TIMES: AccountTimes = { invitedAt: null, invitationEndsAt: null, lastSignInAt: null }
