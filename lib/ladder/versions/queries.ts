import 'server-only'
import type { Context } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { queryRows } from '@/lib/db/query-rows'
import { AppError } from '@/lib/errors'
import { canonicalDocument, FORMAT, type Item, type LadderDocument } from '../format/document'
import type { VersionHead, VersionTree } from './tree'

const CACHED = 8
const cache = new Map<string, VersionTree>()

/**
 * The published and archived versions of a ladder, newest first; without a key those of the ladder
 * that the organisation had first. The caller has asked the policy.
 */
export async function listVersionHeads(
  ctx: Context,
  ladderKey: string | null,
): Promise<VersionHead[]> {
  return queryRows<VersionHead>(ctx.db)`
    SELECT v.id::text AS "versionId", l.key AS "ladderKey", v.number, v.status::text AS status,
      v.published_at AS "publishedAt"
    FROM ladder_versions v JOIN ladders l ON l.id = v.ladder_id
    WHERE v.status <> 'DRAFT' AND l.id = (
      SELECT o.id FROM ladders o WHERE ${ladderKey}::text IS NULL OR o.key = ${ladderKey}
        AND EXISTS (SELECT FROM ladder_versions f WHERE f.ladder_id = o.id AND f.status <> 'DRAFT')
      ORDER BY o.created_at, o.id LIMIT 1)
    ORDER BY v.number DESC`
}

/**
 * A version with everything in it, by one statement; NOT_FOUND when there is none. Kept in memory
 * once read, because a version that is out of draft never changes again. The caller has asked the policy.
 */
export async function loadVersion(ctx: Context, versionId: string): Promise<VersionTree> {
  const known = cache.get(versionId)
  if (known) return known
  const [row] = await queryRows<VersionRow>(ctx.db)`
    SELECT v.status <> 'DRAFT' AS is_frozen, ${HEAD} AS head, ${SCALES} AS scales,
      ${TRACKS} AS tracks, ${LEVELS} AS levels, ${CATEGORIES} AS categories, ${ITEMS} AS items,
      ${TARGETS} AS targets, ${TRANSITIONS} AS transitions, ${KEYMAP} AS keymap
    FROM ladder_versions v JOIN ladders l ON l.id = v.ladder_id WHERE v.id = ${versionId}::uuid`
  if (!row) throw new AppError('NOT_FOUND', 'There is no such version of the ladder.')
  const tree = treeOf(versionId, row)
  if (row.is_frozen) remember(tree)
  return tree
}

type WithId<T> = T & { id: string }
type Head = Omit<
  LadderDocument,
  | 'format'
  | 'scales'
  | 'tracks'
  | 'levels'
  | 'categories'
  | 'targets'
  | 'items'
  | 'transitions'
  | 'keymap'
>
type StoredItem = Omit<Item, 'anchors'> & { anchors: Record<string, string[]> }
type VersionRow = {
  is_frozen: boolean
  head: Head
  scales: LadderDocument['scales'] | null
  tracks: LadderDocument['tracks'] | null
  levels: WithId<LadderDocument['levels'][number]>[] | null
  categories: LadderDocument['categories'] | null
  items: WithId<StoredItem>[] | null
  targets: LadderDocument['targets'] | null
  transitions: LadderDocument['transitions'] | null
  keymap: LadderDocument['keymap'] | null
}

function treeOf(versionId: string, row: VersionRow): VersionTree {
  const levels = row.levels ?? []
  const items = row.items ?? []
  const document = canonicalDocument({
    format: FORMAT,
    ...row.head,
    scales: row.scales ?? [],
    tracks: row.tracks ?? [],
    levels: levels.map(({ id: _id, ...level }) => level),
    categories: row.categories ?? [],
    targets: row.targets ?? [],
    items: items.map(({ id: _id, anchors, ...item }) => ({
      ...item,
      anchors: Object.entries(anchors).flatMap(([point, texts]) =>
        texts.map((text) => ({ point, text })),
      ),
    })),
    transitions: row.transitions ?? [],
    keymap: row.keymap ?? [],
  })
  return {
    versionId,
    document,
    levelIds: new Map(levels.map(({ key, id }) => [key, id])),
    itemIds: new Map(items.map(({ key, id }) => [key, id])),
  }
}

function remember(tree: VersionTree) {
  if (cache.size >= CACHED) cache.delete(cache.keys().next().value ?? tree.versionId)
  cache.set(tree.versionId, tree)
}

