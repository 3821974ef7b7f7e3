import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

/** That somebody who is in Rung already would come to a team; both teams by name. */
export type Joining = { name: string; from: string | null; to: string | null }

/**
 * Throws where moves would open reviews to the HR partner who makes them: a second person agreed to
 * their role over a team, and not to whom they would bring into it. Another administrator may do it.
 * Call it in the transaction of the moves, before they are written, also for those of a later day.
 */
export async function assertOpensNobody(ctx: Context, joining: readonly Joining[]): Promise<void> {
  if (joining.length === 0) return
  const own = await partnerTeams(ctx)
  const opened = joining.find(
    ({ from, to }) => to !== null && own.has(to) && (from === null || !own.has(from)),
  )
  if (opened) throw new AppError('FORBIDDEN', sentenceOf(opened))
}

/** The teams whose HR partner the actor is or is going to be; none for one of everybody, who gains nothing. */
async function partnerTeams({ db, actor, now }: Context): Promise<ReadonlySet<string>> {
  const grants = await db.roleGrant.findMany({
    where: {
      ...{ personId: actor.id, role: 'HR_PARTNER' },
      OR: [{ validTo: null }, { validTo: { gt: now } }],
    },
    select: { scopeTeam: { select: { name: true } }, validFrom: true },
  })
  const isForAll = grants.some(({ scopeTeam, validFrom }) => !scopeTeam && validFrom <= now)
  return new Set(isForAll ? [] : grants.flatMap(({ scopeTeam }) => scopeTeam?.name ?? []))
}

function sentenceOf({ name, to }: Joining): string {
  return `${name} would come to ${to}, whose HR partner you are, and you could read their reviews. Another administrator has to do this. Nothing was changed.`
}
