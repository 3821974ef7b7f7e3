'use client'

import { Button } from '@/app/_components/ui/button'
import { mergeBodies } from '@/lib/reviews/drafts/merge'
import type { OutlineSection } from '@/lib/reviews/outline/outline'
import { BothSides, joined } from './clash-panel'
import { type KeptText, useEditor, useStore } from './use-editor'

const EMPTY = { text: '', ratings: {} }

/** Texts of this section that are not in the draft: nothing of them is lost until their writer says so. */
export function KeptTexts({ section }: { section: OutlineSection }) {
  const kept = useEditor((store) => store.kept)
  const own = kept.filter((text) => text.section === section.key)
  return own.map((text) => <Kept key={text.id} text={text} section={section} />)
}

function Kept({ text, section }: { text: KeptText; section: OutlineSection }) {
  const store = useStore()
  const current = useEditor(({ queue }) => queue.section(section.key).body)
  const { clashes } = mergeBodies({ base: EMPTY, mine: current, theirs: text.body })
  const keys = [...new Set([...clashes, ...Object.keys(text.body.ratings), 'text'])].filter(
    (key) => key !== 'text' || text.body.text !== '',
  )
  return (
    <div className="mt-4 space-y-3 rounded-md border border-warn bg-warn-wash px-3.5 py-3">
      <p className="font-semibold">
        {text.source === 'browser'
          ? 'Text from this browser that was never saved'
          : 'A text that was not taken over, because the section had been saved elsewhere'}
      </p>
      <BothSides
        section={section}
        mine={current}
        theirs={text.body}
        keys={keys}
        titles={['In the review now', `Kept since ${timeOf(text.at)}`]}
      />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => store.settleKept(text, text.body)}>
          Use the kept text
        </Button>
        {text.body.text && current.text ? (
          <Button
            onClick={() =>
              store.settleKept(text, { ...current, text: joined(current.text, text.body.text) })
            }
          >
            Join both texts
          </Button>
        ) : null}
        <Button onClick={() => store.settleKept(text, null)}>Drop the kept text</Button>
      </div>
    </div>
  )
}

function timeOf(at: number): string {
  return new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
}
