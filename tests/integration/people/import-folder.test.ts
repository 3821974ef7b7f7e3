import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { applyPeopleImport } from '@/lib/people/import/commands'
import { importFolder } from '@/lib/people/import/folder/commands'
import type { AbsentMode } from '@/lib/people/import/leaving'
import { getImportGuide } from '@/lib/people/import/queries'
import { testDatabase } from '@/tests/support/database'
import { THREE, withAdmin } from './import-files'
import { setUpOrganisation, signedIn } from './installation'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rung-import-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content)
const left = (place: string) => readdirSync(join(folder, place)).sort()
const report = (place: string) =>
  readFileSync(join(folder, place, left(place).find((name) => name.endsWith('.txt')) ?? ''), 'utf8')

type Looking = { db: Transaction; admin: Context; taken: (absent?: AbsentMode) => Promise<object> }

async function looking(work: (given: Looking) => Promise<void>): Promise<void> {
  await withAdmin(async (admin, db) => {
    await work({ db, admin, taken: (absent) => taken(asJob(db), absent) })
  })
}

const asJob = (db: Context['db']): Context => ({
  ...{ actor: SYSTEM_ACTOR, db, now: new Date('2026-11-21T12:00:00Z'), requestId: null },
})
const look = (ctx: Context, absent: AbsentMode = 'KEEP') => importFolder(ctx, { folder, absent })

/** Two looks, five minutes apart. */
async function taken(ctx: Context, absent: AbsentMode = 'KEEP') {
  expect(await look(ctx, absent)).toEqual({})
  await settle(ctx.db)
  return look(ctx, absent)
}

async function settle(db: Context['db']): Promise<void> {
  await db.$executeRaw`UPDATE people_import_slots SET seen_at = seen_at - interval '2 minutes'`
}

