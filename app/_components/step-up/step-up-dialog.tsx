'use client'

import { useActionState, useEffect, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { type ConfirmState, confirmPasswordAction, stepUpMeansAction } from './actions'

type Props = { isOpen: boolean; onClose: () => void; onConfirmed: () => void }

/** Asks whether it is really them, then lets the page send the same again. */
export function StepUpDialog({ isOpen, onClose, onConfirmed }: Props) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Confirm that it is you">
      <Confirmation onClose={onClose} onConfirmed={onConfirmed} />
    </Dialog>
  )
}

function Confirmation({ onClose, onConfirmed }: Omit<Props, 'isOpen'>) {
  const [hasPassword, setHasPassword] = useState(true)
  useEffect(() => {
    stepUpMeansAction().then((means) => {
      if (means.ok) setHasPassword(means.data.hasPassword)
    })
  }, [])
  if (!hasPassword) return <OtherMeans />
  return <PasswordForm onClose={onClose} onConfirmed={onConfirmed} />
}

function PasswordForm({ onClose, onConfirmed }: Omit<Props, 'isOpen'>) {
  const [result, formAction, isPending] = useActionState(
    async (state: ConfirmState, form: FormData) => {
      const confirmed = await confirmPasswordAction(state, form)
      if (confirmed?.ok) onConfirmed()
      return confirmed
    },
    null,
  )
  const refusal = result && !result.ok ? result : null
  return (
    <form action={formAction} className="space-y-4 text-start whitespace-normal">
      {refusal && !refusal.fields.password ? <Notice kind="error">{refusal.message}</Notice> : null}
      <p>You signed in a while ago, and this asks for your password once more.</p>
      <Field
        label="Your password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        ref={takeFocusFirst}
        error={refusal?.fields.password}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? 'Confirming' : 'Confirm and go on'}
        </Button>
      </div>
    </form>
  )
}

function OtherMeans() {
  return (
    <div className="space-y-4 text-start whitespace-normal">
      <p>
        You sign in without a password here. Confirm with your organisation’s sign-in in another
        tab, then do this again: what you filled in stays here.
      </p>
      <p>
        <a href="/confirm" target="_blank" rel="noreferrer" className="text-accent underline">
          Confirm in another tab
        </a>
      </p>
    </div>
  )
}

// The dialog looks for this attribute when it opens, which React would not write.
function takeFocusFirst(field: HTMLInputElement | null): void {
  field?.setAttribute('autofocus', '')
}
