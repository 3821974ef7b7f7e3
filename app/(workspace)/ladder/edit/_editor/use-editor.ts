'use client'

import { useEffect, useState } from 'react'
import { storeContext } from '@/app/_components/ui/store-context'
import { type EditorStart, EditorStore } from './editor-store'

/** `useEditor` reads one thing of the editor's state and draws again only when that changes. */
export const {
  Provided: EditorContext,
  useStore,
  useSelected: useEditor,
} = storeContext<EditorStore>()

/** Opens the store and ties it to the page: leaving, coming back, the network, undo by keyboard. */
export function useEditorStore(start: EditorStart): EditorStore {
  const [store] = useState(() => new EditorStore(start))
  useEffect(() => {
    const onVisibility = () =>
      document.visibilityState === 'hidden' ? store.leave() : store.sender.retryNow()
    const onBack = () => store.sender.retryNow()
    const onKeys = (event: KeyboardEvent) => undoByKeys(store, event)
    document.addEventListener('visibilitychange', onVisibility)
    window.addEventListener('pagehide', store.leave)
    window.addEventListener('online', onBack)
    window.addEventListener('keydown', onKeys)
    window.addEventListener('keydown', store.sender.touch)
    window.addEventListener('pointermove', store.sender.touch)
    store.takeLeft()
    store.sender.listen()
    return () => {
      document.removeEventListener('visibilitychange', onVisibility)
      window.removeEventListener('pagehide', store.leave)
      window.removeEventListener('online', onBack)
      window.removeEventListener('keydown', onKeys)
      window.removeEventListener('keydown', store.sender.touch)
      window.removeEventListener('pointermove', store.sender.touch)
      store.leave()
    }
  }, [store])
  return store
}

// While somebody types, the browser takes back what they typed; everywhere else it is one's changes.
function undoByKeys(store: EditorStore, event: KeyboardEvent): void {
  const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z'
  const isRedo = event.ctrlKey && event.key.toLowerCase() === 'y'
  if (event.altKey || !(isUndo || isRedo)) return
  const { target } = event
  if (target instanceof HTMLElement && target.matches('input, textarea, select')) return
  event.preventDefault()
  if (isRedo || event.shiftKey) store.redo()
  else store.undo()
}
