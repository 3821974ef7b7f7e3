'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useTransition } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Notice } from '@/app/_components/ui/notice'
import { type Gap, listGaps } from '@/lib/reviews/outline/completeness'
import type { EditorView } from '@/lib/reviews/queries'
import { submitReviewAction } from './actions'
import { bodiesOf } from './progress'
import { itemId, sectionId } from './section-id'
import { type EditorStore, useStore } from './use-editor'

/** What is missing, with links to it, and who will read it; then it is handed in. */
export function SubmitDialog({
  view,
  isOpen,
  onClose,
}: {
  view: EditorView
  isOpen: boolean
  onClose: () => void
}) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={`Submit: ${view.title}`}>
      <SubmitForm view={view} onClose={onClose} />
    </Dialog>
  )
}

type Outcome = { message: string } | null

function SubmitForm({ view, onClose }: { view: EditorView; onClose: () => void }) {
  const store = useStore()
  const [gaps] = useState(() => listGaps(view.outline, bodiesOf(store, view.outline)))
  const required = [...undecided(store, view), ...gaps.filter(({ isRequired }) => isRequired)]
  const empty = gaps.filter(({ isRequired }) => !isRequired)
  const { outcome, isPending, submit } = useSubmit(view, onClose)
  const isBlocked = required.length > 0 || view.notYetBecause !== null
  return (
    <div className="space-y-4">
      {view.notYetBecause ? <Notice kind="warn">{view.notYetBecause}</Notice> : null}
      {required.length > 0 ? (
        <GapList title="Still missing" gaps={required} onClose={onClose} />
      ) : null}
      {empty.length > 0 ? (
        <GapList title="Left empty, which is allowed" gaps={empty} onClose={onClose} />
      ) : null}
      <div>
        <h3 className="font-semibold">Who will read it</h3>
        <ul className="mt-1 list-disc space-y-1 ps-4.5">
          {view.audience.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      <p className="text-ink-soft">
        After submitting you can read it but not change it, unless it is reopened.
      </p>
      {outcome ? <Notice kind="error">{outcome.message}</Notice> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Go on writing</Button>
        <Button look="primary" disabled={isBlocked || isPending} onClick={submit}>
          {isPending ? 'Submitting' : submitLabel(view)}
        </Button>
      </div>
    </div>
  )
}

/** Saves what is typed, then hands in; sent twice it counts once. */
function useSubmit(view: EditorView, onClose: () => void) {
  const store = useStore()
  const router = useRouter()
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const [outcome, setOutcome] = useState<Outcome>(null)
  const [isPending, startTransition] = useTransition()
  useEffect(() => void store.queue.flush(), [store])
  function submit() {
    startTransition(async () => {
      if (!(await store.queue.flush())) {
        setOutcome({ message: 'Not everything is saved yet. Nothing was submitted.' })
        return
      }
      const { reviewId, version } = view
      const result = await submitReviewAction({ reviewId, version, idempotencyKey }).catch(
        () => null,
      )
      if (result?.ok) {
        onClose()
        router.refresh()
      } else {
        setOutcome({ message: result?.message ?? 'The server did not answer. Submit again.' })
      }
    })
  }
  return { outcome, isPending, submit }
}

type Missing = Pick<Gap, 'section' | 'sectionTitle' | 'itemKey' | 'label'> & {
  kind: Gap['kind'] | 'choice'
}

function GapList({
  title,
  gaps,
  onClose,
}: {
  title: string
  gaps: Missing[]
  onClose: () => void
}) {
  return (
    <div>
      <h3 className="font-semibold">
        {title} <span className="font-normal text-ink-soft">({gaps.length})</span>
      </h3>
      <ul className="mt-1 space-y-1">
        {gaps.map((gap) => (
          <li key={`${gap.section} ${gap.itemKey} ${gap.kind}`}>
            <a
              href={`#${gap.itemKey ? itemId(gap.itemKey) : sectionId(gap.section)}`}
              onClick={(event) => {
                event.preventDefault()
                onClose()
                goTo(gap)
              }}
              className="text-accent underline"
            >
              {gap.label}
            </a>
            <span className="text-ink-soft"> {WORDS[gap.kind]}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const WORDS: Record<Missing['kind'], string> = {
  answer: 'has no answer yet',
  note: 'needs a note on what you saw',
  text: 'has no text',
  choice: 'has two texts to choose from',
}

function undecided(store: EditorStore, view: EditorView): Missing[] {
  return view.outline.sections
    .filter(
      ({ key }) =>
        store.queue.section(key).clash ||
        store.kept.some(({ section, source }) => section === key && source === 'server'),
    )
    .map(({ key, title }) => ({
      section: key,
      sectionTitle: title,
      itemKey: null,
      label: title,
      kind: 'choice',
    }))
}

// After the dialog has given the focus back to its button, so that it ends where the gap is.
function goTo({ section, itemKey, kind }: Missing): void {
  requestAnimationFrame(() => {
    const place = document.getElementById(itemKey ? itemId(itemKey) : sectionId(section))
    place?.scrollIntoView({ block: 'center' })
    const field = kind === 'answer' ? 'input' : kind === 'choice' ? 'button' : 'textarea'
    place?.querySelector<HTMLElement>(field)?.focus({ preventScroll: kind !== 'text' })
  })
}

function submitLabel({ direction, subject }: EditorView): string {
  if (direction === 'SELF') return 'Submit self-review'
  if (direction === 'DELEGATE') return 'Submit what you wrote'
  return direction === 'PEER'
    ? `Submit feedback for ${subject.name}`
    : `Submit review of ${subject.name}`
}
