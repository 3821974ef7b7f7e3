'use client'

import { useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { EditorView } from '@/lib/reviews/queries'
import { Progress } from './progress'
import type { QueueStatus } from './save-queue'
import { sectionId } from './section-id'
import { SubmitDialog } from './submit-dialog'
import { useEditor, useStore } from './use-editor'

/** What stays in sight while writing: is it saved, who will see it, how much is done, hand it in. */
export function EditorFooter({ view }: { view: EditorView }) {
  const [isSubmitting, setSubmitting] = useState(false)
  return (
    <section
      aria-label="This review"
      className="sticky bottom-0 z-10 -mx-4 mt-8 border-t border-line bg-paper px-4 py-2.5 md:-mx-8 md:px-8"
    >
      <Banner />
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-1 md:grid-cols-[auto_minmax(0,1fr)_auto_auto]">
        <SaveState />
        <p className="text-right text-sm text-ink-soft md:order-1">
          <Progress outline={view.outline} />
        </p>
        <p
          className="line-clamp-2 text-xs text-ink-soft md:line-clamp-1 md:text-sm"
          title={`Visible to ${view.audience.short} once submitted`}
        >
          Visible to {view.audience.short}
        </p>
        <Button look="primary" className="md:order-2" onClick={() => setSubmitting(true)}>
          Submit
        </Button>
      </div>
      <SubmitDialog view={view} isOpen={isSubmitting} onClose={() => setSubmitting(false)} />
    </section>
  )
}

function SaveState() {
  const status = useEditor((store) => store.status())
  const place = useEditor((store) => store.placeOfTrouble())
  const words = stateInWords(status)
  const isTrouble = !['saved', 'unsaved', 'saving'].includes(status.kind)
  return (
    <div
      data-save-state={status.kind}
      className={`text-sm tabular-nums md:min-w-36 ${isTrouble ? 'font-medium text-warn' : ''}`}
    >
      {place ? (
        <a href={`#${sectionId(place)}`} className="underline">
          {words}
        </a>
      ) : (
        words
      )}
      <span role="status" className="sr-only">
        {isTrouble ? words : ''}
      </span>
    </div>
  )
}

function stateInWords({ kind, savedAt }: QueueStatus): string {
  if (kind === 'saved') return savedAt ? `Saved ${timeOf(savedAt)}` : 'Saves as you write'
  return STATE_WORDS[kind]
}

const STATE_WORDS: Record<Exclude<QueueStatus['kind'], 'saved'>, string> = {
  unsaved: 'Not saved yet',
  saving: 'Saving',
  retrying: 'Not saved: no connection. Trying again',
  'signed-out': 'Not saved: signed out',
  closed: 'Not saved',
  clash: 'Two texts to choose from',
  refused: 'Not saved: see the section',
}

function timeOf(savedAt: string): string {
  return new Date(savedAt).toLocaleTimeString('en-GB')
}

function Banner() {
  const store = useStore()
  const status = useEditor(({ status }) => status())
  if (status.kind === 'signed-out') {
    return (
      <div className="mb-2.5">
        <Notice kind="error" title="You are signed out.">
          <p>
            Sign in{' '}
            <a href="/sign-in" target="_blank" rel="noreferrer" className="text-accent underline">
              in another tab
            </a>
            ; nothing is lost. Then go on here.{' '}
            <button
              type="button"
              onClick={() => store.queue.retryNow()}
              className="rounded-md font-medium text-accent underline"
            >
              Try again
            </button>
          </p>
        </Notice>
      </div>
    )
  }
  if (status.kind !== 'closed') return null
  return (
    <div className="mb-2.5">
      <Notice kind="error" title="This can no longer be saved.">
        <p>{status.message}</p>
      </Notice>
    </div>
  )
}
