'use client'

import { keptText } from '@/lib/ladder/editing/changes/fields'
import { addItem, type Cell, cellKey } from '@/lib/ladder/editing/changes/items'
import { newItemKey } from '@/lib/ladder/editing/changes/new-key'
import { InPlace } from './in-place'
import { focusSpot, spotOfAdd, spotOfItem } from './spot'
import { useStore } from './use-editor'

/** A new item while it is written. It exists from its first words on; Enter goes on to the next one. */
export function AddLine({ cell }: { cell: Cell }) {
  const store = useStore()
  const save = (typed: string, seen: string) => {
    const { adding } = store
    if (!adding) return
    const value = keptText('text', typed)
    if (adding.key) {
      const ref = { entity: 'item' as const, key: adding.key }
      store.setField(ref, 'text', { seen: keptText('text', seen), value })
      return
    }
    const key = newItemKey()
    const edits = addItem(store.draft, { key, cell, text: value, after: adding.after })
    store.adding = { ...adding, key }
    if (!store.change(edits, 'Added.')) store.adding = adding
  }
  const done = (how: 'leave' | 'next') => {
    const { adding } = store
    if (!adding || cellKey(adding.cell) !== cellKey(cell)) return
    if (how === 'next' && adding.key) {
      store.show({ adding: { cell, after: adding.key, key: null } })
      return
    }
    const spot = adding.key ? spotOfItem(adding.key, cell) : spotOfAdd(cell)
    store.show({ adding: null, active: spot })
    focusSpot(spot)
  }
  return (
    <li>
      <InPlace label="Words of the new item" value="" onSave={save} onDone={done} />
    </li>
  )
}
