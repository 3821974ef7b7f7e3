'use client'

import { reviewProgress } from '@/lib/reviews/outline/completeness'
import type { Outline } from '@/lib/reviews/outline/outline'
import { type EditorStore, useEditor } from './use-editor'

/** "12 of 15 done". */
export function Progress({ outline }: { outline: Outline }) {
  const words = useEditor((store) => {
    const { done, total } = reviewProgress(outline, bodiesOf(store, outline))
    return `${done} of ${total} done`
  })
  return <span className="whitespace-nowrap tabular-nums">{words}</span>
}

export function bodiesOf({ queue }: EditorStore, outline: Outline) {
  return Object.fromEntries(
    outline.sections.map(({ key }) => [key, queue.section(key).body] as const),
  )
}
