import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { assertSteppedUp } from '@/lib/auth/step-up/stepped-up'
import type { Context } from '@/lib/context'
import { csvLine } from '@/lib/csv'
import { parseInput } from '@/lib/input'
import { filterCondition } from '../../queries'
import { ListPeople } from '../../schema'
import { authorizeImport, levelOptions, listOrganisation } from '../queries'
import { exportRow, HEADER } from './row'

const BATCH = 5_000

export type ExportedPeople = { fileName: string; chunks: AsyncGenerator<string> }

/**
 * The people whom the filter shows, in the columns of the import. Whoever may write these columns for
 * everybody may take them along (`user.write`); as it is everybody at once, it asks again who it is.
 */
export async function exportPeople(ctx: Context, input: unknown): Promise<ExportedPeople> {
  authorizeImport(ctx)
  const { cursor: _, ...filter } = parseInput(ListPeople, input)
  assertSteppedUp(ctx.actor)
  const condition = await filterCondition(ctx, { ...filter, cursor: '' })
  const toRow = exportRow(await levelOptions(ctx))
  await recordAudit(ctx, { action: 'people.export', objectType: 'people', after: filter })
  async function* chunks(): AsyncGenerator<string> {
    // The mark tells spreadsheets that names are UTF-8.
    yield `\ufeff${csvLine(HEADER)}`
    for (let after = ''; ; ) {
      const people = await listOrganisation(ctx, { condition, after, limit: BATCH })
      if (people.length > 0) yield people.map((person) => csvLine(toRow(person))).join('')
      after = people.at(-1)?.email ?? ''
      if (people.length < BATCH) return
    }
  }
  const day = ctx.now.toISOString().slice(0, 10)
  return { fileName: `rung-people-${day}.csv`, chunks: chunks() }
}
