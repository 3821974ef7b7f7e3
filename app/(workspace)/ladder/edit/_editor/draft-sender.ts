import type { Draft } from '@/lib/ladder/editing/draft'
import type { Change, Edit } from '@/lib/ladder/editing/edit'
import {
  joined,
  type Sync,
  syncOf,
  withOwn,
  withoutClash,
  withRefused,
  withSaved,
} from '@/lib/ladder/editing/sync'
import { type Answer, hearChanges, type Saved, sendChanges } from './edit-request'

export type SaveStatus = {
  kind: 'saved' | 'saving' | 'retrying' | 'signed-out' | 'closed'
  savedAt: string | null
  message: string | null
}

type Ports = {
  onChange: () => void
  /** What others, or the same person elsewhere, have saved. */
  onHeard: (changes: Saved[]) => void
}

const AT_ONCE = 40
const HEAR_EVERY = 4_000
// Listening counts as using the session, which must end when nobody is there any more.
const LISTEN_FOR = 10 * 60_000
const FIRST_RETRY = 1_000
const LAST_RETRY = 15_000

/** Sends own changes one request at a time, and listens for those of others in between. */
export class DraftSender {
  sync: Sync
  status: SaveStatus = { kind: 'saved', savedAt: null, message: null }
  readonly #versionId: string
  readonly #ports: Ports
  #inFlight: ReadonlySet<string> = new Set()
  #isBusy = false
  #failures = 0
  #atOnce = AT_ONCE
  #usedAt = Date.now()
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor({ versionId, draft, sequence }: Start, ports: Ports) {
    this.#versionId = versionId
    this.#ports = ports
    this.sync = syncOf(draft, sequence)
  }

  /** Shows the change at once and sends it. Gives the change as it is now, or null when it did not fit. */
  add(edits: Edit[], { id, undoes = null }: { id?: string; undoes?: string | null } = {}) {
    const last = this.sync.pending.at(-1)
    const longer = undoes === null && !this.#isSent(last) ? joined(last, edits) : null
    const change: Change = longer ?? { id: id ?? crypto.randomUUID(), undoes, edits }
    const clashes = this.sync.clashes.length
    const next = withOwn(this.sync, longer ? { ...change, edits } : change)
    const fits = next.clashes.length === clashes
    this.sync = fits && longer ? { ...next, pending: this.sync.pending.with(-1, change) } : next
    this.#changed()
    if (this.#failures === 0) this.#soon(0)
    return fits ? change : null
  }

  settle(changeId: string): void {
    this.sync = withoutClash(this.sync, changeId)
    this.#changed()
  }

  listen(): void {
    this.#soon(HEAR_EVERY)
  }

  /** Somebody is at the page. */
  touch = (): void => {
    this.#usedAt = Date.now()
  }

  /** The network or the session may be back, or somebody looks at the page again. */
  retryNow(): void {
    if (this.status.kind === 'closed') return
    if (this.status.kind === 'signed-out') this.#setStatus({ kind: 'saving' })
    this.#failures = 0
    this.#soon(0)
  }

  /** The page may be gone in a moment: whatever is not on its way is sent along now. */
  leave(): void {
    this.#clear()
    const { pending, sequence: since } = this.sync
    if (pending.length === 0 || this.status.kind === 'closed') return
    void sendChanges(this.#versionId, { since, changes: pending }, { isLeaving: true })
  }

  #isSent(change: Change | undefined): boolean {
    return change !== undefined && this.#inFlight.has(change.id)
  }

  #soon(delay: number): void {
    this.#clear()
    this.#timer = setTimeout(() => void this.#turn(), delay)
  }

  #clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  async #turn(): Promise<void> {
    if (this.#isBusy || this.status.kind === 'closed') return
    const isAway = document.visibilityState === 'hidden' || Date.now() - this.#usedAt > LISTEN_FOR
    if (this.sync.pending.length === 0 && isAway) {
      this.#soon(HEAR_EVERY)
      return
    }
    this.#isBusy = true
    const changes = this.sync.pending.slice(0, this.#atOnce)
    this.#inFlight = new Set(changes.map(({ id }) => id))
    const since = this.sync.sequence
    const answer =
      changes.length > 0
        ? await sendChanges(this.#versionId, { since, changes }, { isLeaving: false })
        : await hearChanges(this.#versionId, since)
    this.#inFlight = new Set()
    this.#isBusy = false
    this.#receive(answer, changes)
  }

  #receive(answer: Answer, sent: readonly Change[]): void {
    if (answer.kind === 'unreachable') {
      this.#retryLater()
      return
    }
    this.#failures = 0
    if (answer.kind === 'signed-out') {
      this.#halt(answer.kind, null)
      return
    }
    if (answer.kind === 'closed') {
      this.#halt(answer.kind, answer.message)
      return
    }
    if (answer.kind === 'refused') this.#refused(sent, answer.message)
    else this.#heard(answer)
    this.#changed()
    this.#soon(this.sync.pending.length > 0 ? 0 : HEAR_EVERY)
  }

  #heard(answer: Answer & { changes: Saved[] }): void {
    const own = new Set(this.sync.pending.map(({ id }) => id))
    const others = answer.changes.filter(({ id }) => !own.has(id))
    this.sync = withSaved(this.sync, answer.changes)
    if (answer.kind === 'conflict') {
      this.sync = withRefused(this.sync, answer.conflict.id, answer.conflict)
    }
    this.#atOnce = AT_ONCE
    const last = answer.changes.filter(({ id }) => own.has(id)).at(-1)
    if (last) this.#setStatus({ savedAt: last.at })
    if (this.sync.isLost) {
      this.#halt('closed', 'This page fell behind. Load it again to go on.')
      return
    }
    this.#setStatus({ kind: this.sync.pending.length === 0 ? 'saved' : 'saving' })
    if (others.length > 0) this.#ports.onHeard(others)
  }

  // Which of several is wrong shows when they are sent one by one.
  #refused(sent: readonly Change[], message: string): void {
    const [first] = sent
    if (sent.length > 1 || !first) {
      this.#atOnce = 1
      return
    }
    const conflict = { reason: 'invalid', message } as const
    this.sync = withRefused(this.sync, first.id, { at: 0, conflict })
    this.#setStatus({ kind: this.sync.pending.length > 0 ? 'saving' : 'saved' })
  }

  #retryLater(): void {
    this.#failures += 1
    this.#setStatus({ kind: 'retrying' })
    const delay = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (this.#failures - 1))
    this.#soon(delay * (0.5 + Math.random() / 2))
    this.#ports.onChange()
  }

  #halt(kind: 'signed-out' | 'closed', message: string | null): void {
    this.#setStatus({ kind, message })
    this.#clear()
    this.#ports.onChange()
  }

  #changed(): void {
    const isWaiting = this.sync.pending.length > 0 && this.status.kind === 'saved'
    if (isWaiting) this.#setStatus({ kind: 'saving' })
    this.#ports.onChange()
  }

  // The same object while nothing has changed: React compares by identity.
  #setStatus(change: Partial<SaveStatus>): void {
    const next = { ...this.status, message: null, ...change }
    const { kind, savedAt, message } = this.status
    const isSame = next.kind === kind && next.savedAt === savedAt && next.message === message
    if (!isSame) this.status = next
  }
}

type Start = { versionId: string; draft: Draft; sequence: number }
