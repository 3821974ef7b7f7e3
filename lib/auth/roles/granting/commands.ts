import 'server-only'
import { requestApproval, takeApproval } from '@/lib/approvals/commands'
import { ApprovalId } from '@/lib/approvals/schema'
import { recordAudit } from '@/lib/audit/commands'
import { endSeenInvitations } from '@/lib/auth/recovery/commands'
import { endSessions } from '@/lib/auth/sessions/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import type { Context, Role } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { queueMessage } from '@/lib/notifications/commands'
import { authorize } from '@/lib/policy/decide'
import { assertAnotherAdministrator } from '../queries'
import { ROLE_NAMES } from '../role-name'
import { isGuardedRole, overlapping } from './grant'
import { authorizeRoles, findHolder, type RoleHolderFacts, roleFacts, wishedTerm } from './queries'
import { GrantToPerson, RequestedGrant, RevokeGrant } from './schema'

export type GrantOutcome = { name: string; approvalId: string | null }

/** Gives somebody a role, or asks for a second person where the role needs one. Never to oneself. */
export async function grantRoleToPerson(ctx: Context, input: unknown): Promise<GrantOutcome> {
  const wish = parseInput(GrantToPerson, input)
  if (wish.email === ctx.actor.email) throw new AppError('FORBIDDEN', OWN_ROLES)
  authorizeRoles(ctx)
  assertSteppedUp(ctx.actor)
  return holdingAccounts(ctx, async (inner) => {
    const holder = await findHolder(inner, { email: wish.email })
    const grant = await wishedTerm(inner, wish)
    assertGrantable(inner, holder, grant)
    if (isGuardedRole(wish.role)) {
      const { approvalId } = await requestApproval(inner, {
        kind: 'role.grant',
        objectId: `${holder.id}:${wish.role}`,
        subjectId: holder.id,
        payload: grant,
        reason: wish.reason,
        whenAlone: whenAlone(wish),
      })
      return { name: holder.name, approvalId }
    }
    const people = { grantedById: ctx.actor.id, approvedById: null, reason: wish.reason }
    await writeGrant(inner, { holder, grant, ...people })
    return { name: holder.name, approvalId: null }
  })
}

/** Agrees, as the second person, that somebody gets a role; it holds from that moment on. */
export async function approveRoleGrant(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { approvalId } = parseInput(ApprovalId, input)
  return holdingAccounts(ctx, async (inner) => {
    const approval = await takeApproval(inner, { approvalId, kind: 'role.grant' })
    const grant = RequestedGrant.parse(approval.payload)
    const holder = await findHolder(inner, { id: approval.subjectId ?? '' })
    const facts = roleFacts(ctx, holder, { role: grant.role, isApproved: true })
    authorize('user.write', facts)
    assertGrantable(inner, holder, grant)
    await writeGrant(inner, {
      ...{ holder, grant, reason: approval.reason },
      ...{ grantedById: approval.requestedById, approvedById: ctx.actor.id },
    })
    return { name: holder.name }
  })
}

/**
 * Ends a role from now on. One administrator is enough, because ending a power can wait for nobody;
 * never one's own, and never that of the last administrator.
 */
export async function revokeRoleOfPerson(ctx: Context, input: unknown): Promise<{ name: string }> {
  const { grantId, reason } = parseInput(RevokeGrant, input)
  return holdingAccounts(ctx, async (inner) => {
    const grant = await inner.db.roleGrant.findUnique({ where: { id: grantId } })
    if (grant?.personId === ctx.actor.id) throw new AppError('FORBIDDEN', OWN_ROLES)
    authorizeRoles(ctx)
    if (!grant) throw new AppError('NOT_FOUND', 'There is no such role.')
    assertSteppedUp(ctx.actor)
    if (grant.source !== 'manual') throw new AppError('CONFLICT', ELSEWHERE)
    const { name } = await findHolder(inner, { id: grant.personId })
    if (grant.role === 'ADMIN') await assertAnotherAdministrator(inner, grant.personId)
    const ended = await inner.db.$executeRaw`UPDATE role_grants
      SET valid_to = GREATEST(valid_from, date_trunc('milliseconds', now())), revoked_by_id = ${ctx.actor.id}::uuid,
        revoke_reason = ${reason}
      WHERE id = ${grantId}::uuid AND (valid_to IS NULL OR valid_to > now())`
    if (ended === 0) throw new AppError('CONFLICT', 'This role has ended already.')
    await recordRole(inner, 'role.revoke', { id: grantId, personId: grant.personId })
    await tell(inner, { personId: grant.personId, changeId: `${grantId}:ended`, isNow: true })
    return { name }
  })
}

