'use client'

import { Button } from '@/app/_components/ui/button'
import { restoreItem } from '@/lib/ladder/editing/changes/items'
import { HEAD, inOrder } from '@/lib/ladder/editing/draft'
import { ClashNotes } from './clash-notes'
import { TextDetail, TickDetail } from './detail-fields'
import { withPlace } from './editor-store'
import { TrackDetails } from './level-details'
import { Messages } from './messages'
import { NewTitle } from './new-title'
import { useEditor, useStore } from './use-editor'
import { shortened } from './words'

/** What concerns the ladder as a whole: its name, its tracks, and the items that were removed. */
export function LadderView() {
  const tracks = useEditor(({ draft }) => draft.track)
  const of = { entity: 'head', key: HEAD } as const
  return (
    <div className="edit-forms">
      <div className="form">
        <Messages entity="head" entityKey={HEAD} isWhole />
        <ClashNotes entity="head" entityKey={HEAD} />
        <TextDetail of={of} field="name" label="Name of the ladder" />
        <TextDetail of={of} field="licence" label="Licence" isOptional hint="May others use it?" />
        <TextDetail of={of} field="language" label="Language" hint="A tag such as en or pt-BR." />
        <TextDetail
          of={of}
          field="source"
          label="Source"
          isOptional
          hint="An https address, if the ladder came from elsewhere."
        />
        <TickDetail
          of={of}
          field="cumulative"
          label="Cumulative"
          hint="What lower levels expect is expected of higher ones too."
        />
        <TextDetail
          of={of}
          field="changeNote"
          label="What changes in this version"
          isOptional
          isLong
        />
        <TextDetail
          of={of}
          field="body"
          label="Text about the ladder (Markdown)"
          isLong
          isEmptyAllowed
        />
      </div>
      <h2>Tracks</h2>
      {inOrder(tracks.values()).map(({ key, title }) => (
        <details key={key}>
          <summary>{title}</summary>
          <div className="form">
            <TrackDetails trackKey={key} />
          </div>
        </details>
      ))}
      <NewTitle kind="track" track={null} />
      <Removed />
    </div>
  )
}

/** Items of the version before that are not in the draft: restored, they keep their history. */
function Removed() {
  const store = useStore()
  const known = useEditor(({ removed }) => removed)
  const items = useEditor(({ draft }) => draft.item)
  const gone = [...known.values()].filter(({ key }) => !items.has(key))
  if (gone.length === 0) return null
  return (
    <>
      <h2>Removed items</h2>
      <p className="max-w-prose text-ink-soft">
        An item that is restored keeps its key, so that ratings given to it stay in one line. Typed
        anew it would be another item.
      </p>
      <ul>
        {gone.map((item) => (
          <li key={item.key} className="removed">
            <span>{shortened(item.text)}</span>
            <Button
              aria-label={`Restore: ${shortened(item.text)}`}
              onClick={() => {
                const edits = restoreItem(store.draft, withPlace(item))
                if (!store.change(edits, 'Restored under its old key.')) {
                  store.announce('Its level or category is not there any more.')
                }
              }}
            >
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
