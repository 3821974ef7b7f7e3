import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Context, type Role, SYSTEM_ACTOR } from '@/lib/context'
import { Prisma } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { authorizeTimer } from '@/lib/jobs/context'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize } from '@/lib/policy/decide'
import type { Employment } from './file/cell'
import { COLUMNS } from './file/columns'
import { sampleFile } from './file/sample'
import { type AbsentMode, looksLikeHalfAFile } from './leaving'
import type { LevelOption } from './level-finder'
import type { OrganisationPerson, OrganisationState } from './person-change'
import { changeCount, GROUPS, type Group, type ImportPreview, type PreviewEntry } from './preview'
import { ImportId, ListEntries } from './schema'

export const UNDO_DAYS = 90
const PAGE_SIZE = 50

/**
 * Throws unless the actor may write people; an own row is looked at row by row. Background work
 * may too: whoever operates the machine named the folder that it reads.
 */
export function authorizeImport(ctx: Context): void {
  if (ctx.actor.id === SYSTEM_ACTOR.id) authorizeTimer(ctx)
  else {
    const conditions = { notOwnRow: true, guardedRoleApproved: true }
    authorize('user.write', actorFacts(ctx.actor, ctx.now, conditions))
  }
}

export type ImportView = {
  id: string
  fileName: string
  createdAt: Date
  appliedAt: Date | null
  undoneAt: Date | null
  absent: AbsentMode
  isFromFolder: boolean
  preview: ImportPreview
  /** How many lines the preview lists as changes. */
  changes: number
  /** So many would leave that their number has to be typed. */
  asksForNumber: boolean
  /** Whether to look if a second administrator must agree: the preview said so, or was made by another. */
  mayNeedSecond: boolean
  can: { undo: boolean }
}

/** One upload with its preview as it was computed. */
export async function getPeopleImport(ctx: Context, input: unknown): Promise<ImportView> {
  authorizeImport(ctx)
  const { importId } = parseInput(ImportId, input)
  const upload = await ctx.db.peopleImport.findUnique({
    where: { id: importId },
    select: {
      ...{ id: true, fileName: true, createdAt: true, appliedAt: true, undoneAt: true },
      ...{ absent: true, origin: true, summary: true, actorId: true },
    },
  })
  if (!upload) throw new AppError('NOT_FOUND', 'There is no such import.')
  const { summary, absent, origin, actorId, ...view } = upload
  const preview = readPreview(summary)
  const { deactivated: leaving, active } = preview.counts
  return {
    ...view,
    absent: absent === 'DEACTIVATE' ? 'DEACTIVATE' : 'KEEP',
    isFromFolder: origin === 'FOLDER',
    preview,
    changes: changeCount(preview.counts),
    asksForNumber: leaving > 0 && looksLikeHalfAFile({ leaving, active }),
    mayNeedSecond: preview.standings > 0 || actorId !== ctx.actor.id,
    can: { undo: (await lastImportId(ctx)) === upload.id },
  }
}

