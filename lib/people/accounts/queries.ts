import 'server-only'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { listPeople, type PeopleList } from '../queries'

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
