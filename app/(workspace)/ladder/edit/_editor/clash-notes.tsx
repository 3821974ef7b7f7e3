'use client'

import { Button } from '@/app/_components/ui/button'
import { setFields } from '@/lib/ladder/editing/changes/fields'
import type { EntityName } from '@/lib/ladder/editing/draft'
import type { Clash } from '@/lib/ladder/editing/sync'
import { useEditor, useStore } from './use-editor'
import { valueInWords, whyNot } from './words'

/** What could not be saved about one thing, with both texts to choose from. */
export function ClashNotes({ entity, entityKey }: { entity: EntityName; entityKey: string }) {
  const clashes = useEditor((store) => store.clashes)
  return clashes
    .filter((clash) => {
      const edit = clash.change.edits[clash.at]
      return edit?.entity === entity && edit.key === entityKey
    })
    .map((clash) => <ClashNote key={clash.change.id} clash={clash} />)
}

export function ClashNote({ clash }: { clash: Clash }) {
  const store = useStore()
  const { change, at, conflict } = clash
  const edit = change.edits[at]
  const settle = () => store.sender.settle(change.id)
  const useMine = () => {
    settle()
    if (edit?.op !== 'set') return
    const ref = { entity: edit.entity, key: edit.key }
    store.change(setFields(store.draft, ref, edit.after), 'Your text stands now.')
  }
  const isChoice = conflict.reason === 'changed' && edit?.op === 'set'
  return (
    <div role="alert" className="clash">
      <p>{whyNot(conflict)}</p>
      {edit?.op === 'set' ? (
        <dl>
          <dt>Yours</dt>
          <dd>{Object.values(edit.after).map(valueInWords).join('\n')}</dd>
          {isChoice ? (
            <>
              <dt>What stands there now</dt>
              <dd>{Object.values(conflict.current).map(valueInWords).join('\n')}</dd>
            </>
          ) : null}
        </dl>
      ) : null}
      <div className="choices">
        {isChoice ? <Button onClick={useMine}>Use mine</Button> : null}
        <Button onClick={settle}>{isChoice ? 'Keep what stands there' : 'Put aside'}</Button>
      </div>
    </div>
  )
}
