import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { publishLadder } from '@/lib/ladder/commands'
import { contentHash } from '@/lib/ladder/format/content-hash'
import { LADDER_FORMATS, readLadderFile } from '@/lib/ladder/format/exchange/ladder-file'
import { readLadder } from '@/lib/ladder/format/read'
import { exportLadder } from '@/lib/ladder/versions/exports/queries'
import { withRollback } from '@/tests/support/database'
import { SMALL_LADDER } from '@/tests/unit/ladder/small-ladder'
import { reader } from './reader'

async function withLadder(work: (all: { member: Context; admin: Context }) => Promise<void>) {
  await withRollback(async (db) => {
    const admin = await reader(db, { roles: ['LADDER_ADMIN'] })
    const result = await publishLadder(admin, { source: SMALL_LADDER, fileName: 'a.ladder.md' })
    if (result.status !== 'published') throw new Error(JSON.stringify(result))
    await work({ member: await reader(db), admin })
  })
}

async function withDraft(work: (all: { member: Context; admin: Context }) => Promise<void>) {
  await withLadder(async (all) => {
    const { db } = all.admin
    const { id } = await db.ladder.findUniqueOrThrow({ where: { key: 'small' } })
    await db.ladderVersion.create({ data: { ladderId: id, number: 2, status: 'DRAFT' } })
    await work(all)
  })
}

describe('the export of the published ladder', () => {
  test.each(LADDER_FORMATS)('as %s is read back with the same content', async (format) => {
    await withLadder(async ({ member }) => {
      const { fileName, bytes } = await exportLadder(member, { format, ladder: 'small' })
      expect(fileName).toBe(`small-v1.ladder.${format}`)
      const read = readLadderFile({ name: fileName, bytes })?.document
      const { document } = readLadder(SMALL_LADDER)
      expect(read && contentHash(read)).toBe(document && contentHash(document))
    })
  })

  test('as PDF is a PDF that is named after the version', async () => {
    await withLadder(async ({ member }) => {
      const file = await exportLadder(member, { format: 'pdf', ladder: 'small', version: '1' })
      expect(file).toMatchObject({ fileName: 'small-v1.pdf', contentType: 'application/pdf' })
      expect(Buffer.from(file.bytes).subarray(0, 5).toString()).toBe('%PDF-')
    })
  })

  test('is refused to nobody, and a version that does not exist is not found', async () => {
    await withLadder(async ({ member }) => {
      const wish = { format: 'json', ladder: 'small' } as const
      await expect(exportLadder(member, wish)).resolves.toBeDefined()
      for (const version of ['7', 'draft']) {
        await expect(exportLadder(member, { ...wish, version })).rejects.toMatchObject({
          code: 'NOT_FOUND',
        })
      }
    })
  })
})

describe('the export of a draft', () => {
  test.each(['draft', '2'])(
    'by version %s is for administrators of ladders only',
    async (version) => {
      await withDraft(async ({ member, admin }) => {
        const wish = { format: 'md', ladder: 'small', version } as const
        await expect(exportLadder(member, wish)).rejects.toMatchObject({ code: 'NOT_FOUND' })
        const { fileName } = await exportLadder(admin, wish)
        expect(fileName).toBe('small-v2-draft.ladder.md')
      })
    },
  )

  test('never stands in for the published version', async () => {
    await withDraft(async ({ admin }) => {
      const { fileName } = await exportLadder(admin, { format: 'md', ladder: 'small' })
      expect(fileName).toBe('small-v1.ladder.md')
    })
  })
})
