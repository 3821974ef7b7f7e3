'use client'

import { startTransition, useState } from 'react'
import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { revokeRoleAction } from './actions'

type Props = { grantId: string; name: string; title: string }

/** Ends one role of one person, after saying why. */
export function RevokeRole({ grantId, name, title }: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="-my-1.5 text-end">
      <Button look="quiet" onClick={() => setOpen(true)}>
        End<span className="sr-only">{` ${title} of ${name}`}</span>
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={`End ${title} of ${name}?`}>
        <RevokeForm grantId={grantId} name={name} onCancel={() => setOpen(false)} />
      </Dialog>
    </div>
  )
}

function RevokeForm({
  grantId,
  name,
  onCancel,
}: {
  grantId: string
  name: string
  onCancel: () => void
}) {
  const { result, formAction, isPending, dialog } = useStepUpForm(revokeRoleAction)
  const refusal = result && !result.ok && !result.stepUp ? result : null
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          startTransition(() => formAction(form))
        }}
        className="space-y-4 text-start whitespace-normal"
      >
        <input type="hidden" name="grantId" value={grantId} />
        {refusal && !refusal.fields.reason ? <Notice kind="error">{refusal.message}</Notice> : null}
        <p>
          It ends at once. {name} is signed out, can sign in again without the role, and is told by
          mail.
        </p>
        <TextAreaField
          label="Why"
          hint="Read by administrators, and kept with the role."
          name="reason"
          required
          minLength={10}
          maxLength={500}
          error={refusal?.fields.reason}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" look="danger" disabled={isPending}>
            End the role
          </Button>
        </div>
      </form>
      {dialog}
    </>
  )
}
