'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { ChoiceField, Field, TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { acknowledgeAction } from './actions'

/** Receipt, with a tick, a typed name and room for a comment. */
export function AcknowledgeForm({
  packetId,
  name,
  readBy,
}: {
  packetId: string
  name: string
  readBy: string
}) {
  const [state, action, isPending] = useActionState(acknowledgeAction, null)
  const [typedName, setTypedName] = useState('')
  const [comment, setComment] = useState('')
  const failure = state && !state.ok ? state : null
  return (
    <form action={action} className="max-w-prose space-y-4">
      <input type="hidden" name="packetId" value={packetId} />
      {failure ? <Notice kind="error">{failure.message}</Notice> : null}
      <ReceivedField />
      <Field
        label="Your name"
        name="typedName"
        required
        maxLength={120}
        autoComplete="off"
        hint={`Type it as a signature, such as ${name}.`}
        value={typedName}
        onChange={(event) => setTypedName(event.target.value)}
        error={failure?.fields.typedName}
      />
      <TextAreaField
        label="Comment (optional)"
        name="comment"
        maxLength={4000}
        autoComplete="off"
        hint={`It is read by ${readBy}.`}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        error={failure?.fields.comment}
      />
      <Button type="submit" look="primary" disabled={isPending}>
        Acknowledge receipt
      </Button>
    </form>
  )
}

function ReceivedField() {
  const [isReceived, setReceived] = useState(false)
  return (
    <ChoiceField
      type="checkbox"
      name="received"
      value="yes"
      required
      // As a default, because a form that comes back from its action is reset to its defaults.
      defaultChecked={isReceived}
      onChange={(event) => setReceived(event.target.checked)}
      label="I have received this packet, and we have talked about it."
      hint="This confirms receipt and discussion. It does not say that you agree."
    />
  )
}
