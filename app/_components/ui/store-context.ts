'use client'

import { createContext, type Provider, useContext, useSyncExternalStore } from 'react'

type Observable = { subscribe: (listener: () => void) => () => void }

/** A store that the parts of an editor share; a part draws again only when what it reads changes. */
export function storeContext<Store extends Observable>(): {
  Provided: Provider<Store | null>
  useStore: () => Store
  useSelected: <T>(select: (store: Store) => T) => T
} {
  const context = createContext<Store | null>(null)
  function useStore(): Store {
    const store = useContext(context)
    if (!store) throw new Error('This belongs into an editor.')
    return store
  }
  function useSelected<T>(select: (store: Store) => T): T {
    const store = useStore()
    const read = () => select(store)
    return useSyncExternalStore(store.subscribe, read, read)
  }
  return { Provided: context.Provider, useStore, useSelected }
}
