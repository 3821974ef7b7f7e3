'use client'

import { useEffect, useState } from 'react'
import {
  boxOfEvent,
  firstInView,
  focusBoxOf,
  focusItem,
  itemOfEvent,
  neighbour,
} from './matrix-walk'

const HINT = 'Enter: choose an item and get its link.'
const WALKING = 'Arrows: another item. Enter: copy its link. Escape: back.'

/**
 * Links to single items, for the whole matrix at once: a click chooses an item; by keyboard Enter
 * goes in, arrows walk, Enter copies. The address then names the item and the track that is shown.
 */
export function MatrixLinks({ track = null }: { track?: string | null }) {
  const [chosen, setChosen] = useState<HTMLElement | null>(null)
  const [words, setWords] = useState('')
  useEffect(() => listen({ track, choose: setChosen, say: setWords }), [track])
  useEffect(() => mark(chosen), [chosen])
  if (!words) return null
  return (
    <div className="ladder-links no-print">
      <p role="status">{words}</p>
      {chosen ? (
        <button type="button" onClick={async () => setWords(await copyAddress())}>
          Copy link
        </button>
      ) : null}
    </div>
  )
}

type Answers = {
  track: string | null
  choose: (item: HTMLElement | null) => void
  say: (words: string) => void
}

function listen({ track, choose, say }: Answers) {
  const end = new AbortController()
  const { signal } = end
  const name = (item: HTMLElement) => {
    const address = new URL(location.href)
    if (track !== null) address.searchParams.set('track', track)
    address.hash = item.id
    history.replaceState(history.state, '', address)
    choose(item)
  }
  document.addEventListener(
    'click',
    (event) => {
      const item = itemOfEvent(event)
      if (!item || !getSelection()?.isCollapsed) return
      name(item)
      say('The address now leads to this item.')
    },
    { signal },
  )
  document.addEventListener('keydown', (event) => onKey(event, { name, say }), { signal })
  document.addEventListener(
    'focusin',
    (event) => {
      if (boxOfEvent(event)) say(HINT)
      else if (itemOfEvent(event)) say(WALKING)
      else if (!(event.target as Element).closest('.ladder-links')) say('')
    },
    { signal },
  )
  return () => end.abort()
}

type Doing = { name: (item: HTMLElement) => void; say: (words: string) => void }

function onKey(event: KeyboardEvent, { name, say }: Doing) {
  const box = boxOfEvent(event)
  if (box && event.key === 'Enter') {
    event.preventDefault()
    focusItem(firstInView(box))
  }
  const item = itemOfEvent(event)
  if (!item) return
  if (event.key.startsWith('Arrow')) focusItem(neighbour(item, event.key))
  else if (event.key === 'Escape') focusBoxOf(item)
  else if (event.key === 'Enter') {
    name(item)
    copyAddress().then(say)
  } else return
  event.preventDefault()
}

function mark(item: HTMLElement | null) {
  if (!item) return
  item.dataset.linked = 'true'
  return () => {
    delete item.dataset.linked
  }
}

async function copyAddress(): Promise<string> {
  try {
    await navigator.clipboard.writeText(location.href)
    return 'Link copied.'
  } catch {
    return 'The browser did not let the link be copied; it is in the address.'
  }
}
