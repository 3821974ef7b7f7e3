'use client'

import { type ReactNode, useId } from 'react'
import { keptText } from '@/lib/ladder/editing/changes/fields'
import type { Entities, EntityName } from '@/lib/ladder/editing/draft'
import { useTyped } from './in-place'
import { useEditor, useStore } from './use-editor'

/** One thing of the draft and a field of it, by the names that edits use. */
export type FieldOf<Name extends EntityName> = {
  of: { entity: Name; key: string }
  field: keyof Entities[Name] & string
  label: string
  hint?: string
}

export function useValue<Name extends EntityName>({ of, field }: FieldOf<Name>): unknown {
  return useEditor(({ draft }) => {
    const thing = draft[of.entity].get(of.key)
    return thing?.[field as unknown as keyof typeof thing]
  })
}

/** Puts a new value in the place of the one that was seen. */
export function useSave<Name extends EntityName>({ of, field }: FieldOf<Name>) {
  const store = useStore()
  return (value: unknown, seen: unknown) =>
    store.setField(of as { entity: EntityName; key: string }, field as never, {
      seen: seen as never,
      value: value as never,
    })
}

export function Labelled({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string | undefined
  children: (ids: { id: string; 'aria-describedby': string | undefined }) => ReactNode
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': hint ? `${id}-hint` : undefined })}
      {hint ? <small id={`${id}-hint`}>{hint}</small> : null}
    </div>
  )
}

/** Words. Where nothing may stand (`isOptional`), emptying the field means null. */
export function TextDetail<Name extends EntityName>({
  isOptional = false,
  isLong = false,
  isEmptyAllowed = false,
  ...of
}: FieldOf<Name> & { isOptional?: boolean; isLong?: boolean; isEmptyAllowed?: boolean }) {
  const value = useValue(of)
  const save = useSave(of)
  const stored = (text: string) => {
    const kept = isLong ? keptText(of.field, text) : text.trim()
    return isOptional && kept === '' ? null : kept
  }
  const {
    text,
    change,
    save: saveNow,
  } = useTyped({
    value: typeof value === 'string' ? value : '',
    onSave: (typed, seen) => save(stored(typed), stored(seen)),
    isEmptyAllowed: isOptional || isEmptyAllowed,
    isOneLine: !isLong,
  })
  return (
    <Labelled label={of.label} hint={of.hint}>
      {(ids) =>
        isLong ? (
          <textarea
            {...ids}
            rows={2}
            value={text}
            onChange={(event) => change(event.currentTarget.value)}
            onBlur={saveNow}
          />
        ) : (
          <input
            {...ids}
            value={text}
            maxLength={200}
            onChange={(event) => change(event.currentTarget.value)}
            onBlur={saveNow}
          />
        )
      }
    </Labelled>
  )
}

/** A number or nothing. What is no number yet is not saved. */
export function NumberDetail<Name extends EntityName>({
  isWhole = false,
  ...of
}: FieldOf<Name> & { isWhole?: boolean }) {
  const value = useValue(of)
  const save = useSave(of)
  const {
    text,
    change,
    save: saveNow,
  } = useTyped({
    value: typeof value === 'number' ? String(value) : '',
    onSave: (typed, seen) => {
      const number = numberOf(typed, isWhole)
      if (number !== undefined) save(number, numberOf(seen, isWhole) ?? null)
    },
    isEmptyAllowed: true,
    isOneLine: true,
  })
  const isWrong = numberOf(text, isWhole) === undefined
  return (
    <Labelled label={of.label} hint={isWrong ? 'This is no number from 0 up.' : of.hint}>
      {(ids) => (
        <input
          {...ids}
          inputMode="decimal"
          aria-invalid={isWrong || undefined}
          value={text}
          maxLength={12}
          onChange={(event) => change(event.currentTarget.value)}
          onBlur={saveNow}
        />
      )}
    </Labelled>
  )
}

export type Choice = { value: string; title: string }

/** One of several; the empty value means null. */
export function ChoiceDetail<Name extends EntityName>({
  choices,
  none,
  onChoose,
  ...of
}: FieldOf<Name> & {
  choices: readonly Choice[]
  none?: string
  onChoose?: (value: string) => void
}) {
  const value = useValue(of)
  const save = useSave(of)
  return (
    <Labelled label={of.label} hint={of.hint}>
      {(ids) => (
        <select
          {...ids}
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget: { value: chosen } }) =>
            onChoose ? onChoose(chosen) : save(chosen === '' ? null : chosen, value)
          }
        >
          {none === undefined ? null : <option value="">{none}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.title}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

export function TickDetail<Name extends EntityName>(of: FieldOf<Name>) {
  const value = useValue(of)
  const save = useSave(of)
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={value === true}
        onChange={(event) => save(event.currentTarget.checked, value)}
      />
      <span>
        {of.label}
        {of.hint ? <small>{of.hint}</small> : null}
      </span>
    </label>
  )
}

function numberOf(text: string, isWhole: boolean): number | null | undefined {
  const words = text.trim().replace(',', '.')
  if (words === '') return null
  const isNumber = isWhole ? /^\d{1,6}$/.test(words) : /^\d{1,6}(\.\d{1,6})?$/.test(words)
  return isNumber ? Number(words) : undefined
}
