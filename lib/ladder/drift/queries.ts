import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize, decide } from '@/lib/policy/decide'
import type { Item, LadderDocument } from '../format/document'
import { historyStep, successorsOf } from '../versions/history'
import { listVersionHeads, loadVersion } from '../versions/queries'
import { chooseVersion, type VersionHead } from '../versions/tree'
import { type LevelChoices, levelChoices } from '../views/level-choices'
import type { DriftBlock } from './countable'
import { type Drift, driftOf } from './drift'
import { DriftChoice } from './schema'

export type DriftRow = Drift & {
  key: string
  text: string
  category: string
  levels: { key: string; title: string; code: string | null }[]
}
export type DriftView = {
  ladder: { key: string; name: string; version: number }
  /** Closed review cycles that were looked at, whether or not their ratings may count. */
  cycles: number
  level: string | null
  rows: DriftRow[]
  choices: LevelChoices
}

/** Whether the drift view is there for this person: for administrators of ladders. */
export async function canSeeDrift(ctx: Context): Promise<boolean> {
  return decide('ladder.write', actorFacts(ctx.actor, ctx.now)).allow
}

/**
 * How the scored items of the published version have been rated by managers in closed cycles, over
 * all versions in which they meant the same. Aggregates only, without the reader's own ratings.
 */
export async function getDrift(ctx: Context, choice: DriftChoice = {}): Promise<DriftView> {
  // aggregate.read names no ladder administrator; whoever may reword an item sees, of at least k people, how it was used.
  authorize('ladder.write', actorFacts(ctx.actor, ctx.now), { readOp: 'ladder.readPublished' })
  const { ladder, level = null } = parseInput(DriftChoice, choice)
  const heads = await listVersionHeads(ctx, ladder ?? null)
  const head = chooseVersion(heads, null)
  if (!head) throw new AppError('NOT_FOUND', 'No ladder has been published here yet.')
  const { document } = await loadVersion(ctx, head.versionId)
  if (level !== null && !document.levels.some(({ key }) => key === level)) {
    throw new AppError('NOT_FOUND', 'The ladder has no such level.')
  }
  const blocks = await loadBlocks(ctx, heads)
  const rows = driftOf(scoredItems(document), blocks)
  return {
    ladder: { key: document.ladder, name: document.name, version: head.number },
    cycles: new Set(blocks.map(({ cycleId }) => cycleId)).size,
    level,
    rows: rows.filter((row) => level === null || row.levels.some(({ key }) => key === level)),
    choices: levelChoices(document),
  }
}

function scoredItems(document: LadderDocument) {
  const names = new Map(document.levels.map((level) => [level.key, level]))
  const firsts = new Set(
    document.tracks.map(({ key }) => document.levels.find(({ track }) => track === key)?.key),
  )
  const categories = new Map(document.categories.map(({ key, title }) => [key, title]))
  const isScored = ({ scored, levels }: Item) => scored && levels.length > 0
  return document.items.filter(isScored).map(({ key, text, category, levels }) => ({
    key,
    text,
    category: categories.get(category) ?? '',
    levels: levels.flatMap((levelKey) => {
      const level = names.get(levelKey)
      return level ? [{ key: levelKey, title: level.title, code: level.code }] : []
    }),
    hasLevelBelow: levels.some((levelKey) => !firsts.has(levelKey)),
  }))
}

type StoredBlock = DriftBlock & { versionId: string }

/** The ratings under the keys of today; those whose meaning changed or ended are left out. */
async function loadBlocks(ctx: Context, heads: readonly VersionHead[]): Promise<DriftBlock[]> {
  const stored = await listBlocks(ctx, heads)
  const inOrder = heads.toReversed()
  const pinned = new Set(stored.map(({ versionId }) => versionId))
  const first = inOrder.findIndex(({ versionId }) => pinned.has(versionId))
  const later = first < 0 ? [] : inOrder.slice(first)
  const steps: ReturnType<typeof historyStep>[] = []
  for (const { versionId } of later) {
    steps.push(historyStep((await loadVersion(ctx, versionId)).document))
  }
  const placeOf = new Map(later.map(({ versionId }, place) => [versionId, place]))
  return stored.flatMap(({ versionId, ...block }) =>
    successorsOf(block.itemKey, steps.slice(placeOf.get(versionId)))
      .filter(({ broken }) => broken === null)
      .map(({ key }) => ({ ...block, itemKey: key })),
  )
}

async function listBlocks(
  { db, actor }: Context,
  heads: readonly VersionHead[],
): Promise<StoredBlock[]> {
  const versions = heads.map(({ versionId }) => versionId)
  const rows = await db.$queryRaw<(Omit<StoredBlock, 'ratings'> & Columns)[]>`
    WITH latest AS (
      SELECT DISTINCT ON (s.participant_id, s.rater_key) s.id, s.cycle_id, s.subject_id,
        c.ladder_version_id, p.level_key, p.next_level_key,
        p.manager_id IS NOT DISTINCT FROM ${actor.id}::uuid
          OR EXISTS (SELECT FROM contribution_windows w
            WHERE w.participant_id = p.id AND w.author_id = ${actor.id}::uuid)
          OR EXISTS (SELECT FROM org_closure o WHERE o.manager_id = ${actor.id}::uuid
            AND o.person_id = p.person_id AND o.depth <= 2) AS is_known
      FROM cycles c JOIN participants p ON p.cycle_id = c.id
      JOIN submissions s ON s.participant_id = p.id AND s.direction = 'MANAGER'
      WHERE c.state IN ('CLOSED', 'ARCHIVED') AND c.ladder_version_id = ANY(${versions}::uuid[])
        AND p.person_id <> ${actor.id}::uuid
      ORDER BY s.participant_id, s.rater_key, s.revision DESC)
    SELECT l.ladder_version_id::text AS "versionId", l.cycle_id::text AS "cycleId",
      i.key AS "itemKey", CASE WHEN r.level_key = l.level_key THEN 'at' ELSE 'below' END AS side,
      array_agg(l.subject_id::text) AS people, array_agg(r.value) AS values,
      array_agg(l.is_known) AS known
    FROM latest l JOIN ratings r ON r.submission_id = l.id
      AND r.level_key IN (l.level_key, l.next_level_key)
    JOIN items i ON i.id = r.item_id
    GROUP BY 1, 2, 3, 4`
  return rows.map(({ people, values, known, ...block }) => ({
    ...block,
    ratings: people.map((personId, at) => ({
      personId,
      value: values[at] ?? null,
      isKnown: known[at] ?? false,
    })),
  }))
}

type Columns = { people: string[]; values: (number | null)[]; known: boolean[] }
