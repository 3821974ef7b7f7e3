import { randomUUID } from 'node:crypto'
import type { Answer, Visitor } from './harness/load-generator'
import type { BenchServer } from './harness/server'
import type { Persona } from './organisation/personas'
import { cookieOf, type Scene } from './scene'
import type { PageTarget } from './targets'

export const CONNECTIONS = 8

/** A save that the server said it has kept. */
export type Acknowledged = { reviewId: string; section: string; saveId: string; version: number }

export function pageVisitor(
  origin: string,
  { path, as, marker }: { path: string; as?: Persona; marker: string },
): Visitor {
  const headers: Record<string, string> = as ? { cookie: cookieOf(as) } : {}
  return {
    next: () => ({ method: 'GET', url: origin + path, headers }),
    check: (answer) => {
      assertStatus(answer, path)
      if (!answer.text.includes(marker)) throw new Error(`${path} does not say "${marker}".`)
    },
  }
}

export function targetVisitors(server: BenchServer, target: PageTarget, scene: Scene): Visitor[] {
  const page = { path: target.path(scene), as: target.as, marker: target.marker(scene) }
  return Array.from({ length: CONNECTIONS }, () => pageVisitor(server.origin, page))
}

export function bareVisitors(server: BenchServer): Visitor[] {
  const page = { path: '/bare', marker: '<h1>Bare</h1>' }
  return Array.from({ length: CONNECTIONS }, () => pageVisitor(server.origin, page))
}

/** Writers with the editor open: each saves its own section again and again, a little longer each time. */
export function savingVisitors(
  origin: () => string,
  { scene, ledger = [] }: { scene: Scene; ledger?: Acknowledged[] },
): Visitor[] {
  return scene.savings.map((saving) => {
    let saveId = ''
    return {
      next: () => {
        saveId = randomUUID()
        return {
          method: 'PUT',
          url: `${origin()}/api/drafts/${saving.reviewId}/${saving.section}`,
          headers: {
            cookie: cookieOf('manager'),
            origin: origin(),
            'content-type': 'application/json',
          },
          body: JSON.stringify({
            saveId,
            baseVersion: saving.version,
            body: { text: textOf(saving.version), ratings: {} },
          }),
        }
      },
      check: (answer) => {
        const { version } = savedOf(answer, saving)
        saving.version = version
        ledger.push({ reviewId: saving.reviewId, section: saving.section, saveId, version })
      },
    }
  })
}

/** The same text to a route that does one UPDATE. */
export function bareSavingVisitors(origin: string): Visitor[] {
  return Array.from({ length: CONNECTIONS }, (_, index) => {
    let version = 1
    return {
      next: () => ({
        method: 'PUT',
        url: `${origin}/api/texts/${index + 1}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: textOf(version), ratings: {} }),
      }),
      check: (answer) => {
        assertStatus(answer, 'the bare save')
        version = (JSON.parse(answer.text) as { version: number }).version
      },
    }
  })
}

// After a save whose answer was lost the version is one ahead; the conflict says which it is.
function savedOf(answer: Answer, saving: { version: number }): { version: number } {
  if (answer.status === 409) {
    const { error } = JSON.parse(answer.text) as { error: { reason?: string; version?: number } }
    if (error.reason === 'VERSION') saving.version = error.version ?? saving.version
  }
  assertStatus(answer, 'a save')
  return JSON.parse(answer.text) as { version: number }
}

function assertStatus({ status, text }: Answer, what: string): void {
  if (status !== 200) throw new Error(`${what} answered ${status}: ${text.slice(0, 300)}`)
}

const SENTENCE = 'What was seen this half year, in a sentence that goes on for about a line. '

function textOf(version: number): string {
  return SENTENCE.repeat(8 + (version % 8))
}
