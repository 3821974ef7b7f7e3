import { setTimeout as pause } from 'node:timers/promises'
import { type APIRequestContext, expect } from '@playwright/test'

/** Two dozen people at one instance who wait for what is held, for five seconds, and what others see meanwhile. */
export async function crowd(
  [onA, onB]: [APIRequestContext, APIRequestContext],
  wait: () => Promise<number>,
): Promise<{ crowd: number[]; onA: number[] }> {
  const seen = { live: [], ready: [], onA: [], onB: [], crowd: [] } as Record<string, Answer[]>
  const until = Date.now() + 5_000
  const again = async (name: string, times: number, ask: () => Promise<number>) => {
    const one = async () => {
      while (Date.now() < until) seen[name]?.push(await timed(ask))
    }
    await Promise.all(Array.from({ length: times }, one))
  }
  const calmly = (client: APIRequestContext, path: string) => async () => {
    await pause(100)
    return statusOf(client, path)
  }
  await Promise.all([
    again('crowd', 24, wait),
    again('live', 1, calmly(onA, '/api/health/live')),
    again('ready', 1, calmly(onA, '/api/health/ready')),
    again('onA', 2, calmly(onA, '/api/people/search?query=sam')),
    again('onB', 2, calmly(onB, '/api/people/search?query=sam')),
  ])
  const statuses = (name: string) => statusesOf(seen[name] ?? [])
  expect(statuses('live')).toEqual([200])
  expect(statuses('onB')).toEqual([200])
  expect(statuses('ready')).toContain(503)
  expect(statuses('onA').filter((code) => code !== 200 && code !== 503)).toEqual([])
  for (const { ms } of Object.values(seen).flat()) expect(ms).toBeLessThan(8_000)
  return { crowd: statuses('crowd'), onA: statuses('onA') }
}

export async function statusOf(client: APIRequestContext, path: string): Promise<number> {
  return (await client.get(path)).status()
}

type Answer = { status: number; ms: number }

async function timed(ask: () => Promise<number>): Promise<Answer> {
  const startedAt = performance.now()
  const status = await ask()
  return { status, ms: performance.now() - startedAt }
}

function statusesOf(answers: Answer[]): number[] {
  return [...new Set(answers.map(({ status }) => status))].sort()
}
