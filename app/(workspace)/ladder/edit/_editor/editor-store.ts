import { setFields } from '@/lib/ladder/editing/changes/fields'
import type { Cell } from '@/lib/ladder/editing/changes/items'
import {
  type Draft,
  draftOf,
  type Entities,
  type EntityName,
  ORDER_GAP,
  type Orders,
} from '@/lib/ladder/editing/draft'
import { type Change, type Edit, inverseOfAll } from '@/lib/ladder/editing/edit'
import type { DraftMessage, DraftMessages } from '@/lib/ladder/editing/messages'
import type { Clash } from '@/lib/ladder/editing/sync'
import { type UndoStacks, undoStacks, withChange } from '@/lib/ladder/editing/undo'
import type { Item, LadderDocument } from '@/lib/ladder/format/document'
import { DraftSender, type SaveStatus } from './draft-sender'
import { cellsOf, type Grid, gridOf, hasSamePlaces } from './grid'
import { KeptChanges } from './kept-changes'
import { inWords } from './words'

export type Ref = { entity: EntityName; key: string }
/** An item that is being written at the end of a cell or below another; `key` once it has words. */
export type Adding = { cell: Cell; after: string | null; key: string | null }
export type EditorStart = {
  versionId: string
  document: LadderDocument
  orders: Orders
  sequence: number
  ownChanges: Change[]
  removed: Item[]
  actor: { id: string; name: string }
}

const CHECK_AFTER = 400
const KEEP_AFTER = 200
const HEARD_FOR = 20_000
const NO_MESSAGES: readonly DraftMessage[] = []

