'use client'

import { useActionState, useState } from 'react'
import { Button, ButtonLink } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import {
  declineFeedbackAction,
  type Result,
  reopenReviewAction,
  requestReopeningAction,
} from './actions'

type Named = { reviewId: string; title: string }
type Action = (state: Result, form: FormData) => Promise<Result>

/** The author asks for a submitted review back. */
export function AskBackForm({ view, readBy }: { view: Named; readBy: string }) {
  return (
    <InDialog
      view={view}
      opener="Ask to reopen"
      title="Ask to reopen this review"
      lead="An HR partner decides. Until then, and until you submit again, what you submitted stands."
      label="Why do you want to change it?"
      hint={readBy}
      button="Ask to reopen"
      action={requestReopeningAction}
    />
  )
}

/** A peer says no. */
export function DeclineForm({ view }: { view: Named }) {
  return (
    <InDialog
      view={view}
      opener="Decline"
      title="Decline to give this feedback"
      lead="Whoever asked you sees that you declined. What you have written so far stays yours and nobody reads it."
      label="Why?"
      hint="Kept with the request, for you. Nobody else is shown it here; the law may give the person a right to it."
      button="Decline"
      action={declineFeedbackAction}
    />
  )
}

/** An HR partner gives a review back to its author. */
export function ReopenForm({
  decision,
}: {
  decision: Named & { authorName: string; reason: string }
}) {
  const [result, formAction, isPending] = useActionState(reopenReviewAction, null)
  if (result?.ok) {
    return (
      <Notice title="Reopened.">
        <p>{decision.authorName} can change it and has been told.</p>
      </Notice>
    )
  }
  return (
    <form action={formAction} className="max-w-prose space-y-4">
      <blockquote className="border-s-2 border-line-strong ps-3.5 break-words whitespace-pre-wrap">
        {decision.reason}
      </blockquote>
      <input type="hidden" name="reviewId" value={decision.reviewId} />
      <Reason
        label="Your reason for reopening"
        hint={`${decision.authorName} reads it.`}
        result={result}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={isPending}>
          Reopen for {decision.authorName}
        </Button>
        <ButtonLink href="/reviews">Not now</ButtonLink>
      </div>
    </form>
  )
}

function InDialog({
  view,
  opener,
  title,
  lead,
  label,
  hint,
  button,
  action,
}: {
  view: Named
  opener: string
  title: string
  lead: string
  label: string
  hint: string
  button: string
  action: Action
}) {
  const [isOpen, setOpen] = useState(false)
  const [result, formAction, isPending] = useActionState(action, null)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{opener}</Button>
      <Dialog isOpen={isOpen && !result?.ok} onClose={() => setOpen(false)} title={title}>
        <form action={formAction} className="space-y-4">
          <p>{lead}</p>
          <input type="hidden" name="reviewId" value={view.reviewId} />
          <Reason label={label} hint={hint} result={result} />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" look="primary" disabled={isPending}>
              {button}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

function Reason({ label, hint, result }: { label: string; hint?: string; result: Result }) {
  const [reason, setReason] = useState('')
  const error = result && !result.ok ? (result.fields.reason ?? result.message) : undefined
  return (
    <TextAreaField
      name="reason"
      label={label}
      hint={hint}
      required
      maxLength={2_000}
      autoComplete="off"
      value={reason}
      onChange={(event) => setReason(event.target.value)}
      error={error}
    />
  )
}
