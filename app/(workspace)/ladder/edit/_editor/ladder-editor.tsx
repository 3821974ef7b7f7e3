'use client'

import { useEffect, useRef, useState } from 'react'
import { DetailsPanel } from './details-panel'
import { EditMatrix } from './edit-matrix'
import './edit-bar.css'
import './edit-details.css'
import './edit-matrix.css'
import type { EditorStart, EditorStore } from './editor-store'
import { LadderView } from './ladder-view'
import { onMatrixPointerDown } from './matrix-drag'
import { onMatrixClick, onMatrixFocus, onMatrixKey } from './matrix-keys'
import { NewTitle } from './new-title'
import { focusSpot, spotOfItem } from './spot'
import { StatusBar } from './status-bar'
import { TransitionsView } from './transitions-view'
import { EditorContext, useEditor, useEditorStore, useStore } from './use-editor'

const VIEWS = { matrix: 'Matrix', transitions: 'Transitions', ladder: 'Ladder and tracks' }
type View = keyof typeof VIEWS

/** The draft, editable where it stands, saved as one types. */
export function LadderEditor({ start }: { start: EditorStart }) {
  const store = useEditorStore(start)
  const [view, setView] = useState<View>('matrix')
  return (
    <EditorContext value={store}>
      <div className="ladder-edit">
        <nav aria-label="Parts of the draft" className="edit-views">
          {Object.entries(VIEWS).map(([key, title]) => (
            <button
              key={key}
              type="button"
              aria-current={key === view ? 'true' : undefined}
              onClick={() => setView(key as View)}
            >
              {title}
            </button>
          ))}
        </nav>
        {view === 'matrix' ? <MatrixView /> : null}
        {view === 'transitions' ? <TransitionsView /> : null}
        {view === 'ladder' ? <LadderView /> : null}
        <StatusBar isMatrix={view === 'matrix'} />
      </div>
    </EditorContext>
  )
}

function MatrixView() {
  const store = useStore()
  const isOpen = useEditor(({ isPanelOpen }) => isPanelOpen)
  const matrices = useRef<HTMLDivElement>(null)
  useEffect(() => listen(store, matrices.current), [store])
  useEffect(() => openAddressed(store), [store])
  return (
    <>
      <TrackChoice />
      <details className="edit-help">
        <summary>Keys and dragging</summary>
        <p>
          Click, or press Enter, to write; Escape leaves. Drag, or press Alt and an arrow, to move
          an item, a level or a category. Alt and Enter adds below, Ctrl and Enter splits at the
          cursor, Delete removes, Space opens the details. Ctrl and Z takes back your own changes,
          with Shift it does them again.
        </p>
      </details>
      <LevelChoice />
      <div className={isOpen ? 'edit-columns is-open' : 'edit-columns'}>
        <div ref={matrices} className="edit-matrices">
          <EditMatrix />
        </div>
        <DetailsPanel />
      </div>
    </>
  )
}

/** The item that the address names, such as `#item-x7`, comes into view with the focus on it. */
function openAddressed(store: EditorStore): void {
  const key = location.hash.startsWith('#item-') ? location.hash.slice('#item-'.length) : ''
  const item = store.draft.item.get(key)
  if (!item) return
  const [level = null] = item.levels
  const active = spotOfItem(key, { category: item.category, level, at: item.at })
  const track = level === null ? null : (store.draft.level.get(level)?.track ?? null)
  store.show({ track, narrow: level ?? '', active, selected: { entity: 'item', key } })
  focusSpot(active)
}

// The keys and clicks of everything in the matrix, handled once for all of it.
function listen(store: EditorStore, box: HTMLElement | null) {
  const end = new AbortController()
  const { signal } = end
  box?.addEventListener('keydown', (event) => onMatrixKey(store, event), { signal })
  box?.addEventListener('click', (event) => onMatrixClick(store, event), { signal })
  box?.addEventListener('focusin', (event) => onMatrixFocus(store, event.target), { signal })
  box?.addEventListener('pointerdown', (event) => onMatrixPointerDown(store, event), { signal })
  return () => end.abort()
}

function TrackChoice() {
  const store = useStore()
  const track = useEditor((state) => state.track)
  const { tracks } = useEditor((state) => state.grid)
  const titles = useEditor(({ draft }) => draft.track)
  const choices = [
    ...tracks.map((key) => ({ key, title: titles.get(key)?.title ?? key })),
    { key: null, title: 'All tracks' },
  ]
  return (
    <nav aria-label="Track" className="edit-views is-tracks">
      {choices.map(({ key, title }) => (
        <button
          key={key}
          type="button"
          aria-current={key === track ? 'true' : undefined}
          onClick={() => {
            const narrow = firstOf(store, key)
            store.show({ track: key, narrow, active: narrow ? `level ${narrow}` : null })
          }}
        >
          {title}
        </button>
      ))}
      <NewTitle kind="track" track={null} />
    </nav>
  )
}

function firstOf({ grid }: ReturnType<typeof useStore>, track: string | null): string {
  return grid.levels.find((level) => track === null || level.track === track)?.key ?? ''
}

/** On a narrow screen one level at a time. */
function LevelChoice() {
  const store = useStore()
  const track = useEditor((state) => state.track)
  const narrow = useEditor((state) => state.narrow)
  const { levels } = useEditor((state) => state.grid)
  return (
    <label className="edit-level">
      Level
      <select
        value={narrow}
        onChange={(event) => store.show({ narrow: event.currentTarget.value })}
      >
        {levels
          .filter((level) => track === null || level.track === track)
          .map(({ key, title }) => (
            <option key={key} value={key}>
              {title}
            </option>
          ))}
      </select>
    </label>
  )
}
