import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { listGuardedStandings } from '../../lines/queries'
import type { LineChange } from '../../lines/schema'
import { readPeopleFile } from '../file/csv'
import { planImport } from '../plan'
import { authorizeImport, getOrganisationState } from '../queries'
import { ImportId } from '../schema'
import { linesOf } from './lines'

const SHOWN = 20

export type ImportStandings = {
  /** Who would stand above whom and could read their reviews. */
  pairs: { managerName: string; personName: string }[]
  total: number
  /** The actor has asked a second administrator, who has not decided yet. */
  isAsked: boolean
}

/** What of a stored file needs a second administrator before this actor may apply it; null for nothing. */
export async function findImportStandings(
  ctx: Context,
  input: unknown,
): Promise<ImportStandings | null> {
  const { importId } = parseInput(ImportId, input)
  const standings = await listGuardedStandings(ctx, await listImportLines(ctx, importId))
  if (standings.length === 0) return null
  const open = await ctx.db.approval.count({
    where: {
      ...{ kind: 'people.lines', state: 'OPEN', requestedById: ctx.actor.id },
      expiresAt: { gt: ctx.now },
    },
  })
  const pairs = standings.slice(0, SHOWN)
  return {
    pairs: pairs.map(({ managerName, personName }) => ({ managerName, personName })),
    total: standings.length,
    isAsked: open > 0,
  }
}

/** The lines that a stored file would change in the organisation as it is now. */
export async function listImportLines(ctx: Context, importId: string): Promise<LineChange[]> {
  authorizeImport(ctx)
  const upload = await ctx.db.peopleImport.findUnique({
    where: { id: importId },
    select: { source: true, absent: true },
  })
  if (!upload) throw new AppError('NOT_FOUND', 'There is no such import.')
  const { organisation } = await getOrganisationState(ctx)
  const terms = { actorEmail: ctx.actor.email, absent: asMode(upload.absent) }
  return linesOf(planImport(readPeopleFile(upload.source), organisation, terms), organisation)
}

function asMode(absent: string): 'KEEP' | 'DEACTIVATE' {
  return absent === 'DEACTIVATE' ? 'DEACTIVATE' : 'KEEP'
}
