'use client'

import { Button } from '@/app/_components/ui/button'
import type { RatingEntry, SectionBody } from '@/lib/reviews/body'
import type { OutlineSection } from '@/lib/reviews/outline/outline'
import { NOT_OBSERVED, SCALE_POINTS } from '@/lib/scoring/scale'
import { useEditor, useStore } from './use-editor'

/** Two texts of one section, side by side, when it was saved elsewhere meanwhile. */
export function ClashPanel({ section }: { section: OutlineSection }) {
  const store = useStore()
  const { clash, body } = useEditor(({ queue }) => queue.section(section.key))
  if (!clash) return null
  const { theirs, keys } = clash
  const resolve = (chosen: SectionBody) => store.queue.resolve(section.key, chosen)
  return (
    <div
      role="alert"
      className="mt-4 space-y-3 rounded-md border border-warn bg-warn-wash px-3.5 py-3"
    >
      <p className="font-semibold">
        This section was saved elsewhere, in another tab or on another device, while you wrote here.
      </p>
      <p>Both texts are kept. Choose one, or edit yours below and keep it.</p>
      <BothSides section={section} mine={body} theirs={theirs} keys={keys} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => resolve(body)}>
          Keep mine
        </Button>
        <Button onClick={() => resolve(withTheirs({ mine: body, theirs, keys }))}>
          Use the one saved elsewhere
        </Button>
        {keys.includes('text') ? (
          <Button onClick={() => resolve({ ...body, text: joined(theirs.text, body.text) })}>
            Join both texts
          </Button>
        ) : null}
      </div>
    </div>
  )
}

/** What two bodies say differently, in two columns. */
export function BothSides({
  section,
  mine,
  theirs,
  keys,
  titles = ['Yours, in this tab', 'Saved elsewhere'],
}: {
  section: OutlineSection
  mine: SectionBody
  theirs: SectionBody
  keys: string[]
  titles?: [string, string]
}) {
  const sides = [
    { title: titles[0], body: mine },
    { title: titles[1], body: theirs },
  ]
  return (
    <div className="grid gap-3 md:grid-cols-2">
      {sides.map(({ title, body }) => (
        <div key={title} className="min-w-0 rounded-md border border-line bg-surface px-3 py-2">
          <h3 className="text-sm font-semibold">{title}</h3>
          {keys.includes('text') ? (
            <p className="mt-1 max-h-80 overflow-y-auto break-words whitespace-pre-wrap">
              {body.text || <span className="text-ink-soft">Empty</span>}
            </p>
          ) : null}
          {section.items
            .filter(({ key }) => keys.includes(key))
            .map((item) => (
              <p key={item.key} className="mt-1 break-words">
                <span className="text-ink-soft">{item.text}:</span>{' '}
                {ratingInWords(body.ratings[item.key])}
              </p>
            ))}
        </div>
      ))}
    </div>
  )
}

export function joined(first: string, second: string): string {
  return [first.trimEnd(), second].filter((text) => text !== '').join('\n\n')
}

function withTheirs({
  mine,
  theirs,
  keys,
}: {
  mine: SectionBody
  theirs: SectionBody
  keys: string[]
}): SectionBody {
  const ratings = { ...mine.ratings }
  for (const key of keys) {
    const entry = theirs.ratings[key]
    if (entry) ratings[key] = entry
    else delete ratings[key]
  }
  return { text: keys.includes('text') ? theirs.text : mine.text, ratings }
}

function ratingInWords(entry: RatingEntry | undefined): string {
  if (!entry) return 'no answer'
  const point = SCALE_POINTS.find(({ value }) => value === entry.value)
  const name = point ? `${point.value} ${point.name}` : NOT_OBSERVED.name
  return entry.note ? `${name}. ${entry.note}` : name
}