/** The import that can be undone: the last one that changed anybody and still stands. */
export async function lastImportId(ctx: Context): Promise<string | null> {
  const since = new Date(ctx.now.getTime() - UNDO_DAYS * 86_400_000)
  const last = await ctx.db.peopleImport.findFirst({
    where: { appliedAt: { gte: since }, undoneAt: null, recorded: { gt: 0 } },
    orderBy: [{ appliedAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  })
  return last?.id ?? null
}

export type EntryPage = {
  group: Group
  search: string
  entries: PreviewEntry[]
  /** How many lines the search finds; null where all are listed, since the counts tell that. */
  found: number | null
  next: number | null
}

/** A page of the lines of one group, in the order of the file; else of the first group with a line. */
export async function listImportEntries(ctx: Context, input: unknown): Promise<EntryPage> {
  authorizeImport(ctx)
  const { importId, group: asked, search, after } = parseInput(ListEntries, input)
  const { counts } = (await getPeopleImport(ctx, { importId })).preview
  const group = asked ?? GROUPS.find((name) => counts[name] > 0) ?? 'created'
  const words = search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  const matches = [
    Prisma.sql`import_id = ${importId}::uuid AND "group" = ${group}`,
    ...words.map((word) => Prisma.sql`strpos(lower(name) || ' ' || email, ${word}) > 0`),
  ]
  const rows = await ctx.db.$queryRaw<(PreviewEntry & { place: number })[]>`
    SELECT place, row_number AS row, email, name, detail FROM people_import_entries
    WHERE ${Prisma.join(matches, ' AND ')} AND place > ${after}
    ORDER BY place LIMIT ${PAGE_SIZE + 1}`
  const entries = rows.slice(0, PAGE_SIZE)
  const [count] =
    words.length === 0
      ? []
      : await ctx.db.$queryRaw<{ found: number }[]>`
          SELECT count(*)::int AS found FROM people_import_entries
          WHERE ${Prisma.join(matches, ' AND ')}`
  return {
    ...{ group, search, found: count?.found ?? null },
    entries: entries.map(({ place: _, ...entry }) => entry),
    next: rows.length > PAGE_SIZE ? (entries.at(-1)?.place ?? null) : null,
  }
}

/** What the import page explains: the columns, the levels that can be written, and what was imported lately. */
export async function getImportGuide(ctx: Context) {
  authorizeImport(ctx)
  const levels = await levelOptions(ctx)
  const recent = await ctx.db.peopleImport.findMany({
    where: { appliedAt: { not: null } },
    orderBy: { appliedAt: 'desc' },
    take: 5,
    select: { id: true, fileName: true, appliedAt: true, undoneAt: true, rowCount: true },
  })
  return { columns: COLUMNS, tracks: byTrack(levels), recent, waiting: await listWaiting(ctx) }
}

/** Files of the folder that were not applied by themselves, and that nobody has applied since. */
async function listWaiting(
  ctx: Context,
): Promise<{ fileName: string; at: Date; importId: string | null }[]> {
  return ctx.db.$queryRaw`
    SELECT s.file_name AS "fileName", s.finished_at AS at, s.import_id::text AS "importId"
    FROM people_import_slots s LEFT JOIN people_imports i ON i.id = s.import_id
    WHERE s.outcome IN ('WAITING', 'REFUSED') AND i.applied_at IS NULL
      AND s.finished_at > ${ctx.now}::timestamptz - interval '7 days'
    ORDER BY s.finished_at DESC LIMIT 5`
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
  const people = await listOrganisation(ctx)
  const levels = await levelOptions(ctx)
  const version = createHash('sha256')
    .update(JSON.stringify([people, levels]))
    .digest('hex')
  return { organisation: { people, levels }, version }
}

type Part = { condition: Prisma.Sql; after: string; limit: number }

/** Everybody by address, or a part of them from an address on, for a caller who has asked the policy. */
export async function listOrganisation(ctx: Context, part?: Part): Promise<OrganisationPerson[]> {
  const chosen = part
    ? Prisma.sql`WHERE ${part.condition} AND p.email > ${part.after} ORDER BY p.email LIMIT ${part.limit}`
    : Prisma.sql`ORDER BY p.email`
  const rows = await ctx.db.$queryRaw<PersonStateRow[]>`
    SELECT p.email, p.name, p.is_active, t.name AS team, p.employment::text AS employment,
      to_char(p.started_on, 'YYYY-MM-DD') AS started_on, m.email AS manager_email,
      l.ladder_key, l.track_key, l.level_key, coalesce(g.roles, '{}') AS roles
    FROM people p
    LEFT JOIN teams t ON t.id = p.team_id
    LEFT JOIN reporting_lines r ON r.person_id = p.id AND r.to_on IS NULL
    LEFT JOIN people m ON m.id = r.manager_id
    LEFT JOIN person_levels l ON l.person_id = p.id AND l.to_on IS NULL
    LEFT JOIN (
      SELECT person_id, array_agg(DISTINCT role::text ORDER BY role::text) AS roles
      FROM role_grants WHERE valid_to IS NULL OR valid_to > ${ctx.now} GROUP BY person_id
    ) g ON g.person_id = p.id
    ${chosen}`
  return rows.map(asPerson)
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
  employment: Employment
  roles: Role[]
}

function asPerson(row: PersonStateRow): OrganisationPerson {
  const { ladder_key: ladderKey, track_key: trackKey, level_key: levelKey } = row
  return {
    email: row.email,
    name: row.name,
    isActive: row.is_active,
    team: row.team,
    startedOn: row.started_on,
    managerEmail: row.manager_email,
    level: ladderKey && trackKey && levelKey ? { ladderKey, trackKey, levelKey } : null,
    employment: row.employment,
    roles: row.roles,
  }
}

/** The levels of the published ladders. */
export async function levelOptions(ctx: Context): Promise<LevelOption[]> {
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

/** The counts and problems as they were stored; previews of before groups were paged have fewer counts. */
export function readPreview(summary: unknown): ImportPreview {
  return StoredPreview.parse(summary)
}

const text = z.string().nullable()
const lacking = z.number().default(0)

const StoredPreview = z.object({
  standings: lacking,
  counts: z.object({
    ...{ rows: z.number(), created: z.number(), changed: z.number(), moved: z.number() },
    ...{ unchanged: z.number(), absent: z.number(), problems: z.number() },
    ...{ deactivated: lacking, reactivated: lacking, unlevelled: lacking, active: lacking },
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
})