// Each part below is one JSON value in the shape of the document, for the version `v`.
const HEAD = Prisma.sql`jsonb_build_object('ladder', l.key,
  'name', COALESCE(v.name, l.name), 'version', v.number,
  'status', lower(v.status::text), 'language', v.language, 'cumulative', v.cumulative,
  'licence', v.licence, 'source', v.source_url, 'changeNote', v.change_note, 'body', v.body_md)`

const SCALES = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('key', s.key, 'kind', lower(s.kind),
    'points', (SELECT jsonb_agg(jsonb_build_object('code', p.code, 'title', p.title,
      'value', p.value, 'points', p.points, 'description', p.description) ORDER BY p.value)
      FROM scale_points p WHERE p.scale_id = s.id)))
  FROM scales s WHERE s.version_id = v.id)`

const TRACKS = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('key', t.key, 'title', t.title,
    'body', t.body_md) ORDER BY t."order")
  FROM tracks t WHERE t.version_id = v.id)`

const LEVELS = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('id', e.id, 'key', e.key,
    'track', t.key, 'code', e.code, 'title', e.title, 'aliases', e.aliases, 'band', e.band,
    'extends', b.key, 'summary', e.summary, 'body', e.body_md,
    'facts', COALESCE((SELECT jsonb_agg(jsonb_build_object('key', f.key, 'label', f.label,
      'min', f.min, 'max', f.max, 'open', f.open_ended, 'unit', f.unit, 'text', f.text,
      'item', f.item_key) ORDER BY f."order") FROM level_facts f WHERE f.level_id = e.id), '[]'))
    ORDER BY t."order", e."order")
  FROM levels e JOIN tracks t ON t.id = e.track_id LEFT JOIN levels b ON b.id = e.extends_id
  WHERE e.version_id = v.id)`

const CATEGORIES = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('key', c.key, 'title', c.title,
    'kind', lower(replace(c.kind::text, '_', '-')), 'parent', p.key, 'scale', s.key,
    'gate', c.gate, 'weight', c.weight) ORDER BY c."order")
  FROM categories c LEFT JOIN categories p ON p.id = c.parent_id
  LEFT JOIN scales s ON s.id = c.scale_id WHERE c.version_id = v.id)`

const ITEMS = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('id', i.id, 'key', i.key,
    'kind', lower(replace(i.kind::text, '_', '-')), 'category', c.key,
    'levels', COALESCE(at_level.keys, '[]'), 'at', d.code, 'text', i.text, 'label', i.label,
    'scored', i.scored, 'weight', i.weight, 'critical', i.critical, 'target', g.code,
    'change', lower(i.change_class), 'examples', i.examples, 'antiExamples', i.anti_examples,
    'anchors', i.anchors, 'links', i.links) ORDER BY i."order", i.key)
  FROM items i JOIN categories c ON c.id = i.category_id
  LEFT JOIN scale_points d ON d.id = i.scale_point_id
  LEFT JOIN scale_points g ON g.id = i.target_point_id
  LEFT JOIN (SELECT il.item_id, jsonb_agg(e.key) AS keys FROM item_levels il
    JOIN levels e ON e.id = il.level_id WHERE e.version_id = v.id GROUP BY il.item_id) at_level
    ON at_level.item_id = i.id
  WHERE i.version_id = v.id)`

const TARGETS = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('level', e.key, 'category', c.key,
    'at', p.code, 'weight', g.weight, 'required', g.required))
  FROM level_targets g JOIN levels e ON e.id = g.level_id JOIN categories c ON c.id = g.category_id
  LEFT JOIN scale_points p ON p.id = g.scale_point_id WHERE e.version_id = v.id)`

const TRANSITIONS = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('key', m.key,
    'from', COALESCE(a.key, t.key), 'fromLabel', m.from_label, 'to', z.key,
    'kind', lower(replace(m.kind::text, '_', '-')), 'title', m.title, 'body', m.body_md,
    'shifts', m.shifts, 'pitfalls', m.pitfalls, 'minMonths', m.min_months,
    'maxMonths', m.max_months) ORDER BY m."order")
  FROM transitions m JOIN levels z ON z.id = m.to_level_id
  LEFT JOIN levels a ON a.id = m.from_level_id LEFT JOIN tracks t ON t.id = m.from_track_id
  WHERE m.version_id = v.id)`

const KEYMAP = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('entity', lower(k.entity),
    'from', k.from_keys, 'to', k.to_keys, 'relation', lower(k.relation),
    'comparable', k.comparable) ORDER BY k."order")
  FROM key_maps k WHERE k.version_id = v.id)`
