import 'server-only'
import type { Context } from '@/lib/context'
import { queryRows } from '@/lib/db/query-rows'
import type { Task } from '../tasks/task'
import { buildOutline, type LadderWords, type Outline, type WordItem } from './outline'

const CACHED = 400
const cache = new Map<string, LadderWords>()

/** What the task asks for, with the words of the ladder version that its cycle has pinned. */
export async function getOutline(ctx: Context, task: OutlinedTask): Promise<Outline> {
  const { ladderVersionId, ratesNextLevel, ratesExpectations } = task.cycle
  const { levelKey, nextLevelKey, direction, subject } = task
  const levelKeys = nextLevelKey ? [levelKey, nextLevelKey] : [levelKey]
  return buildOutline({
    words: await getLadderWords(ctx, { ladderVersionId, levelKeys }),
    levelKey,
    nextLevelKey,
    ratesNextLevel,
    ratesExpectations,
    direction,
    subjectName: subject.name,
  })
}

export type OutlinedTask = Pick<Task, 'levelKey' | 'nextLevelKey' | 'direction' | 'subject'> & {
  cycle: Pick<Task['cycle'], 'ladderVersionId' | 'ratesNextLevel' | 'ratesExpectations'>
}

/** Kept in memory once read: a version that is out of draft never changes again. */
async function getLadderWords(
  ctx: Context,
  { ladderVersionId, levelKeys }: { ladderVersionId: string; levelKeys: string[] },
): Promise<LadderWords> {
  const key = `${ladderVersionId} ${levelKeys.join(' ')}`
  const known = cache.get(key)
  if (known) return known
  const [row] = await queryRows<WordsRow>(ctx.db)`
    SELECT v.status <> 'DRAFT' AS is_frozen,
      (SELECT jsonb_agg(jsonb_build_object('key', l.key, 'title', l.title))
        FROM levels l WHERE l.version_id = v.id AND l.key = ANY(${levelKeys})) AS levels,
      (SELECT jsonb_agg(jsonb_build_object('id', i.id, 'key', i.key, 'kind', i.kind, 'text', i.text,
          'levelKey', l.key, 'categoryKey', g.key, 'categoryTitle', g.title, 'anchors', i.anchors)
          ORDER BY g."order", i."order", i.key)
        FROM items i
        JOIN item_levels il ON il.item_id = i.id
        JOIN levels l ON l.id = il.level_id
        JOIN categories g ON g.id = i.category_id
        WHERE i.version_id = v.id AND l.key = ANY(${levelKeys}) AND g.kind = 'COMPETENCY'
          AND i.kind IN ('EXPECTATION', 'INDICATOR')) AS items
    FROM ladder_versions v WHERE v.id = ${ladderVersionId}::uuid`
  const words = { levels: row?.levels ?? [], items: row?.items ?? [] }
  if (row?.is_frozen) remember(key, words)
  return words
}

type WordsRow = {
  is_frozen: boolean
  levels: LadderWords['levels'] | null
  items: WordItem[] | null
}

function remember(key: string, words: LadderWords): void {
  if (cache.size >= CACHED) cache.delete(cache.keys().next().value ?? key)
  cache.set(key, words)
}
