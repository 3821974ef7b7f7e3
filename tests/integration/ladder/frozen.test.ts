import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishLadder } from '@/lib/ladder/commands'
import { insertRows } from '@/lib/ladder/versions/commands'
import { loadVersion } from '@/lib/ladder/versions/queries'
import { versionRows } from '@/lib/ladder/versions/rows'
import { testDatabase, testDatabaseUrl } from '@/tests/support/database'
import { changed } from '@/tests/unit/ladder/small-ladder'
import { reader } from './reader'

const REFUSED = '23001'
const CHECKED = '23514'
// As in tgtype of pg_trigger.
const [INSERT, DELETE, UPDATE, TRUNCATE] = [4, 8, 16, 32]
const MAP = 'keymap:\n  - { entity: level, from: [jr], to: [junior], relation: replaces }\ntargets:'
const FILE = changed(['ladder: small', 'ladder: frozen'], ['targets:', MAP])

const versions = { archived: '', published: '', draft: '' }
let owner: pg.Client
let web: pg.Client

beforeAll(async () => {
  const db = await testDatabase()
  const ctx = await reader(db, { roles: ['LADDER_ADMIN'] })
  const other = FILE.replace('band: 3', 'band: 4')
  versions.archived = await publish(FILE)
  versions.published = await publish(other)
  const { document } = await loadVersion(ctx, versions.published)
  const { ladderId } = await db.ladderVersion.findUniqueOrThrow({
    where: { id: versions.published },
  })
  const data = { ladderId, number: 3, status: 'DRAFT' as const }
  await db.$transaction(async (tx) => {
    const { id: versionId } = await tx.ladderVersion.create({ data })
    await insertRows(
      { ...ctx, db: tx },
      versionRows(document, { versionId, newId: () => randomUUID() }),
    )
    await tx.ladderSource.create({
      data: { versionId, fileName: 'a.md', bytes: new Uint8Array(), sha256: '', report: [] },
    })
    versions.draft = versionId
  })

  async function publish(source: string) {
    const result = await publishLadder(ctx, { source, fileName: 'a.md', acceptsWarnings: true })
    if (result.status !== 'published') throw new Error(JSON.stringify(result))
    return result.versionId
  }
  owner = new pg.Client(await testDatabaseUrl('owner'))
  web = new pg.Client(await testDatabaseUrl('app_web'))
  await Promise.all([owner.connect(), web.connect()])
})

afterAll(async () => {
  await Promise.all([owner.end(), web.end()])
})

const OWN = 'version_id = $1'
const OF_LEVEL = 'level_id IN (SELECT id FROM levels WHERE version_id = $1)'
const TABLES: [table: string, ofVersion: string][] = [
  ['tracks', OWN],
  ['levels', OWN],
  ['categories', OWN],
  ['items', OWN],
  ['scales', OWN],
  ['transitions', OWN],
  ['ladder_sources', OWN],
  ['key_maps', OWN],
  ['level_facts', OF_LEVEL],
  ['level_targets', OF_LEVEL],
  ['item_levels', 'item_id IN (SELECT id FROM items WHERE version_id = $1)'],
  ['scale_points', 'scale_id IN (SELECT id FROM scales WHERE version_id = $1)'],
]

const idOf = (table: string, key: string) =>
  `(SELECT id FROM ${table} WHERE version_id = $1 AND key = '${key}')`
const PAIRS: Record<string, string> = {
  item_levels: `INSERT INTO item_levels SELECT ${idOf('items', 'i-tests')}, ${idOf('levels', 'em')}`,
  level_targets: `INSERT INTO level_targets (level_id, category_id)
    SELECT ${idOf('levels', 'em')}, ${idOf('categories', 'a11y')}`,
}

/** Adds a copy of a row that breaks no other rule. */
function oneMore(table: string, ofVersion: string): string {
  const own = { key: 'one-more', label: 'One more', order: 999, code: 'more', value: 999 }
  return `INSERT INTO ${table} SELECT (jsonb_populate_record(row, to_jsonb(row) ||
    '${JSON.stringify(own)}' || jsonb_build_object('id', uuidv7()))).*
    FROM ${table} row WHERE ${ofVersion} LIMIT 1`
}

