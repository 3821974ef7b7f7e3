'use client'

import { type KeyboardEvent, memo } from 'react'
import type { RatingEntry } from '@/lib/reviews/body'
import { needsNote } from '@/lib/reviews/outline/completeness'
import type { RatedItem } from '@/lib/reviews/outline/outline'
import { NOT_OBSERVED, SCALE_POINTS } from '@/lib/scoring/scale'
import { audienceId, itemId } from './section-id'
import { useEditor, useStore } from './use-editor'

type Value = RatingEntry['value']
type Choice = { value: Value; key: string; name: string; anchor: string }

const CHOICES: readonly Choice[] = [
  ...SCALE_POINTS.map(({ value, name, anchor }) => ({
    value: value as Value,
    key: String(value),
    name,
    anchor,
  })),
  { value: null, key: 'N', name: NOT_OBSERVED.name, anchor: NOT_OBSERVED.anchor },
]

/** One rated statement: five named points and "Not observed", by mouse or by the keys 1-5 and N. */
export const RatingChoice = memo(function RatingChoice({
  section,
  item,
}: {
  section: string
  item: RatedItem
}) {
  const store = useStore()
  const entry = useEditor(({ queue }) => queue.section(section).body.ratings[item.key])
  function choose(value: Value) {
    // Read now: the rows are not drawn again when only the note changes.
    const note = store.queue.section(section).body.ratings[item.key]?.note ?? ''
    store.setRating(section, item.key, { value, note })
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const choice = CHOICES.find(({ key }) => key === event.key.toUpperCase())
    if (!choice) return
    event.preventDefault()
    choose(choice.value)
    document.getElementById(radioId(item, choice))?.focus()
  }
  return (
    <fieldset id={itemId(item.key)} className="min-w-0 border-t border-line pt-4">
      <legend className="float-left w-full pb-2 font-medium text-pretty">{item.text}</legend>
      <div className="clear-both">
        {CHOICES.map((choice) => (
          <ChoiceRow
            key={choice.key}
            choice={choice}
            item={item}
            isChosen={entry !== undefined && entry.value === choice.value}
            onChoose={choose}
            onKeyDown={onKeyDown}
          />
        ))}
      </div>
      {entry ? <Note section={section} item={item} entry={entry} /> : null}
    </fieldset>
  )
})

const ChoiceRow = memo(
  function ChoiceRow({
    choice,
    item,
    isChosen,
    onChoose,
    onKeyDown,
  }: {
    choice: Choice
    item: RatedItem
    isChosen: boolean
    onChoose: (value: Value) => void
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  }) {
    const { value, key, name, anchor } = choice
    const examples = item.anchors[key] ?? []
    return (
      <label className="choice">
        <input
          type="radio"
          id={radioId(item, choice)}
          name={itemId(item.key)}
          checked={isChosen}
          onChange={() => onChoose(value)}
          onKeyDown={onKeyDown}
          aria-label={value === null ? name : `${key} ${name}`}
          aria-describedby={anchorId(key)}
          className="sr-only"
        />
        <b aria-hidden="true" data-scale={value ?? undefined}>
          {key}
        </b>
        <span aria-hidden="true">{name}</span>
        <small aria-hidden="true">
          {anchor}
          {examples.map((example) => (
            <span key={example} className="example">
              For example: {example}
            </span>
          ))}
        </small>
      </label>
    )
  },
  (before, after) => before.isChosen === after.isChosen && before.item === after.item,
)

function Note({ section, item, entry }: { section: string; item: RatedItem; entry: RatingEntry }) {
  const store = useStore()
  const isNeeded = needsNote(entry.value)
  const isMissing = isNeeded && entry.note.trim() === ''
  const id = `note-${item.key}`
  return (
    <div className="mt-2 space-y-1">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium">
          Evidence: what did you see?
          {isNeeded ? null : <span className="font-normal text-ink-soft"> Optional</span>}
        </label>
        <button
          type="button"
          onClick={() => store.setRating(section, item.key, null)}
          className="rounded-md text-sm text-accent hover:underline"
        >
          Clear answer
        </button>
      </div>
      <textarea
        id={id}
        value={entry.note}
        onChange={(event) =>
          store.setRating(section, item.key, { ...entry, note: event.target.value })
        }
        aria-required={isNeeded}
        aria-describedby={`${audienceId(section)}${isMissing ? ` ${id}-missing` : ''}`}
        autoComplete="off"
        spellCheck
        maxLength={8_000}
        rows={1}
        className="field-sizing-content block max-h-96 min-h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base"
      />
      {isMissing ? (
        <p id={`${id}-missing`} className="text-sm text-warn">
          A {entry.value} needs a note: say what you saw.
        </p>
      ) : null}
    </div>
  )
}

/** What the points mean, once on the page, for those who hear it. */
export function ScaleAnchors() {
  return (
    <div hidden>
      {CHOICES.map(({ key, anchor }) => (
        <p key={key} id={anchorId(key)}>
          {anchor}
        </p>
      ))}
    </div>
  )
}

function anchorId(key: string): string {
  return `anchor-${key}`
}

function radioId(item: RatedItem, choice: Choice): string {
  return `${itemId(item.key)}-${choice.key}`
}
