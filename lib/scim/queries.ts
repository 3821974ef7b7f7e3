import 'server-only'
import type { Context } from '@/lib/context'
import { env } from '@/lib/env'
import { listRoleGroups } from './roles/queries'
import { listTokens } from './tokens/queries'

/** What an administrator sees of SCIM: where providers come to, by which tokens, and what groups give. */
export async function getScimAdministration(ctx: Context) {
  const [tokens, groups] = await Promise.all([listTokens(ctx), listRoleGroups(ctx)])
  return { address: `${env.APP_ORIGIN}/api/scim/v2`, tokens, groups }
}
