import 'server-only'
import type { Context } from '@/lib/context'
import type { VersionRows } from './rows'

/** Writes everything below a version that is a draft. The caller has asked the policy. */
export async function insertRows({ db }: Context, rows: VersionRows): Promise<void> {
  await db.scale.createMany({ data: rows.scales })
  await db.scalePoint.createMany({ data: rows.scalePoints })
  await db.track.createMany({ data: rows.tracks })
  await db.level.createMany({ data: rows.levels })
  await db.levelFact.createMany({ data: rows.levelFacts })
  await db.category.createMany({ data: rows.categories })
  await insertItems(db, rows)
  await db.levelTarget.createMany({ data: rows.levelTargets })
  await db.transition.createMany({ data: rows.transitions })
  await db.keyMap.createMany({ data: rows.keyMaps })
}

// Ten thousand items must fit into one short transaction; createMany takes many times as long.
async function insertItems(db: Context['db'], { items, itemLevels }: VersionRows): Promise<void> {
  await db.$executeRaw`
    INSERT INTO items (id, version_id, category_id, key, kind, text, label, "order", scored, critical,
      weight, scale_point_id, target_point_id, examples, anti_examples, anchors, links, change_class)
    SELECT "id", "versionId", "categoryId", "key", "kind"::"ItemKind", "text", "label", "order",
      "scored", "critical", "weight", "scalePointId", "targetPointId", "examples", "antiExamples",
      "anchors", "links", "changeClass"
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS row ("id" uuid, "versionId" uuid,
      "categoryId" uuid, "key" text, "kind" text, "text" text, "label" text, "order" int,
      "scored" bool, "critical" bool, "weight" numeric, "scalePointId" uuid, "targetPointId" uuid,
      "examples" text[], "antiExamples" text[], "anchors" jsonb, "links" jsonb, "changeClass" text)`
  await db.$executeRaw`
    INSERT INTO item_levels (item_id, level_id) SELECT "itemId", "levelId"
    FROM jsonb_to_recordset(${JSON.stringify(itemLevels)}::jsonb)
      AS row ("itemId" uuid, "levelId" uuid)`
}
