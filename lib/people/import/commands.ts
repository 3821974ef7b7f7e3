import 'server-only'
import { createHash } from 'node:crypto'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { getToday } from '../queries'
import { readPeopleFile, refusalOf } from './file/csv'
import { type ImportPlan, planImport } from './plan'
import { changeCount, type ImportCounts, previewOf } from './preview'
import { authorizeImport, getOrganisationState, getPeopleImport } from './queries'
import { writePlan } from './records/commands'
import { ImportId, PreviewImport } from './schema'

export type PreviewedImport = { importId: string; counts: ImportCounts; plan: ImportPlan }
export type AppliedImport = { importId: string; counts: ImportCounts; isRepeated: boolean }

// A preview nobody applied is personal data without a purpose.
const KEEP_PREVIEW_DAYS = 7
const APPLY = { timeout: 60_000, maxWait: 5_000 }

/** Reads a file, finds what it would change and what is wrong with it, and keeps both. Changes nobody. */
export async function previewPeopleImport(ctx: Context, input: unknown): Promise<PreviewedImport> {
  authorizeImport(ctx)
  const { fileName, source } = parseInput(PreviewImport, input)
  const refusal = refusalOf(source)
  if (refusal) throw new AppError('INVALID', refusal, { source: refusal })
  const { organisation, version } = await getOrganisationState(ctx)
  const file = readPeopleFile(source)
  const plan = planImport(file, organisation, ctx.actor.email)
  const summary = previewOf(plan, file, organisation)
  const importId = await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`DELETE FROM people_imports WHERE applied_at IS NULL
      AND created_at < now() - make_interval(days => ${KEEP_PREVIEW_DAYS}::int)`
    const { id } = await tx.peopleImport.create({
      data: {
        actorId: ctx.actor.id,
        fileName,
        source,
        sha256: createHash('sha256').update(source).digest('hex'),
        orgVersion: version,
        rowCount: file.rows.length,
        summary,
      },
      select: { id: true },
    })
    await recordAudit(
      { ...ctx, db: tx },
      { action: 'people.previewImport', objectType: 'people_import', objectId: id },
    )
    return id
  })
  return { importId, counts: summary.counts, plan }
}

/** Previews the stored file once more, against the organisation as it is now. */
export async function previewPeopleImportAgain(
  ctx: Context,
  input: unknown,
): Promise<PreviewedImport> {
  authorizeImport(ctx)
  const { importId } = parseInput(ImportId, input)
  const upload = await ctx.db.peopleImport.findUnique({ where: { id: importId } })
  if (!upload) throw new AppError('NOT_FOUND', 'There is no such import.')
  return previewPeopleImport(ctx, { fileName: upload.fileName, source: upload.source })
}

/**
 * Applies a previewed file, whole or not at all. Refused when the organisation or the ladder is not
 * as it was at the preview; applying a second time changes nothing.
 */
export async function applyPeopleImport(ctx: Context, input: unknown): Promise<AppliedImport> {
  authorizeImport(ctx)
  const { importId } = parseInput(ImportId, input)
  return ctx.db.$transaction(async (tx) => applyOnce({ ...ctx, db: tx }, importId), APPLY)
}

async function applyOnce(ctx: Context, importId: string): Promise<AppliedImport> {
  await holdOrganisation(ctx)
  // Pages end a statement after five seconds; one that writes twenty thousand people may need more.
  await ctx.db.$executeRaw`SELECT set_config('statement_timeout', '30s', true)`
  const upload = await ctx.db.peopleImport.findUnique({ where: { id: importId } })
  if (!upload) throw new AppError('NOT_FOUND', 'There is no such import.')
  const { counts } = (await getPeopleImport(ctx, { importId })).preview
  if (upload.appliedAt) return { importId, counts, isRepeated: true }
  const { organisation, version } = await getOrganisationState(ctx)
  const plan = planImport(readPeopleFile(upload.source), organisation, ctx.actor.email)
  if (version !== upload.orgVersion) throw new AppError('CONFLICT', CHANGED)
  if (plan.problems.length > 0) throw new AppError('INVALID', PROBLEMS)
  const day = await getToday(ctx)
  await writePlan(ctx, { plan, organisation, day, importId })
  await ctx.db.peopleImport.update({ where: { id: importId }, data: { appliedAt: ctx.now } })
  await recordAudit(ctx, {
    action: 'people.import',
    objectType: 'people_import',
    objectId: importId,
    before: version,
    after: { sha256: upload.sha256, changes: changeCount(counts) },
  })
  return { importId, counts, isRepeated: false }
}

const CHANGED =
  'People or levels have changed since this preview was made. Nothing was applied; preview the file again.'
const PROBLEMS = 'This file has problems. Nothing was applied; mend them and preview it again.'

async function holdOrganisation(ctx: Context): Promise<void> {
  const [lock] = await ctx.db.$queryRaw<{ isHeld: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('rung people import')) AS "isHeld"`
  if (lock?.isHeld) return
  throw new AppError('CONFLICT', 'An import is being applied right now. Wait for it to end.')
}
