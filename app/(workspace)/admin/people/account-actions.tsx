'use client'

import { type ReactNode, useState, useTransition } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import type { AccountState } from '@/lib/people/queries'
import { deactivateAction, inviteAction, reactivateAction } from './actions'
import { InvitationLink, type InvitationShown } from './invitation-link'

type Props = { personId: string; name: string; account: AccountState }
type Ask = 'invite' | 'deactivate' | 'reactivate'

const OPENERS: Record<AccountState, [Ask, string][]> = {
  'No account': [
    ['invite', 'Invite'],
    ['deactivate', 'Deactivate'],
  ],
  Invited: [
    ['invite', 'New link'],
    ['deactivate', 'Deactivate'],
  ],
  'Can sign in': [['deactivate', 'Deactivate']],
  Deactivated: [['reactivate', 'Reactivate']],
}

/** What an administrator can do with one account; each act is explained before it is done. */
export function AccountActions({ personId, name, account }: Props) {
  const [asked, setAsked] = useState<Ask | null>(null)
  const [invitation, setInvitation] = useState<InvitationShown | null>(null)
  const [refusal, setRefusal] = useState('')
  const [isPending, startTransition] = useTransition()
  const open = (ask: Ask | null) => {
    setInvitation(null)
    setRefusal('')
    setAsked(ask)
  }
  const run = () =>
    startTransition(async () => {
      const result = await perform(asked, personId)
      if (!result.ok) setRefusal(result.message)
      else if ('url' in result.data) setInvitation(result.data)
      else setAsked(null)
    })
  const question = asked ? questionOf(asked, name) : null
  return (
    <div className="-my-1.5 flex justify-end gap-1">
      {OPENERS[account].map(([ask, words]) => (
        <Button key={ask} look="quiet" onClick={() => open(ask)}>
          {words}
          <span className="sr-only"> {name}</span>
        </Button>
      ))}
      <Dialog isOpen={asked !== null} onClose={() => open(null)} title={question?.title ?? ''}>
        {invitation ? (
          <InvitationLink invitation={invitation} />
        ) : (
          <div className="space-y-4 text-start whitespace-normal">
            {refusal ? <Notice kind="error">{refusal}</Notice> : null}
            {question?.explanation}
            <div className="flex justify-end gap-2">
              <Button onClick={() => open(null)}>Cancel</Button>
              <Button
                look={asked === 'deactivate' ? 'danger' : 'primary'}
                disabled={isPending}
                onClick={run}
              >
                {question?.act}
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </div>
  )
}

async function perform(
  ask: Ask | null,
  personId: string,
): Promise<ActionResult<InvitationShown | object>> {
  if (ask === 'invite') return inviteAction(personId)
  const result = await (ask === 'deactivate' ? deactivateAction : reactivateAction)(personId)
  return result.ok ? { ok: true, data: {} } : result
}

type Question = { title: string; act: string; explanation: ReactNode }

function questionOf(ask: Ask, name: string): Question {
  if (ask === 'deactivate') {
    return {
      title: `Deactivate ${name}?`,
      act: `Deactivate ${name}`,
      explanation: (
        <p>
          They are signed out at once and cannot sign in any more. What they wrote stays, reviews in
          running cycles stay, and people who report to them keep them as manager until you move
          them. You can reactivate them at any time.
        </p>
      ),
    }
  }
  if (ask === 'reactivate') {
    return {
      title: `Reactivate ${name}?`,
      act: `Reactivate ${name}`,
      explanation: <p>They can sign in again with the password they had.</p>,
    }
  }
  return {
    title: `Invite ${name}`,
    act: 'Make the link',
    explanation: (
      <p>
        You get a link for {name} to choose a password with. It works once, for seven days, and an
        earlier link stops working.
      </p>
    ),
  }
}
