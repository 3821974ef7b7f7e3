import { Agent, type IncomingMessage, request } from 'node:http'
import { quantile } from './statistics'

export type Send = {
  method: 'GET' | 'PUT'
  url: string
  headers: Record<string, string>
  body?: string
}

export type Answer = { status: number; text: string; bytes: number }

/** What one connection does: the next request, and whether its answer is right. */
export type Visitor = {
  next: () => Send
  /** Throws when the answer is not the one that was asked for. */
  check: (answer: Answer) => void
}

export type Load = {
  requests: number
  perSecond: number
  p50: number
  p95: number
  p99: number
  bytes: number
}

/** Closed loop: every visitor sends, waits for the whole answer, and sends again. */
export async function generateLoad(visitors: Visitor[], seconds: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: visitors.length })
  const latencies: number[] = []
  let bytes = 0
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  await Promise.all(
    visitors.map(async (visitor) => {
      while (performance.now() < until) {
        const sentAt = performance.now()
        const answer = await exchange(visitor.next(), agent)
        latencies.push(performance.now() - sentAt)
        visitor.check(answer)
        bytes = answer.bytes
      }
    }),
  )
  const tookSeconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  return { ...summary(latencies), perSecond: latencies.length / tookSeconds, bytes }
}

export function summary(latencies: number[]) {
  return {
    requests: latencies.length,
    p50: quantile(latencies, 0.5),
    p95: quantile(latencies, 0.95),
    p99: quantile(latencies, 0.99),
  }
}

/** One request and its whole answer. */
export function exchange(send: Send, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, url, headers, body } = send
    const outgoing = request(url, { method, headers, agent }, (incoming) => {
      collect(incoming).then(resolve, reject)
    })
    outgoing.setTimeout(30_000, () => outgoing.destroy(new Error(`${url} took over 30 seconds.`)))
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

function collect(incoming: IncomingMessage): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.once('error', reject)
    incoming.once('end', () => {
      const whole = Buffer.concat(chunks)
      resolve({
        status: incoming.statusCode ?? 0,
        text: whole.toString('utf8'),
        bytes: whole.length,
      })
    })
  })
}
