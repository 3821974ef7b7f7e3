'use client'

import { type ReactNode, useActionState, useState, useTransition } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import { changeMappingAction } from '../actions'

/**
 * Sends how the files are to be read. With a script what was chosen stays when it is refused, which
 * a form action alone would empty.
 */
export function ReadingForm({ children }: { children: ReactNode }) {
  const [posted, action] = useActionState(changeMappingAction, null)
  const [sent, setSent] = useState<ActionResult | null>(null)
  const [isPending, startReading] = useTransition()
  const result = sent ?? posted
  return (
    <form
      action={action}
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        startReading(async () => setSent(await changeMappingAction(null, form)))
      }}
      className="space-y-4"
    >
      {children}
      {result?.ok === false ? <Notice kind="error">{result.message}</Notice> : null}
      <Button type="submit" disabled={isPending}>
        {isPending ? 'Reading…' : 'Read it again like this'}
      </Button>
    </form>
  )
}
