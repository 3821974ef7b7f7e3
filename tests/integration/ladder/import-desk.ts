import { readFileSync } from 'node:fs'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { publishLadder } from '@/lib/ladder/commands'
import { makeDraft, startImport } from '@/lib/ladder/importing/commands'
import { getImport, type ImportView } from '@/lib/ladder/importing/queries'
import type { MakeDraft } from '@/lib/ladder/importing/schema'
import { loadVersion } from '@/lib/ladder/versions/queries'
import { withRollback } from '@/tests/support/database'
import { reader } from './reader'

export const RESPONSIBILITIES = 'tests/unit/ladder/fixtures/responsibilities.md'
const SEED = 'prisma/seed/engineering.ladder.md'
const ladderAdmin = { roles: ['LADDER_ADMIN' as const] }

export type Given = { name: string; text: string } | { name: string; base64: string }

/** A transaction that is undone, as an administrator of ladders. */
export function withAdmin(work: (ctx: Context, db: Transaction) => Promise<void>): Promise<void> {
  return withRollback(async (db) => work(await reader(db, ladderAdmin), db))
}

export async function start(ctx: Context, ...files: Given[]): Promise<ImportView> {
  const { importId } = await startImport(ctx, { files })
  return getImport(ctx, { importId })
}

export function upload(path: string): Given {
  return { name: path.split('/').at(-1) ?? path, base64: readFileSync(path).toString('base64') }
}

/** Makes a draft with everything ticked that is ticked when the page is opened. */
export async function draftOf(ctx: Context, view: ImportView, wish: Partial<MakeDraft> = {}) {
  const same = view.comparison?.matches.filter(({ isSame }) => isSame) ?? []
  const { versionId } = await makeDraft(ctx, {
    ...{ importId: view.id, previewed: view.hash, keepsSame: 'yes' },
    matches: same.map(({ id }) => id),
    ...wish,
  })
  return { versionId, document: (await loadVersion(ctx, versionId)).document }
}

export async function publishSeed(ctx: Context) {
  const source = readFileSync(SEED)
  const result = await publishLadder(ctx, { source, fileName: 'a.md', acceptsWarnings: true })
  if (result.status !== 'published') throw new Error(JSON.stringify(result.messages))
  return (await loadVersion(ctx, result.versionId)).document
}
