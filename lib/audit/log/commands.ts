import 'server-only'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import type { Context } from '@/lib/context'
import { csvLine } from '@/lib/csv'
import { parseInput } from '@/lib/input'
import { recordAudit } from '../commands'
import { auditBatches, rowInWords } from './queries'
import { AuditFilter, type Place } from './schema'
import { AUDIT_BATCH, type LogRow } from './statement'

const HEADER = [
  ...[
    'event',
    'at',
    'who',
    'who_id',
    'what',
    'action',
    'decision',
    'reason',
    'capacity',
    'about',
    'about_id',
  ],
  ...['object_type', 'object_id', 'cycle_id'],
]

export type ExportedAudit = { fileName: string; chunks: AsyncGenerator<string> }

/** What the filter shows, as CSV in parts; that it was taken is recorded before the first of them. */
export async function exportAudit(ctx: Context, input: unknown): Promise<ExportedAudit> {
  const next = await auditBatches(ctx, input)
  assertSteppedUp(ctx.actor)
  const filter = parseInput(AuditFilter, input)
  await recordAudit(ctx, { action: 'audit.export', objectType: 'audit_log', after: filter })
  const day = ctx.now.toISOString().slice(0, 10)
  return { fileName: `rung-audit-${day}.csv`, chunks: chunksOf(next) }
}

async function* chunksOf(next: (after: Place | null) => Promise<LogRow[]>): AsyncGenerator<string> {
  // The mark tells spreadsheets that names are UTF-8.
  yield `\ufeff${csvLine(HEADER)}`
  for (let after: Place | null = null; ; ) {
    const rows: LogRow[] = await next(after)
    if (rows.length > 0) yield rows.map((row) => csvLine(cellsOf(row))).join('')
    after = rows.at(-1) ?? null
    if (rows.length < AUDIT_BATCH) return
  }
}

function cellsOf(row: LogRow): (string | null)[] {
  const { actor, says, reason } = rowInWords(row)
  return [
    ...[row.id, row.at, actor, row.actorId, says, row.action, row.decision, reason, row.capacity],
    ...[row.subjectName, row.subjectId, row.objectType, row.objectId, row.cycleId],
  ]
}
