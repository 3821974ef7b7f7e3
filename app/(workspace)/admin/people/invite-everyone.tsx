'use client'

import { useActionState, useState, useTransition } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import { countUninvitedAction, inviteEveryoneAction } from './actions'

/** Mails a link to all who have none; says how many before it does. */
export function InviteEveryone() {
  const [found, setFound] = useState<ActionResult<number> | null>(null)
  const [isCounting, startTransition] = useTransition()
  const look = () => startTransition(async () => setFound(await countUninvitedAction()))
  const close = () => setFound(null)
  return (
    <>
      <Button onClick={look} disabled={isCounting}>
        Invite everybody without an account
      </Button>
      <Dialog
        isOpen={found !== null}
        onClose={close}
        title={found?.ok ? `Invite ${peopleWords(found.data)}?` : 'Invite everybody'}
      >
        {found?.ok ? <Question count={found.data} onClose={close} /> : null}
        {found && !found.ok ? <Notice kind="error">{found.message}</Notice> : null}
      </Dialog>
    </>
  )
}

function Question({ count, onClose }: { count: number; onClose: () => void }) {
  const [result, formAction, isPending] = useActionState(inviteEveryoneAction, null)
  if (result?.ok) {
    return (
      <Notice title="Invited">
        Invitations to {peopleWords(result.data.invited)} are on their way by mail.
      </Notice>
    )
  }
  if (count === 0) return <p>Everybody who is active has an account or an open invitation.</p>
  return (
    <form action={formAction} className="space-y-4">
      {result ? <Notice kind="error">{result.message}</Notice> : null}
      <input type="hidden" name="count" value={count} />
      <p>
        Each gets a mail with a link to choose a password with. It works once, for seven days.
        Whoever has an account or an open invitation gets none.
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? 'Inviting' : `Invite ${peopleWords(count)}`}
        </Button>
      </div>
    </form>
  )
}

function peopleWords(count: number): string {
  if (count === 0) return 'nobody'
  return count === 1 ? 'one person' : `${count} people`
}
