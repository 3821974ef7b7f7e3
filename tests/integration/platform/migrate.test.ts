import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { migrate, missingSql } from '@/lib/db/migrate'
import { migrationNames } from '@/lib/db/migration-files'
import { rolePassword } from '@/lib/db/roles'

const { superuserUrl, ownerUrl: anyOwnerUrl, prefix, secret } = inject('testCluster')
const passwords = { app_web: undefined, app_job: undefined }
const directory = mkdtempSync(join(tmpdir(), 'migrations-'))
let ownerUrl: string
let count = 0

beforeEach(async () => {
  count += 1
  const name = `${prefix}migrate_${process.pid}_${count}`
  await query(superuserUrl, `CREATE DATABASE ${name} OWNER migrator`)
  ownerUrl = withDatabase(anyOwnerUrl, name)
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory)
  writeFileSync(join(directory, 'migration_lock.toml'), 'provider = "postgresql"\n')
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('migrating', () => {
  it('applies everything once, also when several processes migrate at once', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl, passwords })))
    expect(reports.map(({ applied }) => applied.length).sort()).toEqual([
      0,
      0,
      migrationNames().length,
    ])
    expect((await migrate({ ownerUrl, passwords })).applied).toEqual([])
  })

  it('says all that the models say', async () => {
    expect(await missingSql({ ownerUrl, shadowUrl: superuserUrl, passwords })).toBe('')
  })

  it('keeps function bodies whole', async () => {
    const body = 'BEGIN PERFORM 1; PERFORM 2; END;'
    write('1_function', `CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ ${body} $$;`)
    await migrate({ ownerUrl, passwords, directory })
    expect(await query(ownerUrl, "SELECT prosrc FROM pg_proc WHERE proname = 'f'")).toEqual([
      { prosrc: ` ${body} ` },
    ])
  })

  it('leaves nothing of a migration that fails, and applies it when it is repaired', async () => {
    write('1_first', 'CREATE TABLE first (id int);')
    write('2_second', 'CREATE TABLE second (id int); SELECT 1 / 0;')
    await expect(migrate({ ownerUrl, passwords, directory })).rejects.toThrow(
      /2_second failed and was undone: .*division by zero/,
    )
    expect(await tables()).toEqual(['first'])
    write('2_second', 'CREATE TABLE second (id int);')
    expect((await migrate({ ownerUrl, passwords, directory })).applied).toEqual(['2_second'])
    expect(await tables()).toEqual(['first', 'second'])
  })

  it('gives up on a locked table instead of blocking everyone', async () => {
    write('1_first', 'CREATE TABLE first (id int);')
    await migrate({ ownerUrl, passwords, directory })
    const reader = new pg.Client(ownerUrl)
    await reader.connect()
    await reader.query('BEGIN; SELECT * FROM first')
    write('2_second', 'ALTER TABLE first ADD COLUMN name text;')
    await expect(migrate({ ownerUrl, passwords, directory })).rejects.toThrow(/lock timeout/)
    await reader.end()
    expect((await migrate({ ownerUrl, passwords, directory })).applied).toEqual(['2_second'])
  })

  it('refuses a migration that was changed after it was applied', async () => {
    write('1_first', 'CREATE TABLE first (id int);')
    await migrate({ ownerUrl, passwords, directory })
    write('1_first', 'CREATE TABLE first (id bigint);')
    await expect(migrate({ ownerUrl, passwords, directory })).rejects.toThrow('1_first was changed')
  })

  it('tells an administrator the SQL where the owner may not make roles', async () => {
    const wrong = { app_web: 'not the password', app_job: undefined }
    await asPlainOwner(async (plainUrl) => {
      const attempt = migrate({ ownerUrl: plainUrl, passwords: wrong, directory })
      await expect(attempt).rejects.toThrow(/CREATE ROLE app_web LOGIN PASSWORD/)
    })
  })

  it('goes on with roles that an administrator has made', async () => {
    const theirs = {
      app_web: rolePassword(secret, 'app_web'),
      app_job: rolePassword(secret, 'app_job'),
    }
    write('1_first', 'CREATE TABLE first (id int);')
    await asPlainOwner(async (plainUrl) => {
      const { applied } = await migrate({ ownerUrl: plainUrl, passwords: theirs, directory })
      expect(applied).toEqual(['1_first'])
    })
  })
})

/** The database belongs to a role without any right to make others. */
async function asPlainOwner(work: (url: string) => Promise<void>): Promise<void> {
  const plain = `${prefix}plain`
  const url = new URL(ownerUrl)
  const name = url.pathname.slice(1)
  url.username = plain
  url.password = 'plain'
  await query(superuserUrl, `CREATE ROLE ${plain} LOGIN PASSWORD 'plain'`)
  await query(superuserUrl, `ALTER DATABASE ${name} OWNER TO ${plain}`)
  try {
    await work(url.toString())
  } finally {
    await query(superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    await query(superuserUrl, `DROP ROLE ${plain}`)
  }
}

function write(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true })
  writeFileSync(join(directory, name, 'migration.sql'), sql)
}

async function tables(): Promise<unknown[]> {
  const rows = await query(
    ownerUrl,
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^_' ORDER BY 1",
  )
  return rows.map(({ tablename }) => tablename)
}

function withDatabase(address: string, name: string): string {
  const url = new URL(address)
  url.pathname = `/${name}`
  return url.toString()
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
