import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { getToday } from '../queries'
import { readPeopleFile, refusalOf } from './file/csv'
import { type AbsentMode, looksLikeHalfAFile } from './leaving'
import { type ImportPlan, planImport } from './plan'
import { changeCount, entriesOf, type ImportCounts, previewOf } from './preview'
import { authorizeImport, getOrganisationState, readPreview } from './queries'
import { holdOrganisation, keepPreview, writePlan } from './records/commands'
import { ApplyImport, ImportId, PreviewImport } from './schema'
import { assertMayApply, countStandings } from './standing/commands'

export type PreviewedImport = { importId: string; counts: ImportCounts; plan: ImportPlan }
export type AppliedImport = { importId: string; counts: ImportCounts; isRepeated: boolean }

// Copied for each use: the client writes the id of an outer transaction into what it is given.
// Copied for each use: the client notes the transaction around it in what it is given.
const APPLY = { timeout: 120_000, maxWait: 5_000 }

/** Reads a file, finds what it would change and what is wrong with it, and keeps both. Changes nobody. */
export async function previewPeopleImport(ctx: Context, input: unknown): Promise<PreviewedImport> {
  authorizeImport(ctx)
  return previewFile(ctx, { ...parseInput(PreviewImport, input), origin: 'UPLOAD' })
}

type ImportFile = {
  fileName: string
  source: string
  absent: AbsentMode
  origin: 'UPLOAD' | 'FOLDER'
}

/** The same for whoever has asked the policy already. */
export async function previewFile(ctx: Context, upload: ImportFile): Promise<PreviewedImport> {
  const { source, absent } = upload
  const refusal = refusalOf(source)
  if (refusal) throw new AppError('INVALID', refusal, { source: refusal })
  const { organisation, version } = await getOrganisationState(ctx)
  const file = readPeopleFile(source)
  const plan = planImport(file, organisation, { actorEmail: ctx.actor.email, absent })
  const standings = await countStandings(ctx, plan, organisation)
  const summary = { ...previewOf(plan, file, organisation), standings }
  const entries = entriesOf(plan, organisation)
  const importId = await ctx.db.$transaction(
    async (tx) => {
      const inner = { ...ctx, db: tx }
      const id = await keepPreview(inner, { ...upload, version, summary, entries })
      const about = { objectType: 'people_import', objectId: id }
      await recordAudit(inner, { action: 'people.previewImport', ...about, after: { absent } })
      return id
    },
    { ...APPLY },
  )
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
  const { fileName, source, absent } = upload
  return previewPeopleImport(ctx, { fileName, source, absent })
}

/**
 * Applies a previewed file, whole or not at all. Refused when the organisation or the ladder is not
 * as it was at the preview, and when a good part of the people would be deactivated and their number
 * was not typed; applying a second time changes nothing.
 */
export async function applyPeopleImport(ctx: Context, input: unknown): Promise<AppliedImport> {
  authorizeImport(ctx)
  const { importId, isMeant, leaving } = parseInput(ApplyImport, input)
  const meant = isMeant && /^\d+$/.test(leaving) ? Number(leaving) : null
  return applyFile(ctx, { importId, meant })
}

type Applying = {
  importId: string
  /** How many the person said are to be deactivated. */
  meant: number | null
  /** The text of the file for background work, which may not read it back. */
  source?: string
}

/** The same for whoever has asked the policy already. */
export async function applyFile(ctx: Context, applying: Applying): Promise<AppliedImport> {
  return ctx.db.$transaction(async (tx) => applyOnce({ ...ctx, db: tx }, applying), { ...APPLY })
}

async function applyOnce(
  ctx: Context,
  { importId, meant, source }: Applying,
): Promise<AppliedImport> {
  await holdOrganisation(ctx)
  const upload = await ctx.db.peopleImport.findUnique({
    where: { id: importId },
    select: { appliedAt: true, orgVersion: true, absent: true, sha256: true, summary: true },
  })
  if (!upload) throw new AppError('NOT_FOUND', 'There is no such import.')
  const { counts } = readPreview(upload.summary)
  if (upload.appliedAt) return { importId, counts, isRepeated: true }
  const { organisation, version } = await getOrganisationState(ctx)
  const plan = planImport(
    readPeopleFile(source ?? (await storedSource(ctx, importId))),
    organisation,
    {
      actorEmail: ctx.actor.email,
      absent: upload.absent === 'DEACTIVATE' ? 'DEACTIVATE' : 'KEEP',
    },
  )
  if (version !== upload.orgVersion) throw new AppError('CONFLICT', CHANGED)
  if (plan.problems.length > 0) throw new AppError('INVALID', PROBLEMS)
  assertMeant(plan, { active: counts.active, meant })
  await assertMayApply(ctx, plan, organisation)
  await writePlan(ctx, { plan, organisation, day: await getToday(ctx), importId })
  await recordAudit(ctx, {
    action: 'people.import',
    objectType: 'people_import',
    objectId: importId,
    before: version,
    after: { sha256: upload.sha256, changes: changeCount(counts) },
  })
  return { importId, counts, isRepeated: false }
}

async function storedSource(ctx: Context, importId: string): Promise<string> {
  const where = { id: importId }
  return (await ctx.db.peopleImport.findUniqueOrThrow({ where, select: { source: true } })).source
}

function assertMeant(
  { deactivated }: ImportPlan,
  { active, meant }: { active: number; meant: number | null },
): void {
  const leaving = deactivated.length
  if (leaving === 0 || leaving === meant || !looksLikeHalfAFile({ leaving, active })) return
  const message = `Nothing was applied: this file would deactivate ${leaving.toLocaleString('en')} of ${active.toLocaleString('en')} people. If that is meant, tick the box and type the number.`
  throw new AppError('INVALID', message, { leaving: 'Type how many people are to be deactivated.' })
}

const CHANGED =
  'People or levels have changed since this preview was made. Nothing was applied; preview the file again.'
const PROBLEMS = 'This file has problems. Nothing was applied; mend them and preview it again.'
