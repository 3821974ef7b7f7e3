import { randomUUID } from 'node:crypto'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { APIRequestContext } from '@playwright/test'
import { type Save, save } from './instances'
import type { OwnDatabase } from './own-database'

/** What a client knows of one save: it was sent, and perhaps what came of it. */
export type Entry =
  | { event: 'sent'; saveId: string; reviewId: string; text: string }
  | { event: 'saved' | 'kept'; saveId: string; version: number }
  | { event: 'unknown'; saveId: string }
  | { event: 'refused'; saveId: string; status: number }

/** The clients' own record of what they were told, in a file that no kill of the product touches. */
export class Ledger {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
    writeFileSync(file, '')
  }

  write(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
  }

  entries(): Entry[] {
    const lines = readFileSync(this.#file, 'utf8').split('\n').filter(Boolean)
    return lines.map((line) => JSON.parse(line) as Entry)
  }

  count(event: Entry['event']): number {
    return this.entries().filter((entry) => entry.event === event).length
  }
}

export type Writing = {
  ledger: Ledger
  reviewId: string
  /** The instances, the preferred one first; as a proxy does, a client goes on to the next. */
  clients: APIRequestContext[]
  isOver: () => boolean
}

const SECTION = 'summary'
const GIVES_UP = 0.2
const LONGEST_THOUGHT_MS = 60

/** Writes one text after the other as an editor does, each from the version that it last heard of. */
export async function keepWriting(writing: Writing): Promise<void> {
  const { ledger, reviewId, isOver } = writing
  let baseVersion = 0
  while (!isOver()) {
    const saveId = randomUUID()
    const text = `Text of ${saveId}`
    ledger.write({ event: 'sent', saveId, reviewId, text })
    const what = { reviewId, section: SECTION, saveId, baseVersion, text }
    baseVersion = (await sendUntilAnswered(writing, what)) ?? baseVersion
    await pause(Math.random() * LONGEST_THOUGHT_MS)
  }
}

// Most clients send an unanswered save again, as the editor does; some close their window instead.
async function sendUntilAnswered(writing: Writing, what: Save): Promise<number | undefined> {
  const { ledger, clients } = writing
  const { saveId } = what
  for (let turn = 0; turn < 200; turn++) {
    const client = clients[turn % clients.length] as APIRequestContext
    const reply = await save(client, what).catch(() => null)
    if (reply && (reply.status === 200 || (reply.status === 409 && reply.conflictId))) {
      const { status, version } = reply
      ledger.write({ event: status === 200 ? 'saved' : 'kept', saveId, version })
      return version
    }
    if (reply && reply.status !== 503) {
      ledger.write({ event: 'refused', saveId, status: reply.status })
      return undefined
    }
    ledger.write({ event: 'unknown', saveId })
    if (Math.random() < GIVES_UP) return undefined
    await pause(20 + Math.random() * 80)
  }
  throw new Error(`The save ${saveId} was never answered.`)
}

type Stored = { saveId: string; reviewId: string; version: number | null; text: string }
type Current = { reviewId: string; version: number; text: string; begun: number }

/** Compares what clients were told with what is stored; each difference is a sentence. */
export async function differences(
  ledger: Ledger,
  database: OwnDatabase,
  reviewIds: string[],
): Promise<string[]> {
  const stored = await database.rows<Stored>(
    `SELECT r.save_id AS "saveId", d.review_id AS "reviewId", r.version, r.body ->> 'text' AS text
     FROM draft_revisions r JOIN drafts d ON d.id = r.draft_id
     WHERE d.review_id = ANY ($1) AND d.section = $2
     UNION ALL SELECT k.save_id, d.review_id, NULL, k.body ->> 'text'
     FROM draft_conflicts k JOIN drafts d ON d.id = k.draft_id
     WHERE d.review_id = ANY ($1) AND d.section = $2`,
    [reviewIds, SECTION],
  )
  const current = await database.rows<Current>(
    `SELECT review_id AS "reviewId", version, body ->> 'text' AS text,
       (SELECT count(*)::int FROM audit_events e WHERE e.object_id = review_id::text
         AND e.action = 'draft.begin') AS begun
     FROM drafts WHERE review_id = ANY ($1) AND section = $2`,
    [reviewIds, SECTION],
  )
  return [
    ...lost(ledger.entries(), stored),
    ...unexplained(ledger.entries(), stored),
    ...current.flatMap((draft) => broken(draft, stored)),
  ]
}

function lost(entries: Entry[], stored: Stored[]): string[] {
  const texts = new Map(entries.flatMap((e) => (e.event === 'sent' ? [[e.saveId, e.text]] : [])))
  const byId = new Map(stored.map((row) => [row.saveId, row]))
  return entries.flatMap((entry) => {
    if (entry.event === 'refused') return `${entry.saveId} was refused with ${entry.status}`
    if (entry.event !== 'saved' && entry.event !== 'kept') return []
    const found = byId.get(entry.saveId)
    if (!found) return `${entry.saveId} was acknowledged and is nowhere`
    if (found.text !== texts.get(entry.saveId)) return `${entry.saveId} holds another text`
    const version = entry.event === 'saved' ? entry.version : null
    return found.version === version ? [] : `${entry.saveId} is ${found.version}, not ${version}`
  })
}

function unexplained(entries: Entry[], stored: Stored[]): string[] {
  const sent = new Set(entries.flatMap((e) => (e.event === 'sent' ? [e.saveId] : [])))
  const seen = new Set<string>()
  return stored.flatMap(({ saveId }) => {
    const isTwice = seen.has(saveId)
    seen.add(saveId)
    if (isTwice) return `${saveId} is there twice`
    return sent.has(saveId) ? [] : `${saveId} was never sent`
  })
}

function broken({ reviewId, version, text, begun }: Current, stored: Stored[]): string[] {
  const history = stored
    .filter((row) => row.reviewId === reviewId && row.version !== null)
    .sort((one, other) => Number(one.version) - Number(other.version))
  const problems: string[] = []
  if (history.some((row, index) => row.version !== index + 1)) problems.push('has a gap')
  if (history.length !== version) problems.push(`is at ${version} after ${history.length} saves`)
  if (history.at(-1)?.text !== text) problems.push('does not hold the last text')
  if (begun !== 1) problems.push(`was begun ${begun} times`)
  return problems.map((problem) => `The draft of ${reviewId} ${problem}`)
}
