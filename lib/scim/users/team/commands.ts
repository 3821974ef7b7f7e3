import 'server-only'
import { createTeam } from '@/lib/people/teams/commands'
import { assertOpensNobody, type Joining } from '@/lib/people/teams/scope/queries'
import { asMaker, type ServiceContext } from '../../tokens/provider-context'
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

/** Throws where somebody with reviews would come to a team whose HR partner made the token. */
export async function assertMayJoin(
  ctx: ServiceContext,
  { teamId, personIds }: { teamId: string; personIds: readonly string[] },
): Promise<void> {
  const joining = await ctx.db.$queryRaw<Joining[]>`
    SELECT p.name, f.name AS "from", t.name AS "to"
    FROM people p JOIN teams t ON t.id = ${teamId}::uuid LEFT JOIN teams f ON f.id = p.team_id
    WHERE p.id = ANY(${personIds}::uuid[]) AND p.team_id IS DISTINCT FROM t.id
      AND EXISTS (SELECT FROM participants part WHERE part.person_id = p.id)`
  await assertOpensNobody(asMaker(ctx), joining)
}
