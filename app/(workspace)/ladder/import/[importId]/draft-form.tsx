'use client'

import { type ReactNode, useActionState, useState, useTransition } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import { makeDraftAction } from '../actions'

/** Makes the draft with what is ticked; what was ticked stays when it is refused. */
export function DraftForm({ children }: { children: ReactNode }) {
  const [posted, action] = useActionState(makeDraftAction, null)
  const [sent, setSent] = useState<ActionResult | null>(null)
  const [isPending, startMaking] = useTransition()
  const result = sent ?? posted
  return (
    <form
      action={action}
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        startMaking(async () => setSent(await makeDraftAction(null, form)))
      }}
      className="space-y-6"
    >
      {children}
      {result?.ok === false ? <Notice kind="error">{result.message}</Notice> : null}
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? 'Making the draft…' : 'Make a draft of it'}
      </Button>
    </form>
  )
}