/** The state of the open editor, outside React, so that a key press draws one field and no more. */
export class EditorStore {
  readonly sender: DraftSender
  grid: Grid
  cells: ReadonlyMap<string, readonly string[]>
  stacks: UndoStacks
  removed: ReadonlyMap<string, Item>
  messages: DraftMessages = new Map()
  /** The place in the matrix that Tab leads to, the one that is written in, and what the panel is about. */
  active: string | null = null
  editing: string | null = null
  adding: Adding | null = null
  selected: Ref | null = null
  isPanelOpen = false
  /** The track that is shown, null for all; on a narrow screen the level that is. */
  track: string | null
  narrow: string
  announcement = ''
  heard: { name: string; count: number } | null = null
  readonly #kept: KeptChanges
  readonly #saved: ReadonlySet<string>
  readonly #listeners = new Set<() => void>()
  #seen: Draft
  #timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(start: EditorStart) {
    const { versionId, sequence, actor } = start
    const draft = draftOf(start.document, start.orders)
    this.#kept = new KeptChanges({ versionId, personId: actor.id })
    this.sender = new DraftSender(
      { versionId, draft, sequence },
      {
        onChange: () => this.#drawAnew(),
        onHeard: (changes) => {
          const others = changes.filter((change) => change.actor.id !== actor.id)
          const name = others.at(-1)?.actor.name
          if (!name) return
          this.heard = { name, count: others.length }
          this.#later('heard', HEARD_FOR, () => this.show({ heard: null }))
        },
      },
    )
    this.stacks = undoStacks(start.ownChanges)
    this.#saved = new Set(start.ownChanges.map(({ id }) => id))
    this.removed = new Map(start.removed.map((item) => [item.key, item]))
    this.#seen = draft
    this.grid = gridOf(draft)
    this.cells = cellsOf(draft, this.grid, new Map())
    this.track = this.grid.tracks[0] ?? null
    this.narrow = this.grid.levels[0]?.key ?? ''
    this.active = this.narrow ? `level ${this.narrow}` : null
  }

  get draft(): Draft {
    return this.sender.sync.draft
  }

  get status(): SaveStatus {
    return this.sender.status
  }

  get clashes(): readonly Clash[] {
    return this.sender.sync.clashes
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  messagesOf(ref: Ref): readonly DraftMessage[] {
    return this.messages.get(`${ref.entity} ${ref.key}`) ?? NO_MESSAGES
  }

  /** Does something, shows it and saves it. False when it did not fit, or there was nothing to do. */
  change(edits: Edit[], announcement?: string): boolean {
    if (edits.length === 0) return false
    this.#remember(edits)
    const known = new Set(this.stacks.undo.map(({ id }) => id))
    const change = this.sender.add(edits)
    if (!change) return false
    this.stacks = known.has(change.id)
      ? { undo: this.stacks.undo.map((one) => (one.id === change.id ? change : one)), redo: [] }
      : withChange(this.stacks, change)
    this.announce(announcement ?? '')
    return true
  }

  /** What a person typed into a field, in which `seen` stood when they began. */
  setField<Name extends EntityName, Field extends keyof Entities[Name] & string>(
    { entity, key }: { entity: Name; key: string },
    field: Field,
    { seen, value }: { seen: Entities[Name][Field]; value: Entities[Name][Field] },
  ): boolean {
    const before = { [field]: seen }
    const after = { [field]: value }
    return this.change([{ op: 'set', entity, key, before, after } as Edit])
  }

  set<Name extends EntityName>(
    ref: { entity: Name; key: string },
    fields: Partial<Entities[Name]>,
  ): boolean {
    return this.change(setFields(this.draft, ref, fields))
  }

  undo(): void {
    this.#takeBack('undo', 'Undone')
  }

  redo(): void {
    this.#takeBack('redo', 'Done again')
  }

  announce(words: string): void {
    this.announcement = words
    this.notify()
  }

  /** Changes something about the screen alone. */
  show(
    change: Partial<
      Pick<
        EditorStore,
        'active' | 'editing' | 'adding' | 'selected' | 'isPanelOpen' | 'track' | 'narrow' | 'heard'
      >
    >,
  ): void {
    Object.assign(this, change)
    this.notify()
  }

  /** Changes again, from what earlier pages in this browser could not save. */
  takeLeft(): void {
    for (const { id, undoes, edits } of this.#kept.takeLeft()) {
      if (this.#saved.has(id)) continue
      const change = this.sender.add(edits, { id, undoes })
      if (change) this.stacks = withChange(this.stacks, change)
    }
    this.check()
  }

  leave = (): void => {
    this.#kept.keep(this.sender.sync.pending)
    this.sender.leave()
  }

  notify(): void {
    for (const listener of this.#listeners) listener()
  }

  check(): void {
    this.#later('check', CHECK_AFTER, async () => {
      const { draftMessages } = await import('@/lib/ladder/editing/messages')
      this.messages = draftMessages(this.draft)
      this.notify()
    })
  }

  #takeBack(list: 'undo' | 'redo', word: string): void {
    const last = this.stacks[list].at(-1)
    if (!last) {
      this.announce(list === 'undo' ? 'Nothing to undo.' : 'Nothing to do again.')
      return
    }
    const edits = inverseOfAll(last.edits)
    this.#remember(edits)
    const change = this.sender.add(edits, { undoes: last.id })
    this.stacks = change
      ? withChange(this.stacks, change)
      : { ...this.stacks, [list]: this.stacks[list].slice(0, -1) }
    this.announce(change ? `${word}: ${inWords(last.edits)}` : 'That does not fit any more.')
  }

  // An item that goes can come back under its old key, also after the steps to it are forgotten.
  #remember(edits: Edit[]): void {
    const items = edits.flatMap((edit) =>
      edit.entity === 'item' && edit.op === 'remove' ? [edit.value] : [],
    )
    if (items.length === 0) return
    this.removed = new Map([...this.removed, ...items.map((item) => [item.key, item] as const)])
  }

  #drawAnew(): void {
    const { draft } = this
    const before = this.#seen
    if (draft !== before) {
      this.#seen = draft
      const isFrame =
        draft.level !== before.level ||
        draft.track !== before.track ||
        draft.category !== before.category
      if (isFrame) this.grid = gridOf(draft)
      if (isFrame || !hasSamePlaces(draft, before)) {
        this.cells = cellsOf(draft, this.grid, this.cells)
      }
      this.check()
    }
    this.#later('keep', KEEP_AFTER, () => this.#kept.keep(this.sender.sync.pending))
    this.notify()
  }

  #later(name: string, delay: number, work: () => void): void {
    clearTimeout(this.#timers.get(name))
    this.#timers.set(name, setTimeout(work, delay))
  }
}

/** An item as it stood in another version, where it has no place yet. */
export function withPlace(item: Item): Entities['item'] {
  return { ...item, order: ORDER_GAP }
}
