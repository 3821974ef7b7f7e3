'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { retryAllMessagesAction, retryMessageAction } from './actions'

export function RetryMessage({ messageId, about }: { messageId: string; about: string }) {
  const [result, action, isPending] = useActionState(retryMessageAction, null)
  return (
    <form action={action} className="-my-1.5 flex flex-col items-end">
      <input type="hidden" name="messageId" value={messageId} />
      <Button type="submit" look="quiet" disabled={isPending}>
        Try again<span className="sr-only"> to reach {about}</span>
      </Button>
      <Refusal of={result} />
    </form>
  )
}

export function RetryAll() {
  const [result, action, isPending] = useActionState(retryAllMessagesAction, null)
  return (
    <form action={action} className="flex flex-wrap items-center justify-end gap-2">
      <Refusal of={result} />
      <Button type="submit" disabled={isPending}>
        Try all again
      </Button>
    </form>
  )
}

function Refusal({ of }: { of: { ok: boolean; message?: string } | null }) {
  if (!of || of.ok) return null
  return (
    <p role="alert" className="text-sm text-danger">
      {of.message}
    </p>
  )
}
