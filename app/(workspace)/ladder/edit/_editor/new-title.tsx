'use client'

import { useRef, useState } from 'react'
import { addCategory } from '@/lib/ladder/editing/changes/categories'
import { addLevel, addTrack, levelsOf } from '@/lib/ladder/editing/changes/levels'
import { keyFromTitle } from '@/lib/ladder/editing/changes/new-key'
import type { Draft } from '@/lib/ladder/editing/draft'
import type { Edit } from '@/lib/ladder/editing/edit'
import { focusSpot } from './spot'
import { useStore } from './use-editor'

type Kind = 'competency' | 'growth-area' | 'level' | 'track'

const WORDS: Record<Kind, { add: string; label: string }> = {
  competency: { add: 'Add a category', label: 'Title of the new category' },
  'growth-area': { add: 'Add a growth area', label: 'Title of the new growth area' },
  level: { add: 'Add a level', label: 'Title of the new level' },
  track: { add: 'Add a track', label: 'Title of the new track' },
}

/** A button that becomes a field: the title of something new. Enter makes it, Escape does not. */
export function NewTitle({ kind, track }: { kind: Kind; track: string | null }) {
  const store = useStore()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { add, label } = WORDS[kind]
  const close = () => {
    setOpen(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  const make = (title: string) => {
    const { key, edits, spot } = made(store.draft, { kind, track, title })
    setOpen(false)
    if (!store.change(edits, `Added ${title}.`)) return
    store.show({ active: spot, ...(kind === 'track' ? { track: key } : {}) })
    focusSpot(spot)
  }
  if (!isOpen) {
    return (
      <button ref={button} type="button" className="add" onClick={() => setOpen(true)}>
        + {add}
      </button>
    )
  }
  return (
    <input
      aria-label={label}
      placeholder={label}
      maxLength={200}
      ref={(input) => input?.focus()}
      onBlur={(event) => {
        const title = event.currentTarget.value.trim()
        if (title) make(title)
        else setOpen(false)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.currentTarget.value = ''
          close()
        }
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}

type Made = { key: string; edits: Edit[]; spot: string }

function made(
  draft: Draft,
  { kind, track, title }: { kind: Kind; track: string | null; title: string },
): Made {
  const isTaken = (key: string) =>
    draft.level.has(key) || draft.category.has(key) || draft.track.has(key) || draft.item.has(key)
  const key = keyFromTitle(title, isTaken)
  if (kind === 'track') return { key, edits: addTrack(draft, { key, title }), spot: `track ${key}` }
  if (kind === 'level') {
    const own = track ?? [...draft.track.keys()][0] ?? ''
    const after = levelsOf(draft, own).at(-1)?.key ?? null
    return { key, edits: addLevel(draft, { key, title, track: own, after }), spot: `level ${key}` }
  }
  const edits = addCategory(draft, { key, title, kind, after: null })
  return { key, edits, spot: `category ${key}` }
}