const OWN_ROLES = 'Nobody changes their own roles. Ask another administrator.'
const ELSEWHERE =
  'This role comes from your identity provider, and would come back. End it there; it ends here at the next sign-in or synchronisation.'

type Writing = {
  holder: RoleHolderFacts
  grant: RequestedGrant
  grantedById: string | null
  approvedById: string | null
  reason: string
}

// One lock for all that decides who may do what, so that two at once cannot leave nobody.
async function holdingAccounts<T>(ctx: Context, work: (inner: Context) => Promise<T>): Promise<T> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('rung accounts'))`
    return work({ ...ctx, db: tx })
  })
}

function assertGrantable(ctx: Context, holder: RoleHolderFacts, grant: RequestedGrant): void {
  if (!holder.isActive) throw new AppError('CONFLICT', `${holder.name} is deactivated.`)
  const { validFrom, validTo } = termOf(ctx, grant)
  if (validTo && validTo <= ctx.now) {
    throw new AppError('CONFLICT', 'The last day of this role is over. Ask for it anew.')
  }
  for (const scopeTeamId of grant.scopeTeamIds ?? [null]) {
    const wished = { role: grant.role, scopeTeamId, validFrom, validTo }
    if (!overlapping(holder.grants, wished)) continue
    const { title } = ROLE_NAMES[grant.role]
    throw new AppError('CONFLICT', `${holder.name} is ${title} already in this time.`)
  }
}

// What was to begin before the second person agreed begins when they do.
function termOf({ now }: Context, { validFrom, validTo }: RequestedGrant) {
  const from = validFrom ? new Date(validFrom) : now
  return { validFrom: from > now ? from : now, validTo: validTo ? new Date(validTo) : null }
}

async function writeGrant(ctx: Context, writing: Writing): Promise<void> {
  const { holder, grant, grantedById, approvedById, reason } = writing
  const { validFrom, validTo } = termOf(ctx, grant)
  const who = { personId: holder.id, role: grant.role, grantedById, approvedById, reason }
  const ids: string[] = []
  for (const scopeTeamId of grant.scopeTeamIds ?? [null]) {
    const source = grant.source ?? 'manual'
    const { id } = await ctx.db.roleGrant.create({
      data: { ...who, scopeTeamId, validFrom, validTo, source },
      select: { id: true },
    })
    ids.push(id)
    await recordRole(ctx, 'role.grant', { id, personId: holder.id })
  }
  await endSeenInvitations(ctx, { personId: holder.id, role: grant.role })
  const isNow = validFrom <= ctx.now
  await tell(ctx, { personId: holder.id, changeId: ids[0] ?? holder.id, isNow })
}

// Whoever may do more or less than before signs in anew, so that no old session grows with it.
async function tell(
  ctx: Context,
  { personId, changeId, isNow }: { personId: string; changeId: string; isNow: boolean },
): Promise<void> {
  await queueMessage(ctx, { kind: 'account-changed', personId, changeId, what: 'roles' })
  if (!isNow) return
  await endSessions(ctx, { personId })
}

async function recordRole(
  ctx: Context,
  action: string,
  { id, personId }: { id: string; personId: string },
): Promise<void> {
  await recordAudit(ctx, { action, objectType: 'role_grant', objectId: id, subjectId: personId })
}

const OPERATOR_WORDS: Record<Role, string> = {
  ADMIN: 'admin',
  LADDER_ADMIN: 'ladder_admin',
  HR_PARTNER: 'hr_partner',
  AUDITOR: 'auditor',
}

function whenAlone({ role, email, scope, teams }: GrantToPerson): string {
  const scopes = scope === 'teams' ? teams.map((team) => ` --team "${team}"`) : ['']
  const lines = scopes.map(
    (team) => `npm run roles -- grant ${OPERATOR_WORDS[role]} ${email}${team}`,
  )
  return `This role needs a second administrator, and there is none who was not appointed by you alone. On the machine that runs Rung, run ${lines.join(' and ')}. Nothing was changed.`
}
