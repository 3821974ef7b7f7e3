import 'server-only'
import { createTeam } from '@/lib/people/teams/commands'
import type { ServiceContext } from '../../tokens/provider-context'
import type { UserRecord } from '../user'

/** The team of this name in any letters, made where there is none; null for no team. */
export async function teamNamed(
  ctx: ServiceContext,
  before: Pick<UserRecord, 'team' | 'teamId'>,
  name: string | null,
): Promise<string | null> {
  if (name === null) return null
  if (before.team?.toLowerCase() === name.toLowerCase()) return before.teamId
  const [known] = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM teams WHERE lower(name) = lower(${name}) AND ended_on IS NULL
    ORDER BY name <> ${name}, name LIMIT 1`
  return known?.id ?? (await createTeam(ctx, { name })).teamId
}
