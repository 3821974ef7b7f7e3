import 'server-only'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { ROLE_NAMES } from '../../roles/role-name'
import { discoverProvider, type Provider } from '../provider'
import { CALLBACK_PATH } from '../queries'
import { type SingleSignOn, singleSignOn } from '../settings'
import { SignInSearch } from './schema'

export const SHOWN_IDENTITIES = 100

/** How people sign in here, for administrators: what the operator has set, never a secret. */
export async function getSignInSettings(ctx: Context, input: unknown) {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
  const { search, test } = parseInput(SignInSearch, input)
  const settings = singleSignOn()
  return {
    callback: `${env.APP_ORIGIN}${CALLBACK_PATH}`,
    search,
    provider: settings ? described(settings) : null,
    discovery: settings && test === 'provider' ? await testDiscovery(settings) : null,
    keepers: await listKeepers(ctx),
    identities: await listIdentities(ctx, search),
  }
}
export type SignInSettings = Awaited<ReturnType<typeof getSignInSettings>>
export type ListedIdentity = SignInSettings['identities'][number]

function described(settings: SingleSignOn) {
  const { issuer, clientId, name, domains, scopes, rolesClaim, roles } = settings
  const { isRequired, endsProviderSession } = settings
  const given = [...roles].map(([value, role]) => ({ value, title: ROLE_NAMES[role].title }))
  return {
    ...{ issuer, clientId, name, domains, scopes, rolesClaim, isRequired, endsProviderSession },
    roles: given,
  }
}

async function testDiscovery(settings: SingleSignOn) {
  try {
    return { isSound: true as const, ...told(await discoverProvider(settings)) }
  } catch {
    return { isSound: false as const }
  }
}

function told(provider: Provider) {
  const server = provider.serverMetadata()
  const { end_session_endpoint: endSession, code_challenge_methods_supported: challenges } = server
  return {
    authorization: server.authorization_endpoint ?? '',
    hasLogout: Boolean(endSession),
    // A provider that says nothing of it may take it all the same.
    hasChallenge: challenges ? challenges.includes('S256') : null,
  }
}

async function listKeepers(ctx: Context): Promise<{ id: string; name: string }[]> {
  const keepers = await ctx.db.passwordKeeper.findMany({
    where: { person: { isActive: true } },
    orderBy: { namedAt: 'asc' },
    take: SHOWN_IDENTITIES,
    select: { person: { select: { id: true, name: true } } },
  })
  return keepers.map(({ person }) => person)
}

async function listIdentities(ctx: Context, search: string) {
  const issuer = singleSignOn()?.issuer ?? null
  const literal = search.replace(/[\\%_]/g, '\\$&')
  const words = { contains: literal, mode: 'insensitive' as const }
  const identities = await ctx.db.identity.findMany({
    where: search ? { person: { OR: [{ name: words }, { email: words }] } } : {},
    orderBy: [{ lastUsedAt: 'desc' }, { id: 'asc' }],
    take: SHOWN_IDENTITIES,
    select: {
      id: true,
      issuer: true,
      lastUsedAt: true,
      linkedAt: true,
      person: { select: { id: true, name: true, email: true, isActive: true } },
    },
  })
  return identities.map(({ issuer: from, ...identity }) => ({
    ...identity,
    isOwn: identity.person.id === ctx.actor.id,
    isCurrent: from === issuer,
  }))
}
