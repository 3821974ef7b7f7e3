'use client'

import { useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { addTransition, removeTransition } from '@/lib/ladder/editing/changes/categories'
import { keptText } from '@/lib/ladder/editing/changes/fields'
import { keyFromTitle } from '@/lib/ladder/editing/changes/new-key'
import { inOrder } from '@/lib/ladder/editing/draft'
import { TRANSITION_KINDS, type Transition } from '@/lib/ladder/format/document'
import { ClashNotes } from './clash-notes'
import { ChoiceDetail, NumberDetail, TextDetail } from './detail-fields'
import { type Cells, ListDetail, TEXTS } from './list-detail'
import { Messages } from './messages'
import { useEditor, useStore } from './use-editor'

const KINDS = TRANSITION_KINDS.map((value) => ({ value, title: value.replace('-', ' ') }))
const SHIFT_COLUMNS = [
  { name: 'from', label: 'From', isLong: true },
  { name: 'to', label: 'To', isLong: true },
]

/** What changes from one level to the next: one form for each transition. */
export function TransitionsView() {
  const transitions = useEditor(({ draft }) => draft.transition)
  return (
    <div className="edit-forms">
      {inOrder(transitions.values()).map(({ key, title }) => (
        <details key={key}>
          <summary>{title}</summary>
          <TransitionForm transitionKey={key} />
        </details>
      ))}
      <NewTransition />
    </div>
  )
}

function TransitionForm({ transitionKey }: { transitionKey: string }) {
  const store = useStore()
  const levels = useEditor(({ grid }) => grid.levels)
  const tracks = useEditor(({ draft }) => draft.track)
  const of = { entity: 'transition', key: transitionKey } as const
  const ends = levels.map(({ key, title }) => ({ value: key, title }))
  const starts = inOrder(tracks.values()).map(({ key, title }) => ({
    value: key,
    title: `Any level of ${title}`,
  }))
  return (
    <div className="form">
      <Messages entity="transition" entityKey={transitionKey} isWhole />
      <ClashNotes entity="transition" entityKey={transitionKey} />
      <TextDetail of={of} field="title" label="Title" />
      <ChoiceDetail
        of={of}
        field="from"
        label="From"
        none="Neither a level nor a track"
        choices={[...ends, ...starts]}
      />
      <TextDetail
        of={of}
        field="fromLabel"
        label="From, in words"
        isOptional
        hint="Where it begins outside of the ladder."
      />
      <ChoiceDetail of={of} field="to" label="To" choices={ends} />
      <ChoiceDetail of={of} field="kind" label="Kind" choices={KINDS} />
      <NumberDetail of={of} field="minMonths" label="At least, in months" isWhole />
      <NumberDetail of={of} field="maxMonths" label="At most, in months" isWhole />
      <TextDetail of={of} field="body" label="Text (Markdown)" isLong isEmptyAllowed />
      <ListDetail
        of={of}
        field="shifts"
        label="Shifts"
        columns={SHIFT_COLUMNS}
        add="Add a shift"
        parse={parseShift}
        format={(shift) => ({ ...shift })}
      />
      <ListDetail
        of={of}
        field="pitfalls"
        label="Pitfalls"
        columns={[{ name: 'text', label: 'Pitfall', isLong: true }]}
        add="Add a pitfall"
        {...TEXTS}
      />
      <Button
        look="danger"
        onClick={() =>
          store.change(
            removeTransition(store.draft, transitionKey),
            'Transition removed. Undo brings it back.',
          )
        }
      >
        Remove the transition
      </Button>
    </div>
  )
}

function parseShift({ from, to }: Cells): Transition['shifts'][number] | null {
  const shift = { from: keptText('text', String(from)), to: keptText('text', String(to)) }
  return shift.from !== '' && shift.to !== '' ? shift : null
}

function NewTransition() {
  const store = useStore()
  const levels = useEditor(({ grid }) => grid.levels)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const titleOf = (key: string) => levels.find((level) => level.key === key)?.title
  const add = () => {
    const title = `${titleOf(from) ?? 'Anybody'} to ${titleOf(to)}`
    const key = keyFromTitle(title, (taken) => store.draft.transition.has(taken))
    const edits = addTransition(store.draft, { key, title, from: from || null, to })
    store.change(edits, `Added ${title}.`)
  }
  const options = levels.map(({ key, title }) => (
    <option key={key} value={key}>
      {title}
    </option>
  ))
  return (
    <fieldset className="list">
      <legend>New transition</legend>
      <label className="field">
        From
        <select value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
          <option value="">Outside of the ladder</option>
          {options}
        </select>
      </label>
      <label className="field">
        To
        <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">Choose a level</option>
          {options}
        </select>
      </label>
      <Button disabled={to === '' || to === from} onClick={add}>
        Add the transition
      </Button>
    </fieldset>
  )
}
