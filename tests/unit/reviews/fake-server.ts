import type { Answer, Payload, QueueClock } from '@/app/(workspace)/reviews/[reviewId]/save-queue'
import type { SectionBody } from '@/lib/reviews/body'

/** Time that passes only when a test says so; promises in between are let run. */
export class FakeClock implements QueueClock {
  #now = 0
  #next = 1
  readonly #timers = new Map<number, { at: number; work: () => void }>()

  now = () => this.#now

  setTimeout = (work: () => void, delay: number): unknown => {
    const handle = this.#next++
    this.#timers.set(handle, { at: this.#now + delay, work })
    return handle
  }

  clearTimeout = (handle: unknown): void => {
    this.#timers.delete(Number(handle))
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    await settled()
    for (;;) {
      const [due] = [...this.#timers]
        .filter(([, { at }]) => at <= end)
        .sort((a, b) => a[1].at - b[1].at)
      if (!due) break
      this.#timers.delete(due[0])
      this.#now = Math.max(this.#now, due[1].at)
      due[1].work()
      await settled()
    }
    this.#now = end
  }
}

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve()
}

type Fault = 'none' | 'lost-request' | 'lost-answer' | 'signed-out'

/** What save_draft_section does, in memory: compare and swap, history, losers kept, same id same answer. */
export class FakeServer {
  body: SectionBody = { text: '', ratings: {} }
  version = 0
  readonly history: SectionBody[] = []
  readonly conflicts = new Map<string, { id: string; body: SectionBody }>()
  readonly settledIds = new Set<string>()
  readonly acknowledged: SectionBody[] = []
  readonly requests: Payload[] = []
  readonly #saves = new Map<string, number>()
  fault: Fault = 'none'

  async send(payload: Payload): Promise<Answer> {
    this.requests.push(payload)
    const fault = this.fault
    if (fault === 'lost-request') throw new Error('offline')
    if (fault === 'signed-out') return { kind: 'signed-out' }
    const answer = this.#store(payload)
    await Promise.resolve()
    if (fault === 'lost-answer') throw new Error('cut off')
    if (answer.kind === 'saved') this.acknowledged.push(payload.body)
    return answer
  }

  /** What another tab saves. */
  saveElsewhere(text: string): void {
    this.#accept({ ...this.body, text }, `elsewhere ${this.version}`)
  }

  #store({ saveId, baseVersion, body }: Payload): Answer {
    const earlier = this.#saves.get(saveId)
    if (earlier !== undefined) return { kind: 'saved', version: earlier, savedAt: 'again' }
    if (baseVersion !== this.version) {
      const kept = this.conflicts.get(saveId) ?? { id: `conflict ${this.conflicts.size}`, body }
      this.conflicts.set(saveId, kept)
      return { kind: 'conflict', version: this.version, body: this.body, conflictId: kept.id }
    }
    this.#accept(body, saveId)
    return { kind: 'saved', version: this.version, savedAt: `version ${this.version}` }
  }

  #accept(body: SectionBody, saveId: string): void {
    this.version += 1
    this.body = body
    this.history.push(body)
    this.#saves.set(saveId, this.version)
  }
}
