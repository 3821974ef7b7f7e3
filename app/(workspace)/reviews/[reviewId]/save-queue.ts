import type { SectionBody } from '@/lib/reviews/body'
import { isSameBody, mergeBodies } from '@/lib/reviews/drafts/merge'

export type Payload = { section: string; saveId: string; baseVersion: number; body: SectionBody }

export type Answer =
  | { kind: 'saved'; version: number; savedAt: string }
  | { kind: 'conflict'; version: number; body: SectionBody; conflictId: string }
  /** The server will not take this text; another one it may. */
  | { kind: 'refused'; message: string }
  /** Nothing can be saved in this review any more. */
  | { kind: 'closed'; message: string }
  | { kind: 'signed-out' }
  | { kind: 'unreachable' }

export type Clash = { theirs: SectionBody; keys: string[]; conflictId: string }

export type SectionState = {
  /** What stands on the screen. */
  body: SectionBody
  /** What the server has acknowledged last, as `version`. */
  base: SectionBody
  version: number
  clash: Clash | null
  refusal: string | null
}

export type QueueStatus = {
  kind: 'saved' | 'unsaved' | 'saving' | 'retrying' | 'signed-out' | 'closed' | 'clash' | 'refused'
  savedAt: string | null
  message: string | null
}

export type QueueClock = {
  now: () => number
  setTimeout: (work: () => void, delay: number) => unknown
  clearTimeout: (handle: unknown) => void
}

export type QueuePorts = {
  send: (payload: Payload, options: { isLeaving: boolean }) => Promise<Answer>
  newId: () => string
  random: () => number
  clock: QueueClock
  /** Whenever a section or the status has changed. */
  onChange: () => void
  onTyped: (section: string, state: SectionState) => void
  onSaved: (section: string, state: SectionState) => void
  /** Both texts of a conflict are joined or chosen from. */
  onSettled: (conflictId: string) => void
}

export const DEBOUNCE = 800
export const MAX_WAIT = 2_000
const FIRST_RETRY = 1_000
const LAST_RETRY = 5_000

type Pending = { payload: Payload; isInFlight: boolean }
type Dirty = { since: number; changed: number }
type Halt = { kind: 'signed-out' } | { kind: 'closed'; message: string }

/**
 * Sends what is typed: after a pause, one at a time, newest text last. A save whose outcome is not
 * known is sent again as it was, with the same id, before anything newer of its section.
 */
export class SaveQueue {
  readonly #ports: QueuePorts
  readonly #sections: Map<string, SectionState>
  readonly #dirty = new Map<string, Dirty>()
  readonly #pending = new Map<string, Pending>()
  readonly #waiting: (() => void)[] = []
  #timer: unknown = null
  #failures = 0
  #halt: Halt | null = null
  #savedAt: string | null = null

