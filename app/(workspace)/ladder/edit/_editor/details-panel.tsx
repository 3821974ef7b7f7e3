'use client'

import { CategoryDetails } from './category-details'
import { ClashNotes } from './clash-notes'
import type { Ref } from './editor-store'
import { ItemDetails } from './item-details'
import { LevelDetails, TrackDetails } from './level-details'
import { Messages } from './messages'
import { focusSpot } from './spot'
import { useEditor, useStore } from './use-editor'

const TITLES: Partial<Record<Ref['entity'], string>> = {
  item: 'Item',
  level: 'Level',
  category: 'Category',
  track: 'Track',
}

/** Beside the matrix: everything about what has the focus there. */
export function DetailsPanel() {
  const store = useStore()
  const isOpen = useEditor(({ isPanelOpen }) => isPanelOpen)
  const selected = useEditor((state) => state.selected)
  if (!isOpen) return null
  const close = () => {
    store.show({ isPanelOpen: false })
    if (store.active) focusSpot(store.active)
  }
  return (
    <aside
      aria-label="Details"
      className="edit-details"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <header>
        <h2 id="edit-details" tabIndex={-1}>
          {selected ? TITLES[selected.entity] : 'Details'}
        </h2>
        <button type="button" className="add" onClick={close}>
          Close
        </button>
      </header>
      {selected ? (
        <div key={`${selected.entity} ${selected.key}`} className="form">
          <Messages entity={selected.entity} entityKey={selected.key} isWhole />
          <ClashNotes entity={selected.entity} entityKey={selected.key} />
          <DetailsOf selected={selected} />
        </div>
      ) : (
        <p>Choose an item, a level or a category in the matrix.</p>
      )}
    </aside>
  )
}

function DetailsOf({ selected: { entity, key } }: { selected: Ref }) {
  if (entity === 'item') return <ItemDetails itemKey={key} />
  if (entity === 'level') return <LevelDetails levelKey={key} />
  if (entity === 'category') return <CategoryDetails categoryKey={key} />
  return entity === 'track' ? <TrackDetails trackKey={key} /> : null
}