describe.each(TABLES)('%s of a version that is no draft', (table, ofVersion) => {
  const statements = async () => {
    const { fields } = await owner.query(`SELECT * FROM ${table} LIMIT 0`)
    const column = fields.at(-1)?.name
    return {
      update: `UPDATE ${table} SET "${column}" = "${column}" WHERE ${ofVersion}`,
      delete: `DELETE FROM ${table} WHERE ${ofVersion}`,
      insert: PAIRS[table] ?? oneMore(table, ofVersion),
    }
  }

  test.each(['archived', 'published'] as const)('are never changed: %s', async (status) => {
    const id = versions[status]
    const { rows } = await owner.query(
      `SELECT count(*)::int AS n FROM ${table} WHERE ${ofVersion}`,
      [id],
    )
    expect(rows[0]?.n).toBeGreaterThan(0)
    for (const sql of Object.values(await statements())) {
      expect([sql, await codeOf(owner, [sql, id])]).toEqual([sql, REFUSED])
    }
  })

  test('change while it is a draft, by the product too', async () => {
    const { update } = await statements()
    expect(await codeOf(owner, [update, versions.draft])).toBeNull()
    if (table === 'ladder_sources') return
    expect(await codeOf(web, [update, versions.draft])).toBeNull()
  })

  test('are watched at every kind of statement', async () => {
    const { rows } = await owner.query<{ kind: number }>(
      'SELECT tgtype::int AS kind FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal',
      [table],
    )
    const kinds = rows.map(({ kind }) => kind & (INSERT | DELETE | UPDATE | TRUNCATE))
    expect(kinds).toEqual(expect.arrayContaining([INSERT, DELETE, UPDATE, TRUNCATE]))
  })

  test('are not emptied at once, not even by the owner', async () => {
    expect(await codeOf(owner, [`TRUNCATE ${table} CASCADE`])).toBe(REFUSED)
  })
})

test.each(['ladders', 'ladder_versions'])('%s are not emptied at once', async (table) => {
  expect(await codeOf(owner, [`TRUNCATE ${table} CASCADE`])).toBe(REFUSED)
})

test.each([
  ['out of a published version into a draft', 'published', 'draft'],
  ['out of a draft into a published version', 'draft', 'published'],
] as const)('no row is moved %s', async (_what, from, to) => {
  const sql = "UPDATE tracks SET version_id = $2, key = $3 WHERE version_id = $1 AND key = 'ic'"
  expect(await codeOf(owner, [sql, versions[from], versions[to], 'moved'])).toBe(REFUSED)
})

test.each(['archived', 'published'] as const)(
  'a version that is %s stays as it is',
  async (status) => {
    const id = versions[status]
    for (const sql of [
      "UPDATE ladder_versions SET change_note = 'Another' WHERE id = $1",
      "UPDATE ladder_versions SET status = 'DRAFT' WHERE id = $1",
      'DELETE FROM ladder_versions WHERE id = $1',
    ]) {
      expect([sql, await codeOf(owner, [sql, id])]).toEqual([sql, REFUSED])
    }
  },
)

