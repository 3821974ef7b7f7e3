'use client'

import { memo } from 'react'
import { cellKey } from '@/lib/ladder/editing/changes/items'
import { AddLine } from './add-line'
import { ItemLine } from './item-line'
import { cellAt } from './spot'
import { useEditor } from './use-editor'

const NOTHING: readonly string[] = []

type Props = { category: string; place: string; isElsewhere: boolean; name: string }

/** The items of one cell and the way to add another. Draws only when its own items change places. */
export const MatrixCell = memo(function MatrixCell({ category, place, isElsewhere, name }: Props) {
  const cell = cellAt(category, place)
  const id = cellKey(cell)
  const keys = useEditor(({ cells }) => cells.get(id) ?? NOTHING)
  const adding = useEditor((store) =>
    store.adding && cellKey(store.adding.cell) === id ? store.adding : null,
  )
  const isAddActive = useEditor(({ active }) => active === `add ${id}`)
  const shown = adding?.key ? keys.filter((key) => key !== adding.key) : keys
  const line = (key: string) => (
    <ItemLine key={key} itemKey={key} category={category} place={place} />
  )
  const at = adding ? shown.indexOf(adding.after ?? '') + 1 || shown.length : shown.length
  return (
    <td data-cell={id} className={isElsewhere ? 'is-elsewhere' : undefined}>
      <div>
        {shown.length > 0 || adding ? (
          <ul>
            {shown.slice(0, at).map(line)}
            {adding ? <AddLine key={`after ${adding.after}`} cell={cell} /> : null}
            {shown.slice(at).map(line)}
          </ul>
        ) : null}
        {adding ? null : (
          <button
            type="button"
            data-spot={`add ${id}`}
            tabIndex={isAddActive ? 0 : -1}
            aria-label={`Add to ${name}`}
          >
            + Add
          </button>
        )}
      </div>
    </td>
  )
})
