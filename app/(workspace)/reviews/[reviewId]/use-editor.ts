'use client'

import { useEffect, useState } from 'react'
import { storeContext } from '@/app/_components/ui/store-context'
import type { RatingEntry } from '@/lib/reviews/body'
import { isSameBody } from '@/lib/reviews/drafts/merge'
import type { EditorView } from '@/lib/reviews/queries'
import { settleConflictAction } from './actions'
import { sendDraft } from './draft-request'
import { type QueueStatus, SaveQueue, type SectionState } from './save-queue'
import { TextKeeper } from './text-keeper'

const EMPTY = { text: '', ratings: {} }
const KEEP_EVERY = 300

/** A text that is not part of the draft: it lost a race, came too late, or never left this browser. */
export type KeptText = {
  id: string
  source: 'server' | 'browser'
  section: string
  body: SectionState['body']
  at: number
}

/** The state of one open editor, outside React, so that a key press draws one field and no more. */
export class EditorStore {
  readonly queue: SaveQueue
  kept: readonly KeptText[]
  #status: QueueStatus
  readonly #reviewId: string
  readonly #sections: readonly string[]
  readonly #keeper: TextKeeper
  readonly #listeners = new Set<() => void>()
  readonly #unkept = new Set<string>()
  #keepTimer: ReturnType<typeof setTimeout> | null = null

  constructor(view: EditorView) {
    this.#reviewId = view.reviewId
    this.#sections = view.outline.sections.map(({ key }) => key)
    this.#keeper = new TextKeeper({ person: view.personId, review: view.reviewId })
    const saved = new Map(view.drafts.map((draft) => [draft.section, draft]))
    this.kept = view.conflicts.map((one) => ({ ...one, source: 'server', at: Date.parse(one.at) }))
    this.queue = new SaveQueue(
      Object.fromEntries(
        view.outline.sections.map(({ key }) => [
          key,
          { body: saved.get(key)?.body ?? EMPTY, version: saved.get(key)?.version ?? 0 },
        ]),
      ),
      {
        send: (payload, options) => sendDraft(view.reviewId, payload, options),
        newId: () => crypto.randomUUID(),
        random: Math.random,
        clock: {
          now: Date.now,
          setTimeout: (work, delay) => setTimeout(work, delay),
          clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
        },
        onChange: () => this.#changed(),
        onTyped: (section) => this.#keepSoon(section),
        onSaved: (section, state) => this.#forgetSaved(section, state),
        onSettled: (conflictId) => void this.#settle(conflictId),
      },
    )
    this.#status = this.queue.status()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  status = (): QueueStatus => this.#status

  /** The section where the writer has to choose or to shorten something. */
  placeOfTrouble(): string | null {
    return (
      this.#sections.find((key) => {
        const { clash, refusal } = this.queue.section(key)
        return clash !== null || refusal !== null
      }) ?? null
    )
  }

  setText(section: string, text: string): void {
    this.queue.change(section, { ...this.queue.section(section).body, text })
  }

  setRating(section: string, itemKey: string, entry: RatingEntry | null): void {
    const { body } = this.queue.section(section)
    const { [itemKey]: _, ...others } = body.ratings
    this.queue.change(section, {
      ...body,
      ratings: entry ? { ...others, [itemKey]: entry } : others,
    })
  }

  /** What earlier pages in this browser could not save, unless the server has it by now. */
  async findLeft(): Promise<void> {
    for (const left of await this.#keeper.listLeft()) {
      const isKnown = this.queue.has(left.section)
      if (!isKnown || isSameBody(this.queue.section(left.section).body, left.body)) {
        await this.#keeper.forgetId(left.id)
      } else if (!this.kept.some(({ id }) => id === left.id)) {
        this.kept = [...this.kept, { ...left, source: 'browser' }]
      }
    }
    this.#changed()
  }

  /** The writer has decided what becomes of a kept text; with a body, that is what the section says now. */
  async settleKept(text: KeptText, body: SectionState['body'] | null): Promise<void> {
    if (body) this.queue.change(text.section, body)
    this.kept = this.kept.filter(({ id }) => id !== text.id)
    this.#changed()
    if (text.source === 'browser') await this.#keeper.forgetId(text.id)
    else await this.#settle(text.id)
  }

  leave = (): void => {
    this.#keepNow()
    this.queue.leave()
  }

  #settle(conflictId: string): Promise<unknown> {
    return settleConflictAction({ reviewId: this.#reviewId, conflictId })
  }

  #keepSoon(section: string): void {
    this.#unkept.add(section)
    this.#keepTimer ??= setTimeout(() => this.#keepNow(), KEEP_EVERY)
  }

  #keepNow(): void {
    if (this.#keepTimer !== null) clearTimeout(this.#keepTimer)
    this.#keepTimer = null
    for (const section of this.#unkept) {
      void this.#keeper.keep(section, this.queue.section(section).body)
    }
    this.#unkept.clear()
  }

  #forgetSaved(section: string, { body, base }: SectionState): void {
    if (!isSameBody(body, base)) return
    this.#unkept.delete(section)
    void this.#keeper.forget(section)
  }

  #changed(): void {
    const next = this.queue.status()
    const { kind, savedAt, message } = this.#status
    // The same object while nothing has changed: React compares by identity.
    if (next.kind !== kind || next.savedAt !== savedAt || next.message !== message) {
      this.#status = next
    }
    for (const listener of this.#listeners) listener()
  }
}

/** `useEditor` reads one thing of the editor's state and draws again only when that changes. */
export const {
  Provided: EditorContext,
  useStore,
  useSelected: useEditor,
} = storeContext<EditorStore>()

/** Opens the store and ties it to the page: leaving, coming back, and the network. */
export function useEditorStore(view: EditorView): EditorStore {
  const [store] = useState(() => new EditorStore(view))
  useEffect(() => {
    const onVisibility = () =>
      document.visibilityState === 'hidden' ? store.leave() : retryIfStuck(store)
    const onBack = () => retryIfStuck(store)
    document.addEventListener('visibilitychange', onVisibility)
    window.addEventListener('pagehide', store.leave)
    window.addEventListener('online', onBack)
    window.addEventListener('focus', onBack)
    void store.findLeft()
    return () => {
      document.removeEventListener('visibilitychange', onVisibility)
      window.removeEventListener('pagehide', store.leave)
      window.removeEventListener('online', onBack)
      window.removeEventListener('focus', onBack)
      store.leave()
    }
  }, [store])
  return store
}

function retryIfStuck(store: EditorStore): void {
  const { kind } = store.status()
  if (kind === 'signed-out' || kind === 'retrying') store.queue.retryNow()
}
