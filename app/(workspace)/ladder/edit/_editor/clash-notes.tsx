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

const MOVED = 'Somebody moved this meanwhile, so your move was not made.'

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
  // Places are numbers, which say nothing to anybody: a move is made again, not chosen.
  const isText = edit?.op === 'set' && !('order' in edit.after)
  const isChoice = conflict.reason === 'changed' && isText
  return (
    <div role="alert" className="clash">
      <p>{isText || conflict.reason !== 'changed' ? whyNot(conflict) : MOVED}</p>
      {isText ? (
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
        <Button onClick={settle}>
          {isChoice ? 'Keep what stands there' : isText ? 'Put aside' : 'All right'}
        </Button>
      </div>
    </div>
  )
}
