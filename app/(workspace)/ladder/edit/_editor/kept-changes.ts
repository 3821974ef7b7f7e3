import type { Change } from '@/lib/ladder/editing/edit'

/**
 * Keeps in this browser what the server has not acknowledged, for each tab. The changes carry their
 * ids, so that what two tabs send is saved once.
 */
export class KeptChanges {
  readonly #prefix: string
  readonly #own: string

  constructor({ versionId, personId }: { versionId: string; personId: string }) {
    this.#prefix = `rung-ladder ${personId} ${versionId} `
    this.#own = `${this.#prefix}${crypto.randomUUID()}`
  }

  keep(changes: readonly Change[]): void {
    try {
      if (changes.length === 0) localStorage.removeItem(this.#own)
      else localStorage.setItem(this.#own, JSON.stringify(changes))
    } catch {
      // Without room, or without storage, what is not saved lives as long as the page.
    }
  }

  /** What earlier pages left; from now on it is this one's. */
  takeLeft(): Change[] {
    try {
      const keys = Object.keys(localStorage).filter(
        (key) => key.startsWith(this.#prefix) && key !== this.#own,
      )
      const left = keys.flatMap((key) => JSON.parse(localStorage.getItem(key) ?? '[]') as Change[])
      for (const key of keys) localStorage.removeItem(key)
      return left
    } catch {
      return []
    }
  }
}
