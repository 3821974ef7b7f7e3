import { expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { applyPeopleImport, previewPeopleImport } from '@/lib/people/import/commands'
import { exportPeople } from '@/lib/people/import/export/commands'
import { undoPeopleImport } from '@/lib/people/import/undo/commands'
import { closureOf } from '@/lib/people/org-tree'
import { getPerson } from '@/lib/people/profile/queries'
import { listPeople, searchPeople } from '@/lib/people/queries'
import { testDatabase } from '@/tests/support/database'
import { setUpOrganisation, signedIn } from './installation'
import { fileOf, PEOPLE, ruinedFile, treeOf } from './scale-file'

// Issue 4: previewed in 5 s and applied and undone in 20 s. Twice that here, because the machine is shared.
const PREVIEW_MS = 10_000
const APPLY_MS = 40_000
const UNDO_MS = 40_000
const READ_MS = 500

it('previews, applies and undoes 20,000 rows within its budget, and a reorganisation of them', async () => {
  const db = await testDatabase()
  await db.$transaction(async (tx) => setUpOrganisation(tx))
  const ctx = await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] })
  const first = await timedImport(ctx, fileOf(0))
  expect(first.counts).toMatchObject({ created: PEOPLE, problems: 0 })
  expect(await db.orgClosure.count()).toBe(closureOf(treeOf(0)).length)
  const second = await timedImport(ctx, fileOf(1))
  expect(second.counts).toMatchObject({ created: 0, problems: 0 })
  expect(second.counts.moved).toBeGreaterThan(PEOPLE / 2)
  expect(await db.orgClosure.count()).toBe(closureOf(treeOf(1)).length)
  const third = await timedImport(ctx, await exported(ctx))
  expect(third.counts).toMatchObject({
    changed: 0,
    moved: 0,
    deactivated: 0,
    unchanged: PEOPLE,
  })
  const ruined = await previewPeopleImport(ctx, { fileName: 'ruined.csv', source: ruinedFile() })
  expect(ruined.plan.problems.length).toBeGreaterThan(PEOPLE)
  await readQuickly(ctx)
  await timedUndo(ctx, second.importId)
  expect(await db.orgClosure.count()).toBe(closureOf(treeOf(0)).length)
  await timedUndo(ctx, first.importId)
  expect(await db.person.count()).toBe(1)
}, 300_000)

async function exported(ctx: Context): Promise<string> {
  const startedAt = performance.now()
  const { chunks } = await exportPeople(ctx, {})
  const parts = await Array.fromAsync(chunks)
  console.log(`export: ${(performance.now() - startedAt).toFixed(0)} ms`)
  // One row for the administrator would be one more than a file may have.
  return parts.join('').replace(/^.*"admin@example\.org".*\r?\n/m, '')
}

async function timedUndo(ctx: Context, importId: string): Promise<void> {
  const startedAt = performance.now()
  await undoPeopleImport(ctx, { importId })
  const undoMs = performance.now() - startedAt
  console.log(`undo: ${undoMs.toFixed(0)} ms`)
  expect(undoMs).toBeLessThan(UNDO_MS)
}

async function readQuickly(ctx: Context): Promise<void> {
  const middle = await listPeople(ctx, { search: 'person10000@' })
  const personId = middle.people[0]?.id
  const reads: Record<string, () => Promise<unknown>> = {
    'first page': () => listPeople(ctx),
    'newest first': () => listPeople(ctx, { sort: 'newest' }),
    'search of one': () => listPeople(ctx, { search: 'number 1234' }),
    'search of none': () => listPeople(ctx, { search: 'nobody at all' }),
    picker: () => searchPeople(ctx, { query: 'person num' }),
    profile: () => getPerson(ctx, { personId }),
  }
  for (const [name, read] of Object.entries(reads)) {
    await read()
    const startedAt = performance.now()
    await read()
    const tookMs = performance.now() - startedAt
    console.log(`${name}: ${tookMs.toFixed(1)} ms`)
    expect(tookMs, name).toBeLessThan(READ_MS)
  }
}

async function timedImport(ctx: Context, source: string) {
  const startedAt = performance.now()
  const { importId, counts } = await previewPeopleImport(ctx, {
    ...{ fileName: 'all.csv', source },
    absent: 'DEACTIVATE',
  })
  const previewedAt = performance.now()
  await applyPeopleImport(ctx, { importId })
  const appliedAt = performance.now()
  const times = { previewMs: previewedAt - startedAt, applyMs: appliedAt - previewedAt }
  console.log(`20,000 rows: ${JSON.stringify(times)} ${JSON.stringify(counts)}`)
  expect(times.previewMs).toBeLessThan(PREVIEW_MS)
  expect(times.applyMs).toBeLessThan(APPLY_MS)
  return { importId, counts }
}
