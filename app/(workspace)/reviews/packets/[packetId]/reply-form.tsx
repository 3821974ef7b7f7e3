'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { replyAction } from './actions'

/** An answer in writing. The key makes a second send of the same words one reply. */
export function ReplyForm({
  packetId,
  idempotencyKey,
  until,
  readBy,
}: {
  packetId: string
  idempotencyKey: string
  until: string
  readBy: string
}) {
  const [state, action, isPending] = useActionState(replyAction, null)
  const [body, setBody] = useState('')
  const failure = state && !state.ok ? state : null
  return (
    <form action={action} className="max-w-prose space-y-3">
      <input type="hidden" name="packetId" value={packetId} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      {failure && !failure.fields.body ? <Notice kind="error">{failure.message}</Notice> : null}
      <TextAreaField
        label="Your reply"
        name="body"
        required
        maxLength={8000}
        autoComplete="off"
        hint={`It becomes part of the packet and cannot be changed. It is read by ${readBy}. You can reply until ${until}.`}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        error={failure?.fields.body}
      />
      <Button type="submit" disabled={isPending}>
        Send reply
      </Button>
    </form>
  )
}
