'use client'

import { useEffect, useRef, useState } from 'react'
import { keptText } from '@/lib/ladder/editing/changes/fields'
import type { EntityName } from '@/lib/ladder/editing/draft'
import { isSame } from '@/lib/ladder/editing/same'
import { type FieldOf, useSave, useValue } from './detail-fields'
import { SAVE_AFTER } from './in-place'

export type ListColumn = {
  name: string
  label: string
  isLong?: boolean
  isTick?: boolean
  choices?: readonly { value: string; title: string }[]
}

export type Cells = Record<string, string | boolean>

const NOTHING: readonly never[] = []

type Props<Name extends EntityName, Row> = FieldOf<Name> & {
  columns: readonly ListColumn[]
  /** What is kept of a row as it is typed, or null while something is missing. */
  parse: (cells: Cells) => Row | null
  format: (row: Row) => Cells
  /** The order in which complete rows are kept. */
  arrange?: (rows: Row[]) => Row[]
  add: string
}

/** A list in one field, such as examples or facts. A row counts as soon as it is complete. */
export function ListDetail<Name extends EntityName, Row>(props: Props<Name, Row>) {
  const { columns, add, label } = props
  const { rows, change, save } = useRows(props)
  const empty = Object.fromEntries(columns.map(({ name, isTick }) => [name, isTick ? false : '']))
  return (
    <fieldset className="list">
      <legend>{label}</legend>
      {rows.map((row, index) => (
        <div key={String(index)} className="row">
          {columns.map((column) => (
            <RowField
              key={column.name}
              column={column}
              label={`${column.label} ${index + 1}`}
              value={row[column.name] ?? ''}
              onChange={(value) => change(rows.with(index, { ...row, [column.name]: value }))}
              onBlur={save}
            />
          ))}
          <button
            type="button"
            aria-label={`Remove ${label.toLowerCase()} ${index + 1}`}
            onClick={() => change(rows.toSpliced(index, 1), true)}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" className="add" onClick={() => change([...rows, empty])}>
        + {add}
      </button>
    </fieldset>
  )
}

function RowField({
  column: { isLong, isTick, choices },
  label,
  value,
  onChange,
  onBlur,
}: {
  column: ListColumn
  label: string
  value: string | boolean
  onChange: (value: string | boolean) => void
  onBlur: () => void
}) {
  if (isTick) {
    return (
      <label className="tick">
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          onBlur={onBlur}
        />
        <span>{label}</span>
      </label>
    )
  }
  const shared = { 'aria-label': label, value: String(value), onBlur }
  if (choices) {
    return (
      <select {...shared} onChange={(event) => onChange(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.title}
          </option>
        ))}
      </select>
    )
  }
  const onText = ({ currentTarget }: { currentTarget: { value: string } }) =>
    onChange(currentTarget.value)
  return isLong ? (
    <textarea {...shared} rows={1} placeholder={label} onChange={onText} />
  ) : (
    <input {...shared} placeholder={label} onChange={onText} />
  )
}

function useRows<Name extends EntityName, Row>(props: Props<Name, Row>) {
  const { parse, format, arrange = (rows) => rows, ...of } = props
  const value = (useValue(of) ?? NOTHING) as Row[]
  const store = useSave(of)
  const [rows, setRows] = useState<Cells[]>(() => value.map(format))
  const state = useRef({ rows, seen: value, timer: 0 })
  const save = () => {
    const { current } = state
    window.clearTimeout(current.timer)
    const whole = arrange(current.rows.flatMap((row) => parse(row) ?? []))
    if (isSame(whole, current.seen)) return
    const { seen } = current
    current.seen = whole
    store(whole, seen)
  }
  const fresh = useRef(props)
  fresh.current = props
  const latest = useRef(save)
  latest.current = save
  const change = (next: Cells[], isDone = false) => {
    state.current.rows = next
    setRows(next)
    window.clearTimeout(state.current.timer)
    state.current.timer = window.setTimeout(() => latest.current(), isDone ? 0 : SAVE_AFTER)
  }
  // What comes from elsewhere, or from undo, takes the place of rows that are not being typed.
  useEffect(() => {
    const { current } = state
    const {
      parse: parsed,
      format: formatted,
      arrange: arranged = (all: Row[]) => all,
    } = fresh.current
    const whole = arranged(current.rows.flatMap((row) => parsed(row) ?? []))
    if (isSame(value, current.seen) || !isSame(whole, current.seen)) return
    current.seen = value
    current.rows = value.map(formatted)
    setRows(current.rows)
  }, [value])
  useEffect(() => () => latest.current(), [])
  return { rows, change, save }
}

/** Rows of one text each. */
export const TEXTS = {
  parse: ({ text }: Cells): string | null => keptText('text', String(text)) || null,
  format: (text: string): Cells => ({ text }),
}
