import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAlive } from '@/lib/db/embedded/postmaster'
import { acquireServer, type EmbeddedServer } from '@/lib/db/embedded/server'

const stateDirectory = resolve(`.data/embedded-${process.pid}`)
const options = { stateDirectory, settings: { fsync: 'off' } }

let server: EmbeddedServer
beforeAll(async () => {
  server = await acquireServer(options)
  await query(server, 'CREATE TABLE kept (value int); INSERT INTO kept VALUES (7)')
})
afterAll(async () => {
  await server.release()
  rmSync(stateDirectory, { recursive: true, force: true })
})

describe('the embedded server', () => {
  it('comes back with its data after it was killed', async () => {
    process.kill(server.pid, 'SIGKILL')
    const revived = await server.revive()
    expect(revived.pid).not.toBe(server.pid)
    expect(revived.port).toBe(server.port)
    expect(await query(revived, 'SELECT value FROM kept')).toEqual([{ value: 7 }])
  })

  it('is shared by two processes that start at once, and survives the killing of one', async () => {
    await server.release()
    const [first, second] = await Promise.all([holdServer(), holdServer()])
    expect(first.pid).toBe(second.pid)
    expect([first.wasStarted, second.wasStarted].sort()).toEqual([false, true])

    first.process.kill('SIGKILL')
    await once(first.process, 'exit')
    expect(isAlive(second.pid)).toBe(true)

    second.process.send('stop')
    await once(second.process, 'exit')
    expect(isAlive(second.pid)).toBe(false)
    server = await acquireServer(options)
  })

  it('is joined where a killed process has left it running', async () => {
    await server.release()
    const left = await holdServer()
    left.process.kill('SIGKILL')
    await once(left.process, 'exit')
    server = await acquireServer(options)
    expect(server).toMatchObject({ pid: left.pid, port: left.port, wasStarted: false })
  })

  it('steps over a taken port and remembers the new one', async () => {
    await server.release()
    const taken = createServer().listen(server.port, '127.0.0.1')
    await once(taken, 'listening')
    const moved = await acquireServer(options)
    taken.close()
    expect(moved.port).not.toBe(server.port)
    await moved.release()
    server = await acquireServer(options)
    expect(server.port).toBe(moved.port)
  })

  it('starts over a pid file whose number now belongs to another program', async () => {
    await server.release()
    const { uid, gid } = statSync(server.dataDirectory)
    const stranger = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {})
    const lines = [stranger.pid, server.dataDirectory, 1, server.port, '', '127.0.0.1', '', 'ready']
    writeFileSync(join(server.dataDirectory, 'postmaster.pid'), lines.join('\n'))
    server = await acquireServer(options)
    expect(server.pid).not.toBe(stranger.pid)
    expect(stranger.kill()).toBe(true)
    expect(await query(server, 'SELECT value FROM kept')).toEqual([{ value: 7 }])
  })

  it('refuses data of another major version in a sentence', async () => {
    await server.release()
    const file = join(server.dataDirectory, 'PG_VERSION')
    const version = readFileSync(file, 'utf8')
    writeFileSync(file, '17\n')
    await expect(acquireServer(options)).rejects.toThrow('was written by PostgreSQL 17')
    writeFileSync(file, version)
    server = await acquireServer(options)
  })

  it('G08 keeps what a row holds out of its log, also when it refuses the row', async () => {
    await query(server, 'CREATE TABLE told (word text UNIQUE CHECK (length(word) < 20))')
    const tell = (word: string) => query(server, 'INSERT INTO told VALUES ($1)', [word])
    await tell('canary-twice')
    await expect(tell('canary-twice')).rejects.toMatchObject({ code: '23505' })
    await expect(tell('canary-that-is-too-long')).rejects.toMatchObject({ code: '23514' })
    const log = readFileSync(join(server.dataDirectory, 'server.log'), 'utf8')
    expect(log).toContain('told_word_key')
    expect(log).not.toContain('canary')
  })

  it('listens on loopback only, asks for passwords and keeps them private', async () => {
    const [row] = await query(server, "SELECT current_setting('listen_addresses') AS address")
    expect(row).toEqual({ address: '127.0.0.1' })
    const wrong = server.superuserUrl().replace(/:[^:@]+@/, ':wrong@')
    await expect(new pg.Client(wrong).connect()).rejects.toMatchObject({ code: '28P01' })
    expect(statSync(join(stateDirectory, 'postgres.json')).mode & 0o077).toBe(0)
  })
})

type Holder = { process: ChildProcess; pid: number; port: number; wasStarted: boolean }

async function holdServer(): Promise<Holder> {
  const child = fork('tests/support/hold-server.ts', [stateDirectory], {
    execArgv: ['--import', 'tsx'],
  })
  const [message] = await once(child, 'message')
  return { process: child, ...message }
}

async function query(
  { superuserUrl }: Pick<EmbeddedServer, 'superuserUrl'>,
  sql: string,
  values: unknown[] = [],
): Promise<unknown[]> {
  const client = new pg.Client(superuserUrl())
  await client.connect()
  try {
    const result = await (values.length > 0 ? client.query(sql, values) : client.query(sql))
    return result.rows
  } finally {
    await client.end()
  }
}
