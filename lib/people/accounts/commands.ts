import 'server-only'
import { randomUUID } from 'node:crypto'
import { recordAudit } from '@/lib/audit/commands'
import { endInvitations } from '@/lib/auth/recovery/commands'
import { hashToken, linkToken } from '@/lib/auth/token'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { enqueueJob } from '@/lib/jobs/queue'
import { queueInvitations, queueMessage } from '@/lib/notifications/commands'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { listUninvited } from './queries'
import { InviteEveryone } from './schema'

export const INVITATION_DAYS = 7
const MOST_AT_ONCE = 5_000

/** `url` is null where the link went by mail: then nobody but its owner ever sees it. */
export type Invitation = { name: string; email: string; url: string | null; expiresAt: Date }

/**
 * Makes the link with which a person chooses a password, in the transaction of a caller who has asked
 * the policy; older links end. It goes by mail where there is a mail server.
 */
export async function makeInvitation(
  ctx: Context,
  person: { id: string; name: string; email: string },
): Promise<Invitation> {
  const linkId = randomUUID()
  const token = linkToken('invitation', linkId)
  const expiresAt = endOf(ctx)
  await endInvitations(ctx, person.id)
  await ctx.db.invitation.create({
    data: {
      id: hashToken(token),
      linkId,
      personId: person.id,
      createdById: ctx.actor.id,
      expiresAt,
    },
  })
  const isMailed = Boolean(env.SMTP_URL)
  if (isMailed) {
    await queueMessage(ctx, { kind: 'invitation', personId: person.id, linkId, expiresAt })
    await enqueueJob(ctx, { queue: 'deliver-messages', key: linkId })
  }
  const { name, email } = person
  return { name, email, url: isMailed ? null : `${env.APP_ORIGIN}/invitation/${token}`, expiresAt }
}

/**
 * Mails an invitation to everybody active who can neither sign in nor has an open invitation, at most
 * 5,000 at a time. The count that was shown must still be true.
 */
export async function inviteEveryone(ctx: Context, input: unknown): Promise<{ invited: number }> {
  const { count } = parseInput(InviteEveryone, input)
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
  if (!env.SMTP_URL) throw new AppError('INVALID', NO_MAIL)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rung accounts'))`
    const people = await listUninvited(inner)
    if (people.length !== count) throw new AppError('CONFLICT', changed(people.length))
    const invited = people.slice(0, MOST_AT_ONCE)
    await makeInvitations(inner, invited)
    await recordAudit(inner, {
      action: 'people.inviteEveryone',
      objectType: 'person',
      after: invited,
    })
    return { invited: invited.length }
  })
}

async function makeInvitations(ctx: Context, personIds: readonly string[]): Promise<void> {
  const expiresAt = endOf(ctx)
  const links = personIds.map((personId) => ({ personId, linkId: randomUUID() }))
  const hashes = links.map(({ linkId }) => hashToken(linkToken('invitation', linkId)))
  await ctx.db.$executeRaw`
    INSERT INTO invitations (id, link_id, person_id, created_by_id, expires_at)
    SELECT id, link_id, person_id, ${ctx.actor.id}::uuid, ${expiresAt}
    FROM unnest(${hashes}::text[], ${links.map(({ linkId }) => linkId)}::uuid[],
      ${personIds}::uuid[]) AS link (id, link_id, person_id)`
  await queueInvitations(ctx, { links, expiresAt })
  await enqueueJob(ctx, { queue: 'deliver-messages', key: randomUUID() })
}

function endOf(ctx: Context): Date {
  return new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000)
}

const NO_MAIL =
  'There is no mail server (SMTP_URL), so links cannot be sent. Invite people one by one and pass each link on.'

function changed(count: number): string {
  return `Meanwhile it is ${count} people without an account or invitation. Nobody was invited; look again and confirm.`
}
