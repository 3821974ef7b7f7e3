import { readFileSync } from 'node:fs'
import type pg from 'pg'
import type { Actor } from '@/lib/context'
import { createDatabase } from '@/lib/db/client'
import { publishLadder } from '@/lib/ladder/commands'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { readLadder } from '@/lib/ladder/format/read'
import { writeLadder } from '@/lib/ladder/format/write'

export const LADDER_SOURCE = 'prisma/seed/engineering.ladder.md'
const LARGE_ITEMS = 1_000
const PUBLISHER: Actor = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Bench',
  email: '',
  sessionId: null,
  hasReports: false,
  isCalibrator: false,
  isSteppedUp: false,
  roles: [{ role: 'LADDER_ADMIN', scopeTeamId: null }],
}

/** Publishes the ladder of the demonstration organisation, or it with a thousand items on one track. */
export async function publishLadderFor(
  client: pg.Client,
  { webUrl, ladder }: { webUrl: string; ladder: 'seed' | 'large' },
): Promise<void> {
  const source = readFileSync(LADDER_SOURCE)
  const { document } = readLadder(source)
  if (!document) throw new Error(`${LADDER_SOURCE} cannot be read.`)
  const text = ladder === 'seed' ? source.toString('utf8') : writeLadder(largeLadder(document))
  const db = createDatabase({ url: webUrl, role: 'bench', max: 1 })
  try {
    const ctx = { actor: PUBLISHER, db, now: new Date(), requestId: null }
    const file = { source: text, fileName: `${ladder}.ladder.md`, acceptsWarnings: true }
    const result = await publishLadder(ctx, file)
    if (result.status !== 'published') throw new Error(refusal(file.fileName, result))
  } finally {
    await db.$disconnect()
  }
  await client.query(TABLES)
}

function refusal(file: string, result: Awaited<ReturnType<typeof publishLadder>>): string {
  const errors = result.messages.filter(({ severity }) => severity === 'error').slice(0, 3)
  return `${file} was not published (${result.status}): ${JSON.stringify(errors)}`
}

/** The given ladder with the items of its management track repeated under new keys. */
function largeLadder(document: LadderDocument): LadderDocument {
  const levels = document.levels.filter(({ track }) => track === 'mgmt').map(({ key }) => key)
  // A growth area has one cell a level, so its items cannot be repeated.
  const categories = document.categories.filter(({ kind }) => kind === 'competency')
  const own = document.items.filter(
    (item) =>
      categories.some(({ key }) => key === item.category) &&
      item.levels.some((key) => levels.includes(key)),
  )
  const repeated = Array.from({ length: LARGE_ITEMS - own.length }, (_, index) => {
    const item = own[index % own.length]
    if (!item) throw new Error(`${LADDER_SOURCE} has no item on its management track.`)
    const round = Math.floor(index / own.length) + 2
    return { ...item, key: `large-${index}`, text: `${item.text} (${round})` }
  })
  return { ...document, items: [...document.items, ...repeated] }
}

// What the statements of the loader need of the ladder, flat.
const TABLES = `
CREATE TABLE bench.levels AS
SELECT l.version_id, ladder.key AS ladder_key, t.key AS track_key, t.title AS track_title, l.key AS level_key, l.title,
  row_number() OVER steps AS step, lead(l.key) OVER steps AS next_level_key
FROM levels l JOIN tracks t ON t.id = l.track_id JOIN ladder_versions v ON v.id = l.version_id
JOIN ladders ladder ON ladder.id = v.ladder_id
WINDOW steps AS (PARTITION BY l.track_id ORDER BY l."order");

CREATE TABLE bench.items AS
SELECT i.id AS item_id, i.key AS item_key, i.kind, i.text, l.level_key, c.key AS category_key, c.title AS category_title
FROM items i JOIN item_levels il ON il.item_id = i.id JOIN levels ON levels.id = il.level_id
JOIN bench.levels l ON l.version_id = levels.version_id AND l.level_key = levels.key
JOIN categories c ON c.id = i.category_id AND c.kind = 'COMPETENCY';

CREATE TABLE bench.sections_of_level AS
SELECT DISTINCT level_key, 'category:' || category_key AS section, category_title AS title
FROM bench.items WHERE kind = 'EXPECTATION'
UNION ALL SELECT level_key, 'summary', 'Summary' FROM bench.levels;
`