describe('what a draft may not hold either', () => {
  const level = "(SELECT id FROM levels WHERE version_id = $1 AND key = 'em')"
  const item = "(SELECT id FROM items WHERE version_id = $1 AND key = 'i-delivers')"
  const described = "(SELECT id FROM items WHERE version_id = $1 AND key = 'i-aware')"
  const point = "(SELECT id FROM scale_points WHERE code = 'aware' LIMIT 1)"

  test.each([
    ['a track with a bad key', "UPDATE tracks SET key = 'No Key' WHERE version_id = $1"],
    ['a level with a bad key', `UPDATE levels SET key = '-a' WHERE id = ${level}`],
    ['a category with a bad key', "UPDATE categories SET key = 'A' WHERE version_id = $1"],
    ['an item with a bad key', `UPDATE items SET key = repeat('a', 61) WHERE id = ${item}`],
    ['a scale with a bad key', "UPDATE scales SET key = 'é' WHERE version_id = $1"],
    ['a transition with a bad key', "UPDATE transitions SET key = '' WHERE version_id = $1"],
    ['a fact with a bad key', `UPDATE level_facts SET key = 'x y' WHERE level_id = ${level}`],
    ['a key map from nothing', "UPDATE key_maps SET from_keys = '{}' WHERE version_id = $1"],
    ['a key map from a bad key', "UPDATE key_maps SET from_keys = '{a b}' WHERE version_id = $1"],
    ['a key map of nothing', "UPDATE key_maps SET entity = 'FACT' WHERE version_id = $1"],
    ['an unknown relation', "UPDATE key_maps SET relation = 'BECAME' WHERE version_id = $1"],
    ['an unknown change class', `UPDATE items SET change_class = 'SMALL' WHERE id = ${item}`],
    ['a fact from 8 to 5', `UPDATE level_facts SET min = 8, max = 5 WHERE level_id = ${level}`],
    ['a fact without words', `UPDATE level_facts SET text = '' WHERE level_id = ${level}`],
    ['an item without words', `UPDATE items SET text = '' WHERE id = ${item}`],
    ['a negative weight of an item', `UPDATE items SET weight = -1 WHERE id = ${item}`],
    ['a negative weight of a category', 'UPDATE categories SET weight = -1 WHERE version_id = $1'],
    [
      'a negative weight of a target',
      `UPDATE level_targets SET weight = -1 WHERE level_id IN
      (SELECT id FROM levels WHERE version_id = $1)`,
    ],
    [
      'a transition from nowhere',
      `UPDATE transitions SET from_level_id = NULL, from_track_id = NULL,
      from_label = NULL WHERE version_id = $1`,
    ],
    [
      'a transition to where it begins',
      'UPDATE transitions SET from_level_id = to_level_id WHERE version_id = $1',
    ],
    [
      '36 to 12 months',
      'UPDATE transitions SET min_months = 36, max_months = 12 WHERE version_id = $1',
    ],
    ['an item nowhere', `DELETE FROM item_levels WHERE item_id = ${item}`],
    [
      'an item at levels and a point',
      `UPDATE items SET scale_point_id = ${point} WHERE id = ${item}`,
    ],
    ['an item at a point and levels', `INSERT INTO item_levels VALUES (${described}, ${level})`],
    [
      'a described item without its point',
      `UPDATE items SET scale_point_id = NULL WHERE id = ${described}`,
    ],
  ])('%s', async (_what, sql) => {
    expect(await codeOf(owner, [sql, versions.draft])).toBe(CHECKED)
  })

  test('one item moved from levels to a point, step by step', async () => {
    await owner.query('BEGIN')
    await owner.query(`DELETE FROM item_levels WHERE item_id = ${item}`, [versions.draft])
    await owner.query(`UPDATE items SET scale_point_id = ${point} WHERE id = ${item}`, [
      versions.draft,
    ])
    await owner.query('SET CONSTRAINTS ALL IMMEDIATE')
    await owner.query('ROLLBACK')
  })

  test.each([
    [
      'a track',
      'UPDATE levels SET track_id = (SELECT id FROM tracks WHERE version_id = $2 LIMIT 1), "order" = 99 WHERE version_id = $1 AND key = \'em\'',
    ],
    [
      'a level to extend',
      `UPDATE levels SET extends_id = (SELECT id FROM levels WHERE version_id = $2 LIMIT 1) WHERE id = ${level}`,
    ],
    [
      'a category',
      `UPDATE items SET category_id = (SELECT id FROM categories WHERE version_id = $2 LIMIT 1) WHERE id = ${item}`,
    ],
    [
      'a level of an item',
      `UPDATE item_levels SET level_id = (SELECT id FROM levels WHERE version_id = $2 LIMIT 1) WHERE item_id = ${item}`,
    ],
    [
      'the end of a transition',
      "UPDATE transitions SET to_level_id = (SELECT id FROM levels WHERE version_id = $2 AND key = 'director') WHERE version_id = $1",
    ],
  ])('%s of another version, once it is published', async (_what, sql) => {
    const publish = `WITH gone AS (${sql}) SELECT 1 WHERE $1::uuid <> $2::uuid`
    await owner.query('BEGIN')
    await owner.query(publish, [versions.draft, versions.published])
    const archive = "UPDATE ladder_versions SET status = 'ARCHIVED' WHERE id = $1"
    expect(await codeOf(owner, [archive, versions.draft], { isOpen: true })).toBe(CHECKED)
  })
})

test('an item that was rated is not removed', async () => {
  const sql = `SELECT confdeltype FROM pg_constraint WHERE conname = 'ratings_item_id_fkey'`
  expect((await owner.query(sql)).rows).toEqual([{ confdeltype: 'r' }])
})

test('publishing waits for who edits the draft, and the edit after it is refused', async () => {
  const edit = "UPDATE tracks SET title = title || '.' WHERE version_id = $1"
  await owner.query('BEGIN')
  await owner.query(edit, [versions.draft])
  await web.query('BEGIN')
  await web.query("SET LOCAL lock_timeout = '200ms'")
  const archive = "UPDATE ladder_versions SET status = 'ARCHIVED' WHERE id = $1"
  expect(await codeOf(web, [archive, versions.draft], { isOpen: true })).toBe('55P03')
  await owner.query('ROLLBACK')
})

/** The SQLSTATE with which a statement fails, at once or at the end of the transaction; undone in any case. */
async function codeOf(
  client: pg.Client,
  [sql, ...values]: [string, ...string[]],
  { isOpen = false } = {},
): Promise<string | null> {
  if (!isOpen) await client.query('BEGIN')
  try {
    await client.query(sql, values)
    await client.query('SET CONSTRAINTS ALL IMMEDIATE')
    return null
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code ?? ''
    throw error
  } finally {
    await client.query('ROLLBACK')
  }
}
