import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { testDatabase, withRollback } from '@/tests/support/database'

describe('the database of a test', () => {
  it('forgets what a test wrote', async () => {
    const email = `${randomUUID()}@example.com`
    await withRollback((db) => db.person.create({ data: { email, name: 'Ada' } }))
    const db = await testDatabase()
    expect(await db.person.count({ where: { email } })).toBe(0)
  })

  it('undoes only the inner transaction when that fails', async () => {
    const count = await withRollback(async (db) => {
      const write = (name: string) =>
        db.person.create({ data: { email: `${randomUUID()}@example.com`, name } })
      const before = await db.person.count()
      await write('Kept')
      await db
        .$transaction(async (tx) => {
          await tx.person.create({ data: { email: `${randomUUID()}@example.com`, name: 'Lost' } })
          throw new Error('stop')
        })
        .catch(() => undefined)
      await write('Kept too')
      return (await db.person.count()) - before
    })
    expect(count).toBe(2)
  })

  it('refuses a missing identifier instead of matching every row', async () => {
    const db = await testDatabase()
    const id: string | undefined = JSON.parse('{}').id
    await expect(async () => db.person.findFirst({ where: { id } })).rejects.toThrow(/undefined/)
  })
})

describe('the role of the web process', () => {
  it.each([
    ['change the audit', 'UPDATE audit_events SET action = action'],
    ['delete a packet', 'DELETE FROM packets'],
    ['change a submission', 'UPDATE submissions SET revision = revision'],
    ['make a table', 'CREATE TABLE mine (id int)'],
    ['drop a table', 'DROP TABLE people'],
    ['switch a trigger off', 'ALTER TABLE audit_events DISABLE TRIGGER ALL'],
    ['become the owner', 'SET ROLE migrator'],
    ['run a program', "COPY people FROM PROGRAM 'true'"],
    ['read a file of the server', "SELECT pg_read_file('PG_VERSION')"],
  ])('may not %s', async (_what, sql) => {
    const db = await testDatabase()
    await expect(db.$executeRawUnsafe(sql)).rejects.toThrow(/permission denied|must be owner/)
  })
})
