import 'server-only'
import type { Context } from '@/lib/context'
import { localDay } from '@/lib/cycles/local-day'
import { RUNNING } from '@/lib/cycles/timeline'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'

/** Who somebody is on the ladder today: public to everybody who works here, but for the goal. */
export type GrowthPerson = {
  id: string
  name: string
  levelKey: string | null
  /** The published version of their ladder; of the organisation's first one without a level. */
  ladderVersionId: string | null
  chosenLevelKey: string | null
}

type PersonRow = {
  id: string
  name: string
  level_key: string | null
  version_id: string | null
  chosen: string | null
}

/** One statement; the caller has decided that the actor may see the goal. */
export async function getGrowthPerson(ctx: Context, personId: string): Promise<GrowthPerson> {
  const [row] = await queryRows<PersonRow>(ctx.db)`
    SELECT p.id, p.name, pl.level_key, g.level_key AS chosen,
      (SELECT v.id FROM ladder_versions v JOIN ladders l ON l.id = v.ladder_id
        WHERE v.status = 'PUBLISHED' AND (pl.ladder_key IS NULL OR l.key = pl.ladder_key)
        ORDER BY l.created_at, l.id LIMIT 1) AS version_id
    FROM people p
    LEFT JOIN person_levels pl ON pl.person_id = p.id AND pl.to_on IS NULL
    LEFT JOIN growth_targets g ON g.person_id = p.id
    WHERE p.id = ${personId}::uuid`
  if (!row) throw new AppError('NOT_FOUND', 'There is nothing here that you can see.')
  return {
    id: row.id,
    name: row.name,
    levelKey: row.level_key,
    ladderVersionId: row.version_id,
    chosenLevelKey: row.chosen,
  }
}

export type NextSharing = { cycleName: string; shareFromOn: string }

/** When something of a running cycle can be shared with the person: its public dates, no progress. */
export async function findNextSharing(ctx: Context, personId: string): Promise<NextSharing | null> {
  const cycle = await ctx.db.cycle.findFirst({
    where: {
      state: { in: [...RUNNING] },
      participants: { some: { personId, status: { notIn: ['REMOVED', 'EXCUSED'] } } },
    },
    orderBy: { shareFromAt: 'asc' },
    select: { name: true, shareFromAt: true, timeZone: true },
  })
  if (!cycle) return null
  return { cycleName: cycle.name, shareFromOn: localDay(cycle.shareFromAt, cycle.timeZone) }
}
