'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

export const SAVE_AFTER = 600
const SAVE_AT_LEAST = 2_000

type Props = {
  label: string
  value: string
  /** Called as one types, with the text that stood there when the typing began. */
  onSave: (value: string, seen: string) => void
  /** `next` when Enter asks to go on below. */
  onDone: (how: 'leave' | 'next') => void
  onSplit?: (first: string, second: string) => void
  isOneLine?: boolean
  isEmptyAllowed?: boolean
}

/** A text that is edited where it stands. What is typed is saved after a pause, and when one leaves. */
export function InPlace(props: Props) {
  const { label, onDone, isOneLine = false } = props
  const { text, change, save } = useTyped(props)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const end = area.current?.value.length ?? 0
    area.current?.focus()
    area.current?.setSelectionRange(end, end)
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isEnter = event.key === 'Enter' && !event.nativeEvent.isComposing
    if (isEnter && (event.ctrlKey || event.metaKey) && props.onSplit) {
      event.preventDefault()
      split(event.currentTarget, { ...props, save })
    } else if (event.key === 'Escape' || (isEnter && (isOneLine || !event.shiftKey))) {
      event.preventDefault()
      save()
      onDone(isEnter ? 'next' : 'leave')
    }
  }
  const isEmpty = text.trim() === '' && props.value !== ''
  return (
    <>
      <textarea
        ref={area}
        rows={1}
        aria-label={label}
        value={text}
        maxLength={isOneLine ? 200 : 4_000}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          save()
          onDone('leave')
        }}
      />
      {isEmpty ? (
        <small>Nothing is saved without words; leave, and the old ones stay.</small>
      ) : null}
    </>
  )
}

/** Text that is being typed: the state of one field, saved after a pause. */
export function useTyped({
  value,
  onSave,
  isEmptyAllowed = false,
  isOneLine = false,
}: Pick<Props, 'value' | 'onSave' | 'isEmptyAllowed' | 'isOneLine'>) {
  const [text, setText] = useState(value)
  const state = useRef({ text: value, seen: value, since: 0, timer: 0 })
  const save = () => {
    const { current } = state
    window.clearTimeout(current.timer)
    current.since = 0
    const { text: typed, seen } = current
    if (typed === seen || (typed.trim() === '' && !isEmptyAllowed)) return
    current.seen = typed
    onSave(typed, seen)
  }
  const latest = useRef(save)
  latest.current = save
  const change = (typed: string) => {
    const { current } = state
    current.text = isOneLine ? typed.replaceAll('\n', ' ') : typed
    setText(current.text)
    window.clearTimeout(current.timer)
    current.since ||= Date.now()
    const wait = Math.min(SAVE_AFTER, current.since + SAVE_AT_LEAST - Date.now())
    current.timer = window.setTimeout(() => latest.current(), Math.max(0, wait))
  }
  // What somebody else saved meanwhile is taken over as long as nothing was typed on.
  useEffect(() => {
    const { current } = state
    if (current.text !== current.seen || value.trim() === current.text.trim()) return
    current.text = value
    current.seen = value
    setText(value)
  }, [value])
  useEffect(() => () => latest.current(), [])
  return { text, change, save }
}

function split(
  area: HTMLTextAreaElement,
  { onSplit, save }: Pick<Props, 'onSplit'> & { save: () => void },
): void {
  const first = area.value.slice(0, area.selectionStart).trim()
  const second = area.value.slice(area.selectionEnd).trim()
  if (first === '' || second === '') return
  save()
  onSplit?.(first, second)
}
