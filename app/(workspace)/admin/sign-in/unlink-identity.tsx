'use client'

import { useState, useTransition } from 'react'
import { useStepUp } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Notice } from '@/app/_components/ui/notice'
import { unlinkIdentityAction } from './actions'

type Props = { identityId: string; name: string }

/** Takes a person and their account at the provider apart, once it is said what that means. */
export function UnlinkIdentity({ identityId, name }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [refusal, setRefusal] = useState('')
  const [isPending, startTransition] = useTransition()
  const { guard, dialog } = useStepUp()
  const open = (wanted: boolean) => {
    setRefusal('')
    setOpen(wanted)
  }
  const run = () =>
    startTransition(async () => {
      const result = await unlinkIdentityAction(identityId)
      if (guard(result, run)) return
      if (result.ok) open(false)
      else setRefusal(result.message)
    })
  return (
    <div className="-my-1.5 text-end">
      <Button look="quiet" onClick={() => open(true)}>
        Unlink<span className="sr-only"> {name}</span>
      </Button>
      <Dialog isOpen={isOpen} onClose={() => open(false)} title={`Unlink ${name}?`}>
        <div className="space-y-4 text-start whitespace-normal">
          {refusal ? <Notice kind="error">{refusal}</Notice> : null}
          <p>
            {name} is signed out at once. The next account at the provider with their verified
            address is linked to them, so use this when the provider has given them a new account.
            To keep somebody out, deactivate them.
          </p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => open(false)}>Cancel</Button>
            <Button look="danger" disabled={isPending} onClick={run}>
              Unlink {name}
            </Button>
          </div>
        </div>
      </Dialog>
      {dialog}
    </div>
  )
}
