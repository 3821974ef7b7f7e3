'use client'

import { useState } from 'react'
import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import { approveTokenAction, revokeTokenAction, unmapGroupAction } from './actions'

type Props = {
  action: (state: ActionResult<void> | null, form: FormData) => Promise<ActionResult<void> | null>
  id: { name: 'tokenId' | 'approvalId' | 'groupId'; value: string }
  title: string
  says: string
  opener: string
  /** What the opener is about, for those who do not see the row. */
  about: string
  isDanger?: boolean
  /** What somebody wrote who asks for it. */
  reason?: string
}

export function RevokeToken({ tokenId, name }: { tokenId: string; name: string }) {
  return (
    <ActForm
      action={revokeTokenAction}
      id={{ name: 'tokenId', value: tokenId }}
      title={`Revoke the token of ${name}?`}
      says="The provider’s next request is refused. People and groups stay as they are, and nobody is deactivated by it."
      opener="Revoke"
      about={name}
      isDanger
    />
  )
}

type Asked = { approvalId: string; name: string; reason: string }

export function ApproveToken({ approvalId, name, reason }: Asked) {
  return (
    <ActForm
      action={approveTokenAction}
      id={{ name: 'approvalId', value: approvalId }}
      title={`Let ${name} run the accounts?`}
      says="Whoever has the token can add, change, move and deactivate people, change addresses and fill the groups below. It reads no reviews."
      opener="Agree"
      about={`to the token of ${name}`}
      reason={reason}
    />
  )
}

export function UnmapGroup({ groupId, name }: { groupId: string; name: string }) {
  return (
    <ActForm
      action={unmapGroupAction}
      id={{ name: 'groupId', value: groupId }}
      title={`End what ${name} gives?`}
      says="Its members hold the role by it no more. They are signed out and told by mail. Roles that administrators granted stay."
      opener="End"
      about={name}
      isDanger
    />
  )
}

/** One act on one row, explained before it is done. */
function ActForm(props: Props) {
  const { opener, about, title } = props
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="-my-1.5 flex justify-end">
      <Button look="quiet" onClick={() => setOpen(true)}>
        {opener}
        <span className="sr-only"> {about}</span>
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={title}>
        <Question {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </div>
  )
}

function Question({ onClose, ...props }: Props & { onClose: () => void }) {
  const { action, id, says, opener, isDanger, reason } = props
  const { result, formAction, isPending, dialog } = useStepUpForm(action)
  const refusal = result && !result.ok && !result.stepUp ? result : null
  return (
    <>
      <form action={formAction} className="space-y-4 text-start whitespace-normal">
        <input type="hidden" name={id.name} value={id.value} />
        {refusal ? <Notice kind="error">{refusal.message}</Notice> : null}
        <p>{says}</p>
        {reason ? (
          <blockquote className="border-s-2 border-line-strong ps-3.5 break-words">
            {reason}
          </blockquote>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look={isDanger ? 'danger' : 'primary'} disabled={isPending}>
            {opener}
          </Button>
        </div>
      </form>
      {dialog}
    </>
  )
}