describe('the import folder', () => {
  it('applies what is sound, as nobody, once it has settled, and leaves a report', async () => {
    await looking(async ({ db, taken }) => {
      put('nightly.csv', THREE)
      expect(await taken()).toEqual({ 'nightly.csv': 'APPLIED' })
      expect(await db.person.count()).toBe(4)
      expect(left('.')).toEqual(['done'])
      expect(left('done')).toEqual([
        expect.stringMatching(/-nightly\.csv$/),
        expect.stringMatching(/-nightly\.csv\.txt$/),
      ])
      expect(report('done')).toMatch(/It was applied whole\.[\s\S]*created: 3/)
      const events = await db.auditEvent.findMany({ where: { action: 'people.import' } })
      expect(events).toEqual([expect.objectContaining({ actorId: null })])
    })
  })

  it('does nothing with the same file again, and takes it again after another one', async () => {
    await looking(async ({ db, taken }) => {
      put('a.csv', THREE)
      await taken()
      put('a.csv', THREE)
      expect(await taken()).toEqual({ 'a.csv': 'NOTHING' })
      put('b.csv', THREE.replace('Senior', 'Staff'))
      expect(await taken()).toEqual({ 'b.csv': 'APPLIED' })
      put('c.csv', THREE)
      expect(await taken()).toEqual({ 'c.csv': 'APPLIED' })
      expect(await db.auditEvent.count({ where: { action: 'people.import' } })).toBe(3)
    })
  })

  it('waits while a file still grows', async () => {
    await looking(async ({ db }) => {
      put('a.csv', THREE.slice(0, 150))
      expect(await look(asJob(db))).toEqual({})
      put('a.csv', THREE)
      expect(await look(asJob(db))).toEqual({})
      expect(await look(asJob(db))).toEqual({})
      expect(await db.person.count()).toBe(1)
    })
  })

  it('leaves half a file for an administrator, who applies it with the number', async () => {
    await looking(async ({ db, admin, taken }) => {
      put('first.csv', THREE)
      await taken()
      put('half.csv', THREE.split('\n').slice(0, 2).join('\n'))
      expect(await taken('DEACTIVATE')).toEqual({ 'half.csv': 'WAITING' })
      expect(report('refused')).toMatch(/It would deactivate 2 of 4 people/)
      expect(await db.person.count({ where: { isActive: true } })).toBe(4)
      const { waiting } = await getImportGuide(admin)
      expect(waiting).toEqual([expect.objectContaining({ fileName: 'half.csv' })])
      const importId = waiting[0]?.importId
      await applyPeopleImport(admin, { importId, isMeant: 'on', leaving: '2' })
      expect(await db.person.count({ where: { isActive: true } })).toBe(2)
      expect((await getImportGuide(admin)).waiting).toEqual([])
    })
  })

  it('A16 leaves a file with one bad row whole, and asks once however often it comes', async () => {
    await looking(async ({ db, taken }) => {
      put('bad.csv', `${THREE}Bad Day,bad@example.org,,,,,2024-02-31,\n`)
      expect(await taken()).toEqual({ 'bad.csv': 'WAITING' })
      expect(report('refused')).toMatch(/Row 5, column 7 \(start date\): There is no day 31/)
      put('bad.csv', `${THREE}Bad Day,bad@example.org,,,,,2024-02-31,\n`)
      expect(await taken()).toEqual({ 'bad.csv': 'WAITING' })
      expect(await db.peopleImport.count()).toBe(1)
      expect(await db.person.count()).toBe(1)
    })
  })

  it('brings nobody back by itself', async () => {
    await looking(async ({ db, taken }) => {
      put('first.csv', THREE)
      await taken()
      await db.person.update({ where: { email: 'eve@example.org' }, data: { isActive: false } })
      put('all.csv', THREE)
      expect(await taken('DEACTIVATE')).toEqual({ 'all.csv': 'WAITING' })
      const eve = await db.person.findUniqueOrThrow({ where: { email: 'eve@example.org' } })
      expect(eve.isActive).toBe(false)
    })
  })

  it('H06 refuses what is no CSV file or too large, and never follows a link', async () => {
    await looking(async ({ db, admin, taken }) => {
      put('book.csv', 'PK\u0003\u0004')
      put('large.csv', Buffer.alloc(5_000_001, 'x'))
      put('empty.csv', '')
      put('.hidden.csv', THREE)
      put('notes.txt', THREE)
      symlinkSync('/etc/passwd', join(folder, 'link.csv'))
      execFileSync('mkfifo', [join(folder, 'pipe.csv')])
      execFileSync('mkdir', [join(folder, 'folder.csv')])
      expect(await taken()).toEqual({
        'book.csv': 'REFUSED',
        'large.csv': 'REFUSED',
        'empty.csv': 'REFUSED',
      })
      expect(left('.')).toEqual([
        ...['.hidden.csv', 'folder.csv', 'link.csv', 'notes.txt', 'pipe.csv', 'refused'],
      ])
      expect(await db.peopleImport.count()).toBe(0)
      expect((await getImportGuide(admin)).waiting).toHaveLength(3)
    })
  })

  it('reads the encodings of spreadsheets', async () => {
    await looking(async ({ db, taken }) => {
      const text = 'name,email\nJörg Größe,jorg@example.org\n'
      put('a.csv', Buffer.from(text, 'latin1'))
      await taken()
      const jorg = await db.person.findUniqueOrThrow({ where: { email: 'jorg@example.org' } })
      expect(jorg.name).toBe('Jörg Größe')
    })
  })

  it('is for background work alone', async () => {
    await looking(async ({ admin }) => {
      await expect(importFolder(admin, { folder, absent: 'KEEP' })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
    })
  })
})

it('F14 workers that look at once apply a file once, with the rights of background work', async () => {
  const owner = await testDatabase('owner')
  await owner.$transaction(async (tx) => setUpOrganisation(tx))
  await signedIn(owner, { email: 'admin@example.org', roles: ['ADMIN'] })
  const job = asJob(await testDatabase('app_job'))
  put('a.csv', THREE)
  await look(job)
  await settle(owner)
  const outcomes = await Promise.all([look(job), look(job), look(job)])
  expect(outcomes.flatMap((found) => Object.values(found))).toEqual(['APPLIED'])
  expect(await owner.peopleImport.count()).toBe(1)
  expect(await owner.auditEvent.count({ where: { action: 'people.import' } })).toBe(1)
  put('b.csv', THREE.replace(/Eve.*\n/, '').replace('Payments', 'Search'))
  await look(job, 'KEEP')
  await settle(owner)
  expect(await look(job, 'KEEP')).toEqual({ 'b.csv': 'APPLIED' })
  put('c.csv', `${THREE.replace(/Eve.*\n/, '')}${crowd()}`)
  await look(job, 'KEEP')
  await settle(owner)
  await look(job, 'KEEP')
  put('d.csv', `${THREE.replace(/Eve.*\n/, '')}${crowd()}`.replace('Search', 'Payments'))
  await look(job, 'DEACTIVATE')
  await settle(owner)
  expect(await look(job, 'DEACTIVATE')).toEqual({ 'd.csv': 'APPLIED' })
  const eve = await owner.person.findUniqueOrThrow({ where: { email: 'eve@example.org' } })
  expect(eve.isActive).toBe(false)
})

function crowd(): string {
  return Array.from({ length: 20 }, (_, n) => `P ${n},p${n}@example.org,,,,,,\n`).join('')
}
