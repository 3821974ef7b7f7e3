import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import { COLUMNS } from './file/columns'
import { sampleFile } from './file/sample'
import type { LevelOption } from './level-finder'
import type { OrganisationState } from './person-change'
import { changeCount, type ImportPreview } from './preview'
import { ImportId } from './schema'

/** Throws unless the actor may write people; an own row is looked at row by row. */
export function authorizeImport(ctx: Context): void {
  const conditions = { notOwnRow: true, guardedRoleApproved: true }
  authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
}

export type ImportView = {
  id: string
  fileName: string
  createdAt: Date
  appliedAt: Date | null
  preview: ImportPreview
  /** How many lines the preview lists as changes. */
  changes: number
}

/** One upload with its preview as it was computed. */
export async function getPeopleImport(ctx: Context, input: unknown): Promise<ImportView> {
  authorizeImport(ctx)
  const { importId } = parseInput(ImportId, input)
  const upload = await ctx.db.peopleImport.findUnique({
    where: { id: importId },
    select: { id: true, fileName: true, createdAt: true, appliedAt: true, summary: true },
  })
  if (!upload) throw new AppError('NOT_FOUND', 'There is no such import.')
  const { summary, ...view } = upload
  const preview = StoredPreview.parse(summary)
  return { ...view, preview, changes: changeCount(preview.counts) }
}

/** What the import page explains: the columns, the levels that can be written, and what was imported lately. */
export async function getImportGuide(ctx: Context) {
  authorizeImport(ctx)
  const levels = await levelOptions(ctx)
  const recent = await ctx.db.peopleImport.findMany({
    where: { appliedAt: { not: null } },
    orderBy: { appliedAt: 'desc' },
    take: 5,
    select: { id: true, fileName: true, appliedAt: true, rowCount: true },
  })
  return { columns: COLUMNS, tracks: byTrack(levels), recent }
}

/** A CSV file to begin with. */
export async function getSampleFile(ctx: Context): Promise<string> {
  authorizeImport(ctx)
  return sampleFile(await levelOptions(ctx))
}

/** Everybody as they stand now and the levels of the published ladders, with a hash that tells two states apart. */
export async function getOrganisationState(
  ctx: Context,
): Promise<{ organisation: OrganisationState; version: string }> {
  authorizeImport(ctx)
  const rows = await ctx.db.$queryRaw<PersonStateRow[]>`
    SELECT p.email, p.name, p.is_active, t.name AS team,
      to_char(p.started_on, 'YYYY-MM-DD') AS started_on, m.email AS manager_email,
      l.ladder_key, l.track_key, l.level_key
    FROM people p
    LEFT JOIN teams t ON t.id = p.team_id
    LEFT JOIN reporting_lines r ON r.person_id = p.id AND r.to_on IS NULL
    LEFT JOIN people m ON m.id = r.manager_id
    LEFT JOIN person_levels l ON l.person_id = p.id AND l.to_on IS NULL
    ORDER BY p.email`
  const levels = await levelOptions(ctx)
  const version = createHash('sha256')
    .update(JSON.stringify([rows, levels]))
    .digest('hex')
  return { organisation: { people: rows.map(asPerson), levels }, version }
}

type PersonStateRow = {
  email: string
  name: string
  is_active: boolean
  team: string | null
  started_on: string | null
  manager_email: string | null
  ladder_key: string | null
  track_key: string | null
  level_key: string | null
}

function asPerson(row: PersonStateRow): OrganisationState['people'][number] {
  const { ladder_key: ladderKey, track_key: trackKey, level_key: levelKey } = row
  return {
    email: row.email,
    name: row.name,
    isActive: row.is_active,
    team: row.team,
    startedOn: row.started_on,
    managerEmail: row.manager_email,
    level: ladderKey && trackKey && levelKey ? { ladderKey, trackKey, levelKey } : null,
  }
}

async function levelOptions(ctx: Context): Promise<LevelOption[]> {
  return ctx.db.$queryRaw<LevelOption[]>`
    SELECT la.key AS "ladderKey", t.key AS "trackKey", l.key AS "levelKey", l.title, l.code,
      l.aliases, t.title AS "trackTitle"
    FROM ladders la
    JOIN ladder_versions v ON v.ladder_id = la.id AND v.status = 'PUBLISHED'
    JOIN tracks t ON t.version_id = v.id
    JOIN levels l ON l.track_id = t.id
    ORDER BY la.key, t."order", l."order"`
}

function byTrack(levels: readonly LevelOption[]) {
  const tracks = Map.groupBy(levels, (level) => `${level.ladderKey}/${level.trackKey}`)
  return [...tracks.values()].map((inTrack) => ({
    title: inTrack[0]?.trackTitle ?? '',
    levels: inTrack.map(({ levelKey, title, code }) => ({ levelKey, title, code })),
  }))
}

const text = z.string().nullable()
const place = { row: z.number(), email: z.string(), name: z.string() }
const change = z.object({ field: z.string(), from: text, to: text })
const changes = z.array(z.object({ ...place, changes: z.array(change) }))

const StoredPreview = z.object({
  counts: z.object({
    rows: z.number(),
    created: z.number(),
    changed: z.number(),
    moved: z.number(),
    unchanged: z.number(),
    absent: z.number(),
    problems: z.number(),
  }),
  ignored: z.array(z.string()),
  problems: z.array(
    z.object({
      row: z.number(),
      column: z.number().nullable(),
      header: text,
      cell: z.string(),
      message: z.string(),
    }),
  ),
  created: z.array(z.object({ ...place, level: text, team: text, manager: text, startedOn: text })),
  changed: changes,
  moved: changes,
})
