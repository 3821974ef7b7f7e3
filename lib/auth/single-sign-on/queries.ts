import 'server-only'
import type { Context } from '@/lib/context'
import type { Database, Transaction } from '@/lib/db/client'
import { singleSignOn } from './settings'

export const CALLBACK_PATH = '/api/auth/oidc/callback'

/** Whether the password of this person opens anything here: not where all sign in at the provider. */
export async function mayUsePassword(
  db: Database | Transaction,
  personId: string,
): Promise<boolean> {
  if (!singleSignOn()?.isRequired) return true
  const [row] = await db.$queryRaw<{ may: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM password_keepers k JOIN role_grants g ON g.person_id = k.person_id
      WHERE k.person_id = ${personId}::uuid AND g.role = 'ADMIN' AND g.valid_from <= now()
      AND (g.valid_to IS NULL OR g.valid_to > now())) AS may`
  return row?.may ?? false
}

/** What the provider is called where the signed-in person is linked to it; null where they are not. */
export async function linkedProviderName(ctx: Context): Promise<string | null> {
  const settings = singleSignOn()
  if (!settings) return null
  const identity = await ctx.db.identity.findUnique({
    where: { personId_issuer: { personId: ctx.actor.id, issuer: settings.issuer } },
    select: { id: true },
  })
  return identity ? settings.name : null
}

export type ProviderOnPage = { name: string; isRequired: boolean }

/** What the sign-in page offers beside the password; null where there is nothing. */
export function providerOnPage(): ProviderOnPage | null {
  const settings = singleSignOn()
  return settings && { name: settings.name, isRequired: settings.isRequired }
}

/** The page that follows on signing out. */
export function afterSignOut(): string {
  return singleSignOn()?.endsProviderSession ? '/api/auth/oidc/end' : '/sign-in?signed-out=1'
}
