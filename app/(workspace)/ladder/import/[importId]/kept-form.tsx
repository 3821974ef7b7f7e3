'use client'

import { type ReactNode, useActionState, useState, useTransition } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import { changeMappingAction, makeDraftAction } from '../actions'

type KeptAction = (state: ActionResult | null, form: FormData) => Promise<ActionResult>
type KeptFormProps = {
  action: KeptAction
  words: { send: string; sending: string }
  look?: 'primary' | 'secondary'
  className: string
  children: ReactNode
}

/** Says how the files are to be read. */
export function ReadingForm({ children }: { children: ReactNode }) {
  return (
    <KeptForm
      action={changeMappingAction}
      words={{ send: 'Read it again like this', sending: 'Reading…' }}
      className="space-y-4"
    >
      {children}
    </KeptForm>
  )
}

/** Makes the draft with what is ticked. */
export function DraftForm({ children }: { children: ReactNode }) {
  return (
    <KeptForm
      action={makeDraftAction}
      words={{ send: 'Make a draft of it', sending: 'Making the draft…' }}
      look="primary"
      className="space-y-6"
    >
      {children}
    </KeptForm>
  )
}

// With a script what was chosen stays when it is refused, which a form action alone would empty.
function KeptForm({ action, words, look, className, children }: KeptFormProps) {
  const [posted, post] = useActionState(action, null)
  const [sent, setSent] = useState<ActionResult | null>(null)
  const [isPending, startSending] = useTransition()
  const result = sent ?? posted
  return (
    <form
      action={post}
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        startSending(async () => setSent(await action(null, form)))
      }}
      className={className}
    >
      {children}
      {result?.ok === false ? <Notice kind="error">{result.message}</Notice> : null}
      <Button type="submit" look={look} disabled={isPending}>
        {isPending ? words.sending : words.send}
      </Button>
    </form>
  )
}
