import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { personFacts } from '@/lib/people/person-facts'
import { authorize, decide } from '@/lib/policy/decide'
import { GUARDED } from '../../roles/granting/grant'
import { endSessions } from '../../sessions/commands'
import { assertSteppedUp } from '../../step-up/stepped-up'
import { IdentityId } from './schema'

/**
 * Takes a person and an account at the provider apart, and ends the person's sessions. Their next
 * sign-in there is again by a verified address.
 */
export async function unlinkIdentity(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { identityId } = parseInput(IdentityId, input)
  return ctx.db.$transaction(async (tx) => {
    const inner = { ...ctx, db: tx }
    const person = await findLinked(inner, identityId)
    authorizeUnlinking(inner, person)
    assertSteppedUp(ctx.actor)
    const { count } = await tx.identity.deleteMany({ where: { id: identityId } })
    if (count === 0) throw new AppError('CONFLICT', 'Somebody else has just taken them apart.')
    await endSessions(inner, { personId: person.id })
    await recordAudit(inner, {
      ...{ action: 'identity.unlink', objectType: 'identity', objectId: identityId },
      subjectId: person.id,
      before: { issuer: person.issuer, subject: person.subject },
    })
    await queueMessage(inner, {
      ...{ kind: 'account-changed', what: 'sign-in' },
      ...{ personId: person.id, changeId: identityId },
    })
    return { name: person.name }
  })
}

type Linked = Awaited<ReturnType<typeof findLinked>>

async function findLinked(ctx: Context, identityId: string) {
  const identity = await ctx.db.identity.findUnique({
    where: { id: identityId },
    select: {
      issuer: true,
      subject: true,
      person: {
        select: {
          id: true,
          name: true,
          teamId: true,
          roles: {
            where: {
              role: { in: [...GUARDED] },
              OR: [{ validTo: null }, { validTo: { gt: ctx.now } }],
            },
            select: { id: true },
          },
        },
      },
    },
  })
  if (!identity) throw new AppError('NOT_FOUND', 'There is no such link.')
  const { person, issuer, subject } = identity
  const { id, name, teamId, roles } = person
  return { id, name, teamId, issuer, subject, holdsGuardedRole: roles.length > 0 }
}

function authorizeUnlinking(ctx: Context, person: Linked): void {
  const facts = personFacts(ctx.actor, person, ctx.now)
  const anybody = { id: '', teamId: person.teamId, holdsGuardedRole: false }
  const mayOthers = decide('user.write', personFacts(ctx.actor, anybody, ctx.now)).allow
  if (mayOthers && facts.isSelf) throw new AppError('FORBIDDEN', OWN)
  if (mayOthers && person.holdsGuardedRole) throw new AppError('FORBIDDEN', GUARDED_ACCOUNT)
  authorize('user.write', facts)
}

const OWN = 'Nobody changes their own account here. Ask another administrator.'
const GUARDED_ACCOUNT =
  'HR partners and auditors see what others must not. End the role first, take them apart, then have the role granted again.'
