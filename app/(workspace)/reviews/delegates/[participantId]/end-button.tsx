'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Notice } from '@/app/_components/ui/notice'
import { revokeDelegationAction } from './actions'

type Props = { delegationId: string; name: string; forEverybodyOf: string | null }

/** Ends one delegation, after saying what that means. */
export function EndButton({ delegationId, name, forEverybodyOf }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [result, formAction, isPending] = useActionState(revokeDelegationAction, null)
  return (
    <>
      <div className="-my-1.5 text-end">
        <Button look="quiet" onClick={() => setOpen(true)}>
          End<span className="sr-only"> that {name} writes</span>
        </Button>
      </div>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={`End that ${name} writes?`}>
        <form action={formAction} className="space-y-4">
          <input type="hidden" name="delegationId" value={delegationId} />
          {result && !result.ok ? <Notice kind="error">{result.message}</Notice> : null}
          <p>
            It ends at once{forEverybodyOf ? `, for everybody whom ${forEverybodyOf} leads` : ''}.
            What they have submitted stays where it is; a draft stays with them alone. They are told
            by mail.
          </p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" look="danger" disabled={isPending}>
              End it
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}
