import 'server-only'
import { lstat, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError, isAppError } from '@/lib/errors'
import { authorizeTimer } from '@/lib/jobs/context'
import { applyFile, previewFile } from '../commands'
import { refusalOf } from '../file/csv'
import type { AbsentMode } from '../leaving'
import type { ImportCounts } from '../preview'
import { type Outcome, reportText, verdictOn } from './outcome'
import { codeOf, type FolderFile, listFolderFiles, readFolderFile } from './queries'

export type ImportFolder = { folder: string; absent: AbsentMode }

/** The content of a file must have been the same for so long: it may still be on its way. */
const SETTLED_SECONDS = 60
/** A worker that died leaves its file to another after this. */
const LEASE_MINUTES = 10

/**
 * Takes what lies in the folder: previews each file, applies it when nothing is wrong with it and leaves
 * the others for an administrator. A file is moved to `done` or `refused` with a report beside it. Two
 * workers, or the same content twice, have one effect.
 */
export async function importFolder(
  ctx: Context,
  { folder, absent }: ImportFolder,
): Promise<Record<string, Outcome>> {
  authorizeTimer(ctx)
  const outcomes: Record<string, Outcome> = {}
  for (const name of await listFolderFiles(folder)) {
    const outcome = await takeFile(ctx, { folder, absent, name })
    if (outcome) outcomes[name] = outcome
  }
  return outcomes
}

type Place = ImportFolder & { name: string }

async function takeFile(ctx: Context, place: Place): Promise<Outcome | null> {
  const seen = await readFolderFile(place.folder, place.name)
  if (!seen || !(await claim(ctx, seen))) return null
  // Another worker may have taken and moved it between our look and our claim.
  const file = await readFolderFile(place.folder, place.name)
  if (file?.sha256 !== seen.sha256) {
    await release(ctx, seen.sha256)
    return null
  }
  const result = await treat(ctx, file, place.absent)
  if (!result) {
    await release(ctx, file.sha256)
    return null
  }
  await putAway(place, { ...result, sha256: file.sha256, at: ctx.now })
  await ctx.db.$executeRaw`UPDATE people_import_slots SET finished_at = now(),
    outcome = ${result.outcome}, import_id = ${result.importId}::uuid WHERE sha256 = ${file.sha256}`
  return result.outcome
}

/** Notes what is there, and true when it has settled and is ours to take. */
async function claim(ctx: Context, { sha256, name }: FolderFile): Promise<boolean> {
  await ctx.db.$executeRaw`
    INSERT INTO people_import_slots (sha256, file_name) VALUES (${sha256}, ${name})
    ON CONFLICT (sha256) DO UPDATE SET seen_at = now(), file_name = EXCLUDED.file_name,
      taken_at = NULL, finished_at = NULL
    WHERE people_import_slots.finished_at IS NOT NULL`
  const claimed = await ctx.db.$executeRaw`
    UPDATE people_import_slots SET taken_at = now()
    WHERE sha256 = ${sha256} AND finished_at IS NULL
      AND seen_at <= now() - make_interval(secs => ${SETTLED_SECONDS}::int)
      AND (taken_at IS NULL OR taken_at <= now() - make_interval(mins => ${LEASE_MINUTES}::int))`
  return claimed > 0
}

async function release(ctx: Context, sha256: string): Promise<void> {
  await ctx.db.$executeRaw`UPDATE people_import_slots SET taken_at = NULL
    WHERE sha256 = ${sha256} AND finished_at IS NULL`
}

type Result = {
  outcome: Outcome
  says: string
  importId: string | null
  counts: ImportCounts | null
  problems: Parameters<typeof reportText>[0]['problems']
}

/** Null when it has to be tried again, because people are being changed right now. */
async function treat(
  ctx: Context,
  { name, sha256, source }: FolderFile,
  absent: AbsentMode,
): Promise<Result | null> {
  const waiting = await waitingImport(ctx, sha256)
  const refusal = source === null ? 'This file is larger than 5 MB.' : refusalOf(source)
  if (source === null || refusal) {
    const about = { objectType: 'people_import', after: { sha256 } }
    await recordAudit(ctx, { action: 'people.refuseFile', ...about })
    return { ...NOTHING_READ, outcome: 'REFUSED', says: refusal ?? '' }
  }
  if (waiting) return { ...NOTHING_READ, outcome: 'WAITING', says: STILL_WAITS, importId: waiting }
  const upload = { fileName: shownName(name), source, absent, origin: 'FOLDER' as const }
  const { importId, counts, plan } = await previewFile(ctx, upload)
  const verdict = verdictOn(counts)
  if (verdict.outcome === 'APPLIED' && !(await isApplied(ctx, importId, source))) return null
  return { ...verdict, importId, counts, problems: plan.problems.slice(0, REPORTED) }
}

const REPORTED = 1_000
const NOTHING_READ = { importId: null, counts: null, problems: [] }
const STILL_WAITS = 'The same file waits for an administrator already.'

async function isApplied(ctx: Context, importId: string, source: string): Promise<boolean> {
  try {
    await applyFile(ctx, { importId, meant: null, source })
    return true
  } catch (error) {
    if (isAppError(error) && error.code === 'CONFLICT') return false
    throw error
  }
}

async function waitingImport(ctx: Context, sha256: string): Promise<string | null> {
  const [slot] = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT i.id::text FROM people_import_slots s JOIN people_imports i ON i.id = s.import_id
    WHERE s.sha256 = ${sha256} AND s.outcome = 'WAITING' AND i.applied_at IS NULL`
  return slot?.id ?? null
}

function shownName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, 200) || 'people.csv'
}

async function putAway(
  { folder, absent, name }: Place,
  { outcome, sha256, at, ...result }: Result & { sha256: string; at: Date },
): Promise<void> {
  const isDone = outcome === 'APPLIED' || outcome === 'NOTHING'
  const target = join(folder, isDone ? 'done' : 'refused')
  await mkdir(target, { recursive: true, mode: 0o700 })
  if (!(await lstat(target)).isDirectory()) {
    throw new AppError('INVALID', `${target} is no folder.`)
  }
  const stamp = at.toISOString().slice(0, 19).replace(/[-:]/g, '')
  const kept = `${stamp}-${sha256.slice(0, 8)}-${name}`
  try {
    await rename(join(folder, name), join(target, kept))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  const report = reportText({ fileName: name, at, absent, ...result })
  await writeFile(join(target, `${kept}.txt`), report, { mode: 0o600 })
}
