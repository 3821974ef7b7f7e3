import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TcpProxy } from '../../faults/harness/tcp-proxy'

let echo: Server
let proxy: TcpProxy
let client: Socket
let heard: string
let ended: string | undefined

beforeEach(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  proxy = await TcpProxy.to({ port: (echo.address() as AddressInfo).port })
  await join()
})

afterEach(async () => {
  client.destroy()
  await proxy.close()
  await new Promise<void>((resolve) => echo.close(() => resolve()))
})

async function join(): Promise<void> {
  heard = ''
  ended = undefined
  client = connect({ host: '127.0.0.1', port: proxy.port })
  client.on('data', (chunk) => {
    heard += String(chunk)
  })
  client.on('error', (error: NodeJS.ErrnoException) => {
    ended = error.code
  })
  await once(client, 'connect')
}

async function saying(words: string, waitMs = 60): Promise<string> {
  heard = ''
  client.write(words)
  await pause(waitMs)
  return heard
}

test('passes both ways, and closes when either side closes', async () => {
  expect(await saying('hello')).toBe('hello')
  expect(proxy.connections).toBe(1)
  client.end()
  await expect.poll(() => proxy.connections).toBe(0)
})

test('delays each way by so many milliseconds', async () => {
  proxy.set({ kind: 'delay', ms: 100 })
  const startedAt = performance.now()
  client.write('slow')
  await expect.poll(() => heard, { interval: 5 }).toBe('slow')
  expect(performance.now() - startedAt).toBeGreaterThan(190)
})

test('lets through so many bytes a second', async () => {
  proxy.set({ kind: 'throttle', bytesPerSecond: 10_000 })
  const startedAt = performance.now()
  client.write('x'.repeat(1_000))
  await expect.poll(() => heard.length, { interval: 5 }).toBe(1_000)
  expect(performance.now() - startedAt).toBeGreaterThan(190)
})

test('cuts after so many bytes, of which all arrive', async () => {
  proxy.set({ kind: 'cut', afterBytes: 9 })
  expect(await saying('sixsix')).toBe('six')
  await expect.poll(() => ended ?? client.destroyed).toBeTruthy()
  expect(proxy.connections).toBe(0)
})

test('swallows what is said, until it passes again', async () => {
  proxy.set({ kind: 'black-hole' })
  expect(await saying('nobody')).toBe('')
  await join()
  expect(await saying('nobody')).toBe('')
  expect(ended).toBeUndefined()
  proxy.set({ kind: 'pass' })
  await join()
  expect(await saying('again')).toBe('again')
})

test('resets what is connected and whoever comes', async () => {
  proxy.set({ kind: 'reset' })
  await expect.poll(() => ended).toBe('ECONNRESET')
  await join().catch(() => undefined)
  await expect.poll(() => ended).toBe('ECONNRESET')
  expect(proxy.connections).toBe(0)
})
