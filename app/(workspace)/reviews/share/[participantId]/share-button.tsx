'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { shareAction } from './actions'

type Sharing = {
  participantId: string
  version: number
  digest: string
  idempotencyKey: string
  firstName: string
  audience: string[]
  needsReason: boolean
}

/** Says who can read it from then on, and asks once. */
export function ShareButton(sharing: Sharing) {
  const [isOpen, setOpen] = useState(false)
  const title = `Share with ${sharing.firstName}`
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={`${title}?`}>
        <ShareForm {...sharing} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function ShareForm({ onCancel, ...sharing }: Sharing & { onCancel: () => void }) {
  const { participantId, version, digest, idempotencyKey } = sharing
  const [state, action, isPending] = useActionState(shareAction, null)
  const [reason, setReason] = useState('')
  const failure = state && !state.ok ? state : null
  return (
    <form action={action} className="space-y-4">
      {Object.entries({ participantId, version, digest, idempotencyKey }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {failure ? <Notice kind="error">{failure.message}</Notice> : null}
      <Consequences firstName={sharing.firstName} audience={sharing.audience} />
      {sharing.needsReason ? (
        <TextAreaField
          label="Reason"
          name="reason"
          required
          maxLength={500}
          hint="Why you share this in place of the manager. It is kept with the packet; the audit log holds that there was one."
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={failure?.fields.reason}
        />
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Not yet</Button>
        <Button type="submit" look="primary" disabled={isPending}>
          Share with {sharing.firstName}
        </Button>
      </div>
    </form>
  )
}

function Consequences({ firstName, audience }: Pick<Sharing, 'firstName' | 'audience'>) {
  return (
    <>
      <div>
        <p>From then on, these people can read it exactly as you see it:</p>
        <ul className="mt-1 list-disc ps-5">
          {audience.map((reader) => (
            <li key={reader}>{reader}</li>
          ))}
        </ul>
      </div>
      <p className="text-ink-soft">
        What was shared cannot be changed or taken back. {firstName} is told by mail that it is
        there; the mail holds nothing of the text.
      </p>
    </>
  )
}
