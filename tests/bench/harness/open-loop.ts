import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { exchange, summary, type Visitor } from './load-generator'
import { poissonGap } from './statistics'

// A request that could not even start in twice the time would wait for ever at this rate.
const PATIENCE = 2

export type Stream = { name: string; perSecond: number; visitors: Visitor[] }

/**
 * Open loop: each stream sends at random times of its own schedule, whether or not earlier answers
 * have come, and a time counts from the intended moment, so that a stall is not hidden. A visitor
 * does one thing at a time; when all of them wait, the schedule waits too, and the delay counts.
 */
export async function openLoop(
  streams: Stream[],
  { seconds, onFailure }: { seconds: number; onFailure?: (error: unknown) => void },
) {
  const startedAt = performance.now()
  const results = await Promise.all(
    streams.map(async (stream) => {
      const latencies = await runStream(stream, { startedAt, seconds, onFailure })
      return [stream.name, summary(latencies)] as const
    }),
  )
  return Object.fromEntries(results)
}

async function runStream(
  { perSecond, visitors }: Stream,
  {
    startedAt,
    seconds,
    onFailure,
  }: { startedAt: number; seconds: number; onFailure?: (error: unknown) => void },
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true })
  const queue = visitorQueue(visitors)
  const running: Promise<void>[] = []
  const latencies: number[] = []
  const send = async (intendedAt: number) => {
    const visitor = await queue.take()
    try {
      const mayStart = performance.now() < startedAt + seconds * 1000 * PATIENCE
      if (mayStart) visitor.check(await exchange(visitor.next(), agent))
      latencies.push(mayStart ? performance.now() - intendedAt : Number.POSITIVE_INFINITY)
    } catch (error) {
      if (!onFailure) throw error
      onFailure(error)
    } finally {
      queue.giveBack(visitor)
    }
  }
  let at = startedAt
  while (true) {
    at += poissonGap(perSecond) * 1000
    if (at > startedAt + seconds * 1000) break
    await sleep(Math.max(0, at - performance.now()))
    running.push(send(at))
  }
  await Promise.all(running)
  agent.destroy()
  return latencies
}

function visitorQueue(visitors: Visitor[]) {
  const free = [...visitors]
  const waiting: ((visitor: Visitor) => void)[] = []
  return {
    take: async () =>
      free.pop() ?? (await new Promise<Visitor>((resolve) => waiting.push(resolve))),
    giveBack: (visitor: Visitor) => {
      const next = waiting.shift()
      if (next) next(visitor)
      else free.push(visitor)
    },
  }
}