  constructor(sections: Record<string, { body: SectionBody; version: number }>, ports: QueuePorts) {
    this.#ports = ports
    this.#sections = new Map(
      Object.entries(sections).map(([key, { body, version }]) => [
        key,
        { body, base: body, version, clash: null, refusal: null },
      ]),
    )
  }

  section(key: string): SectionState {
    const state = this.#sections.get(key)
    if (!state) throw new Error(`There is no section ${key}`)
    return state
  }

  has(key: string): boolean {
    return this.#sections.has(key)
  }

  change(key: string, body: SectionBody): void {
    const now = this.#ports.clock.now()
    this.#set(key, { body, refusal: null })
    this.#dirty.set(key, { since: this.#dirty.get(key)?.since ?? now, changed: now })
    this.#ports.onTyped(key, this.section(key))
    this.#pump()
    this.#ports.onChange()
  }

  /** The person has chosen what the section says after a clash. */
  resolve(key: string, body: SectionBody): void {
    const { clash } = this.section(key)
    if (!clash) return
    this.#set(key, { body, clash: null })
    this.#markNow(key)
    this.#ports.onTyped(key, this.section(key))
    this.#ports.onSettled(clash.conflictId)
    this.#pump()
    this.#ports.onChange()
  }

  /** Sends everything at once, and resolves when all is acknowledged or something stands in the way. */
  async flush(): Promise<boolean> {
    for (const key of this.#dirty.keys()) this.#markNow(key)
    this.retryNow()
    this.#pump()
    while (this.#isMoving()) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return this.status().kind === 'saved'
  }

  /** The page may be gone in a moment: whatever is not on its way is sent along now. */
  leave(): void {
    if (this.#halt) return
    for (const pending of this.#pending.values()) {
      if (!pending.isInFlight) this.#transmit(pending, true)
    }
    for (const key of this.#sendable()) this.#start(key, true)
    this.#ports.onChange()
  }

  /** The network or the session may be back. */
  retryNow(): void {
    if (this.#halt?.kind === 'closed') return
    this.#halt = null
    for (const pending of this.#pending.values()) {
      if (!pending.isInFlight) this.#transmit(pending, false)
    }
    this.#pump()
    this.#ports.onChange()
  }

  status(): QueueStatus {
    const states = [...this.#sections.values()]
    const refusal = states.find((state) => state.refusal)?.refusal ?? null
    const kind = this.#kind(states, refusal)
    const message = this.#halt?.kind === 'closed' ? this.#halt.message : refusal
    return { kind, savedAt: this.#savedAt, message }
  }

  #kind(states: SectionState[], refusal: string | null): QueueStatus['kind'] {
    if (this.#halt) return this.#halt.kind
    if (this.#failures > 0) return 'retrying'
    if (refusal) return 'refused'
    if (states.some(({ clash }) => clash)) return 'clash'
    if (this.#pending.size > 0) return 'saving'
    return this.#dirty.size > 0 ? 'unsaved' : 'saved'
  }

  #isMoving(): boolean {
    if (this.#halt || this.#failures > 0) return false
    return this.#pending.size > 0 || this.#sendable().length > 0
  }

  #sendable(): string[] {
    return [...this.#dirty.keys()].filter(
      (key) => !this.#pending.has(key) && this.section(key).clash === null,
    )
  }

  #pump(): void {
    if (this.#halt || this.#pending.size > 0) return
    const [next] = this.#sendable()
      .map((key) => ({ key, due: this.#due(key) }))
      .sort((a, b) => a.due - b.due)
    if (!next) return
    const delay = next.due - this.#ports.clock.now()
    if (delay <= 0) this.#start(next.key, false)
    else this.#wake(delay, () => this.#pump())
  }

  #due(key: string): number {
    const dirty = this.#dirty.get(key)
    return dirty ? Math.min(dirty.changed + DEBOUNCE, dirty.since + MAX_WAIT) : 0
  }

  #markNow(key: string): void {
    const long = this.#ports.clock.now() - MAX_WAIT
    this.#dirty.set(key, { since: long, changed: long })
  }

  #start(key: string, isLeaving: boolean): void {
    const { body, version } = this.section(key)
    this.#dirty.delete(key)
    const payload = { section: key, saveId: this.#ports.newId(), baseVersion: version, body }
    const pending = { payload, isInFlight: false }
    this.#pending.set(key, pending)
    this.#transmit(pending, isLeaving)
  }

  #transmit(pending: Pending, isLeaving: boolean): void {
    pending.isInFlight = true
    this.#ports
      .send(pending.payload, { isLeaving })
      .catch((): Answer => ({ kind: 'unreachable' }))
      .then((answer) => this.#receive(pending, answer))
  }

  #receive(pending: Pending, answer: Answer): void {
    const { section } = pending.payload
    pending.isInFlight = false
    if (answer.kind === 'unreachable') this.#retryLater()
    else if (answer.kind === 'signed-out') this.#halt = { kind: 'signed-out' }
    else {
      this.#pending.delete(section)
      this.#failures = 0
      if (answer.kind === 'saved') this.#saved(pending.payload, answer)
      if (answer.kind === 'conflict') this.#conflict(section, answer)
      if (answer.kind === 'refused') this.#refused(pending.payload, answer.message)
      if (answer.kind === 'closed') this.#halt = answer
    }
    this.#pump()
    for (const wake of this.#waiting.splice(0)) wake()
    this.#ports.onChange()
  }

  #saved({ section, body }: Payload, answer: Answer & { kind: 'saved' }): void {
    this.#set(section, { base: body, version: answer.version })
    this.#savedAt = answer.savedAt
    this.#ports.onSaved(section, this.section(section))
  }

  #conflict(key: string, answer: Answer & { kind: 'conflict' }): void {
    const { base, body: mine } = this.section(key)
    const theirs = answer.body
    const { body, clashes } = mergeBodies({ base, mine, theirs })
    const { conflictId, version } = answer
    this.#set(key, { base: theirs, version })
    if (clashes.length > 0) {
      this.#dirty.set(key, { since: 0, changed: 0 })
      this.#set(key, { clash: { theirs, keys: clashes, conflictId } })
      return
    }
    this.#set(key, { body })
    this.#ports.onSettled(conflictId)
    if (isSameBody(body, theirs)) {
      this.#dirty.delete(key)
      this.#ports.onSaved(key, this.section(key))
    } else this.#markNow(key)
  }

  #refused({ section, body }: Payload, message: string): void {
    if (this.section(section).body === body) this.#set(section, { refusal: message })
  }

  #retryLater(): void {
    this.#failures += 1
    const delay = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (this.#failures - 1))
    this.#wake(delay * (0.5 + this.#ports.random() / 2), () => this.retryNow())
  }

  #wake(delay: number, work: () => void): void {
    this.#clearTimer()
    this.#timer = this.#ports.clock.setTimeout(work, delay)
  }

  #clearTimer(): void {
    if (this.#timer !== null) this.#ports.clock.clearTimeout(this.#timer)
    this.#timer = null
  }

  #set(key: string, change: Partial<SectionState>): void {
    this.#sections.set(key, { ...this.section(key), ...change })
  }
}
