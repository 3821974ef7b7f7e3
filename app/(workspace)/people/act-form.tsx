'use client'

import { type FormEvent, type ReactNode, startTransition, useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'

type Action = (state: ActionResult | null, form: FormData) => Promise<ActionResult | null>

/** A form that does one thing; what was typed stays when it is refused. */
export function ActForm({
  action,
  label,
  look = 'primary',
  whenForbidden,
  children,
}: {
  action: Action
  label: ReactNode
  look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** What can still be done where this person alone may not do it. */
  whenForbidden?: ReactNode
  children?: ReactNode
}) {
  const [result, dispatch, isPending] = useActionState(action, null)
  // Sent by hand, because React empties a form whose action has run, also when it was refused.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { submitter } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : {}
    const data = new FormData(event.currentTarget, submitter)
    startTransition(() => dispatch(data))
  }
  return (
    <form action={dispatch} onSubmit={send} className="space-y-3">
      {result && !result.ok ? <Notice kind="error">{result.message}</Notice> : null}
      {children}
      {result && !result.ok && result.code === 'FORBIDDEN' ? whenForbidden : null}
      <Button type="submit" look={look} disabled={isPending}>
        {label}
      </Button>
    </form>
  )
}
