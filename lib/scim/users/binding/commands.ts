import 'server-only'
import { randomUUID } from 'node:crypto'
import { endInvitations, endPasswordLinks } from '@/lib/auth/recovery/commands'
import { POWERFUL } from '@/lib/auth/roles/granting/grant'
import { endSessions } from '@/lib/auth/sessions/commands'
import { AppError } from '@/lib/errors'
import { queueMessage } from '@/lib/notifications/commands'
import { refusal } from '../../refusal'
import type { ServiceContext } from '../../tokens/provider-context'
import { nameAfter, type UserRecord } from '../user'
import type { UserWish } from '../wish'

type Identity = { userName: string; externalId: string | null }
type Known = { id: string; email: string; externalId: string | null; isBound: boolean }

/**
 * The person whom a new user is, first by the provider's id and then by address; null for nobody.
 * Refused when another user of the provider is bound to them already.
 */
export async function findToAdopt(ctx: ServiceContext, wish: Identity): Promise<string | null> {
  const known = await ctx.db.$queryRaw<Known[]>`
    SELECT p.id::text, p.email, s.external_id AS "externalId",
      s.person_id IS NOT NULL AND s.deleted_at IS NULL AS "isBound"
    FROM (SELECT id FROM people WHERE email = ${wish.userName}
      UNION SELECT person_id FROM scim_people WHERE external_id = ${wish.externalId}) found
    JOIN people p ON p.id = found.id LEFT JOIN scim_people s ON s.person_id = p.id`
  const [person, ...others] = known
  if (!person) return null
  if (others.length > 0) throw refusal('uniqueness', TWO)
  const isFree = !person.isBound || (person.externalId === null && wish.externalId !== null)
  if (!isFree) throw refusal('uniqueness', TAKEN)
  return person.id
}

const TAKEN = 'There is a user with this userName or externalId already.'
const TWO = 'The userName is that of one user and the externalId that of another.'

export async function insertPerson(
  ctx: ServiceContext,
  wish: UserWish & { userName: string },
): Promise<string> {
  const name = nameAfter(wish, null) ?? wish.userName
  const [made] = await ctx.db.$queryRaw<{ id: string }[]>`
    INSERT INTO people (email, name, started_on, created_at)
    VALUES (${wish.userName}, ${name}, ${wish.startedOn ?? null}::date, ${ctx.now})
    ON CONFLICT (email) DO NOTHING RETURNING id::text`
  if (!made) throw refusal('uniqueness', TAKEN)
  return made.id
}

type Binding = { id: string; wish: UserWish; isNew?: true; isDeleted?: true }

/** Keeps what the provider says of a person that Rung has no other place for. */
export async function bindUser(ctx: ServiceContext, binding: Binding): Promise<void> {
  const { id, wish, isNew = false, isDeleted = false } = binding
  const { externalId, givenName, familyName } = wish
  const saysNothing = [externalId, givenName, familyName].every((value) => value === undefined)
  if (saysNothing && !isNew && !isDeleted) return
  if (externalId) await assertFree(ctx, id, externalId)
  await ctx.db.$executeRaw`
    INSERT INTO scim_people AS s (person_id, external_id, given_name, family_name, bound_at, deleted_at)
    VALUES (${id}::uuid, ${externalId ?? null}, ${givenName ?? null}, ${familyName ?? null}, ${ctx.now},
      ${isDeleted ? ctx.now : null})
    ON CONFLICT (person_id) DO UPDATE SET
      external_id = CASE WHEN ${externalId === undefined} THEN s.external_id ELSE EXCLUDED.external_id END,
      given_name = CASE WHEN ${givenName === undefined} THEN s.given_name ELSE EXCLUDED.given_name END,
      family_name = CASE WHEN ${familyName === undefined} THEN s.family_name ELSE EXCLUDED.family_name END,
      bound_at = CASE WHEN ${isNew} THEN EXCLUDED.bound_at ELSE s.bound_at END,
      deleted_at = EXCLUDED.deleted_at`
}

async function assertFree(ctx: ServiceContext, id: string, externalId: string): Promise<void> {
  const other = await ctx.db.scimPerson.findFirst({
    where: { externalId, personId: { not: id } },
    select: { personId: true },
  })
  if (other) throw refusal('uniqueness', TAKEN)
}

/**
 * Before somebody gets another address: whoever reads the mail there could set a password. So open
 * sessions and links end, the mailbox that is left is told, and nobody who reads others' reviews, or
 * agrees to who does, is moved to another mailbox.
 */
export async function endMeansOfOldAddress(
  ctx: ServiceContext,
  { id, email: formerAddress }: UserRecord,
  email: string,
): Promise<void> {
  const other = await ctx.db.person.findUnique({ where: { email }, select: { id: true } })
  if (other) throw refusal('uniqueness', TAKEN)
  const guarded = await ctx.db.roleGrant.findFirst({
    where: {
      personId: id,
      role: { in: [...POWERFUL] },
      OR: [{ validTo: null }, { validTo: { gt: ctx.now } }],
    },
    select: { id: true },
  })
  if (guarded) throw new AppError('FORBIDDEN', GUARDED)
  await endSessions(ctx, { personId: id })
  await endPasswordLinks(ctx.db, id)
  await endInvitations(ctx, id)
  await queueMessage(ctx, {
    ...{ kind: 'account-changed', personId: id, changeId: randomUUID() },
    ...{ what: 'address', formerAddress },
  })
}

const GUARDED =
  'HR partners and auditors see what others must not, and administrators agree to it, so no provider gives one of them another address. End the role first, and grant it again afterwards.'
