'use client'

import { memo } from 'react'
import { leadIn } from '@/app/(workspace)/ladder/_reading/item-words'
import { keptText } from '@/lib/ladder/editing/changes/fields'
import { type Cell, splitItem } from '@/lib/ladder/editing/changes/items'
import { newItemKey } from '@/lib/ladder/editing/changes/new-key'
import { ClashNotes } from './clash-notes'
import { InPlace } from './in-place'
import { Messages } from './messages'
import { cellAt, focusSpot, spotOfItem } from './spot'
import { useEditor, useStore } from './use-editor'

type Props = { itemKey: string; category: string; place: string }

/** One item in one cell: its words, which open for editing, and what there is to say about it. */
export const ItemLine = memo(function ItemLine({ itemKey, category, place }: Props) {
  const item = useEditor(({ draft }) => draft.item.get(itemKey))
  const spot = `item ${itemKey} ${category} ${place}`
  const isEditing = useEditor(({ editing }) => editing === spot)
  const isActive = useEditor(({ active }) => active === spot)
  if (!item) return null
  const lead = leadIn(item)
  return (
    <li data-item={itemKey} className={isActive ? 'is-active' : undefined}>
      {isEditing ? (
        <ItemEditor itemKey={itemKey} cell={cellAt(category, place)} text={item.text} />
      ) : (
        <button type="button" data-spot={spot} tabIndex={isActive ? 0 : -1}>
          {lead ? <b>{lead}</b> : null}
          {item.text}
          {item.critical ? <i> Critical</i> : null}
          {item.weight !== null ? <i> weight {item.weight}</i> : null}
          {item.levels.length > 1 ? <i> {item.levels.length} levels</i> : null}
        </button>
      )}
      <Messages entity="item" entityKey={itemKey} />
      <ClashNotes entity="item" entityKey={itemKey} />
    </li>
  )
})

function ItemEditor({ itemKey, cell, text }: { itemKey: string; cell: Cell; text: string }) {
  const store = useStore()
  const ref = { entity: 'item' as const, key: itemKey }
  const spot = spotOfItem(itemKey, cell)
  const leave = () => {
    if (store.editing !== spot) return
    store.show({ editing: null })
    focusSpot(spot)
  }
  return (
    <InPlace
      label="Words of the item"
      value={text}
      onSave={(typed, seen) =>
        store.setField(ref, 'text', {
          seen: keptText('text', seen),
          value: keptText('text', typed),
        })
      }
      onDone={leave}
      onSplit={(first, second) => {
        const newKey = newItemKey()
        const edits = splitItem(store.draft, { key: itemKey, first, second, newKey })
        if (!store.change(edits, 'Split into two.')) return
        store.show({ editing: null, active: spotOfItem(newKey, cell) })
        focusSpot(spotOfItem(newKey, cell))
      }}
    />
  )
}
