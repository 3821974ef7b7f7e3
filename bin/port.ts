import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 5_000

/** Refuses a port that is in use, after giving the server of a killed start a moment to leave it. */
export async function assertPortFree(port: number, host: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  while (!(await isFree(port, host))) {
    if (Date.now() > deadline) throw new Error(await describeTaken(port, host))
    await sleep(200)
  }
}

async function describeTaken(port: number, host: string): Promise<string> {
  const advice = `Stop it, or choose another port: PORT=${port + 1} npm start`
  if (await isRung(port, host)) return `Another Rung answers on port ${port}. ${advice}`
  return `Port ${port} is taken by another program. ${advice}`
}

/** Whether a Rung answers there. */
export async function isRung(port: number, host: string): Promise<boolean> {
  try {
    const url = `http://${reachable(host)}:${port}/api/health/live`
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    return response.ok && (await response.text()) === '{"status":"ok"}'
  } catch {
    return false
  }
}

/** The address at which this machine reaches a server that listens on `host`. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(true)))
  })
}
