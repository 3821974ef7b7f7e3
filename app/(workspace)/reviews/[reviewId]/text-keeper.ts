import type { SectionBody } from '@/lib/reviews/body'

/** A text as it stood in this browser when it was last typed, until the server has acknowledged it. */
export type KeptInBrowser = {
  id: string
  person: string
  review: string
  section: string
  body: SectionBody
  at: number
}

const DATABASE = 'rung-drafts'
const STORE = 'texts'

/**
 * Keeps what the server has not acknowledged, for each person, review and section. Each tab has its
 * own record, so that none overwrites what another could not save. Without IndexedDB it keeps nothing.
 */
export class TextKeeper {
  readonly #owner: { person: string; review: string }
  readonly #tab = crypto.randomUUID()
  #opened: Promise<IDBDatabase | null> | null = null

  constructor(owner: { person: string; review: string }) {
    this.#owner = owner
  }

  async keep(section: string, body: SectionBody): Promise<void> {
    const record: KeptInBrowser = {
      id: this.#idOf(section),
      ...this.#owner,
      section,
      body,
      at: Date.now(),
    }
    await this.#run('readwrite', (store) => store.put(record))
  }

  async forget(section: string): Promise<void> {
    await this.forgetId(this.#idOf(section))
  }

  async forgetId(id: string): Promise<void> {
    await this.#run('readwrite', (store) => store.delete(id))
  }

  /** What earlier pages of this person and review left behind. */
  async listLeft(): Promise<KeptInBrowser[]> {
    const all = await this.#run<KeptInBrowser[]>('readonly', (store) => store.getAll())
    const { person, review } = this.#owner
    return (all ?? []).filter(
      (text) => text.person === person && text.review === review && !text.id.endsWith(this.#tab),
    )
  }

  #idOf(section: string): string {
    return `${this.#owner.person} ${this.#owner.review} ${section} ${this.#tab}`
  }

  async #run<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | null> {
    this.#opened ??= open()
    const database = await this.#opened
    if (!database) return null
    return new Promise((resolve) => {
      const transaction = database.transaction(STORE, mode)
      const request = work(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => resolve(null)
      transaction.onerror = () => resolve(null)
    })
  }
}

function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    if (!('indexedDB' in globalThis)) return resolve(null)
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => resolve(null)
    request.onblocked = () => resolve(null)
  })
}
