import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import type { GrowthItem, GrowthLadder, GrowthLevel, GrowthTransition } from '../rated-level'

const CACHED = 24
const cache = new Map<string, GrowthLadder>()

/** Kept in memory once read: a version that is out of draft never changes again. */
export async function getGrowthLadder(ctx: Context, versionId: string): Promise<GrowthLadder> {
  const known = cache.get(versionId)
  if (known) return known
  const [row] = await ctx.db.$queryRaw<LadderRow[]>`
    SELECT v.status <> 'DRAFT' AS is_frozen,
      (SELECT jsonb_agg(jsonb_build_object('key', l.key, 'title', l.title, 'order', l."order",
          'trackKey', t.key, 'trackTitle', t.title, 'trackOrder', t."order")
          ORDER BY t."order", l."order")
        FROM levels l JOIN tracks t ON t.id = l.track_id WHERE l.version_id = v.id) AS levels,
      (SELECT jsonb_agg(jsonb_build_object('levelKey', l.key, 'categoryKey', g.key,
          'categoryTitle', g.title, 'categoryWeight', coalesce(lt.weight, g.weight, 1)::float8,
          'kind', i.kind, 'key', i.key, 'text', i.text, 'weight', coalesce(i.weight, 1)::float8,
          'critical', i.critical) ORDER BY g."order", i."order", i.key)
        FROM items i
        JOIN item_levels il ON il.item_id = i.id
        JOIN levels l ON l.id = il.level_id
        JOIN categories g ON g.id = i.category_id
        LEFT JOIN level_targets lt ON lt.level_id = l.id AND lt.category_id = g.id
        WHERE i.version_id = v.id AND g.kind = 'COMPETENCY'
          AND i.kind IN ('EXPECTATION', 'INDICATOR')) AS items,
      (SELECT jsonb_agg(jsonb_build_object('title', n.title, 'fromLevelKey', fl.key,
          'fromTrackKey', ft.key, 'toLevelKey', tl.key, 'intro', n.body_md, 'shifts', n.shifts,
          'pitfalls', n.pitfalls) ORDER BY n."order")
        FROM transitions n
        JOIN levels tl ON tl.id = n.to_level_id
        LEFT JOIN levels fl ON fl.id = n.from_level_id
        LEFT JOIN tracks ft ON ft.id = n.from_track_id
        WHERE n.version_id = v.id) AS transitions
    FROM ladder_versions v WHERE v.id = ${versionId}::uuid`
  if (!row) throw new AppError('NOT_FOUND', 'There is no such ladder version.')
  const ladder = ladderOf(versionId, row)
  if (row.is_frozen) remember(ladder)
  return ladder
}

type LevelRow = Omit<GrowthLevel, 'categories'>
type ItemRow = GrowthItem & {
  levelKey: string
  categoryKey: string
  categoryTitle: string
  categoryWeight: number
  kind: 'INDICATOR' | 'EXPECTATION'
}
type LadderRow = {
  is_frozen: boolean
  levels: LevelRow[] | null
  items: ItemRow[] | null
  transitions: GrowthTransition[] | null
}

function ladderOf(versionId: string, { levels, items, transitions }: LadderRow): GrowthLadder {
  const byLevel = Map.groupBy(items ?? [], ({ levelKey }) => levelKey)
  return {
    versionId,
    levels: (levels ?? []).map((level) => ({
      ...level,
      categories: categoriesOf(byLevel.get(level.key) ?? []),
    })),
    transitions: transitions ?? [],
  }
}

function categoriesOf(items: ItemRow[]): GrowthLevel['categories'] {
  const byCategory = Map.groupBy(items, ({ kind, categoryKey }) => `${kind} ${categoryKey}`)
  return [...byCategory.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    return {
      key: first.categoryKey,
      title: first.categoryTitle,
      kind: first.kind,
      weight: first.categoryWeight,
      items: own.map(({ key, text, weight, critical }) => ({ key, text, weight, critical })),
    }
  })
}

function remember(ladder: GrowthLadder): void {
  if (cache.size >= CACHED) cache.delete(cache.keys().next().value ?? ladder.versionId)
  cache.set(ladder.versionId, ladder)
}
