'use client'

import type { Route } from 'next'
import { type ReactNode, useState, useTransition } from 'react'
import { Button, ButtonLink } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import type { AccountState } from '@/lib/people/queries'
import { deactivateAction, inviteAction, reactivateAction, revokeInvitationAction } from './actions'
import { InvitationLink, type InvitationShown } from './invitation-link'

type Props = { personId: string; name: string; account: AccountState; hasMail: boolean }
type Ask = 'invite' | 'revoke' | 'deactivate' | 'reactivate'

const OPENERS: Record<AccountState, [Ask, string][]> = {
  'No account': [
    ['invite', 'Invite'],
    ['deactivate', 'Deactivate'],
  ],
  Invited: [
    ['invite', 'Invite again'],
    ['revoke', 'Revoke invitation'],
    ['deactivate', 'Deactivate'],
  ],
  'Can sign in': [['deactivate', 'Deactivate']],
  Deactivated: [['reactivate', 'Reactivate']],
}

/** What an administrator can do with one account; each act is explained before it is done. */
export function AccountActions({ personId, name, account, hasMail }: Props) {
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
  const question = asked ? questionOf(asked, { name, hasMail }) : null
  return (
    <div className="-my-1.5 flex justify-end gap-1">
      {account === 'Can sign in' ? (
        <ButtonLink look="quiet" href={`/admin/people/${personId}` as Route}>
          Sessions
          <span className="sr-only"> of {name}</span>
        </ButtonLink>
      ) : null}
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
  const act = ACTS[ask ?? 'revoke']
  const result = await act(personId)
  return result.ok ? { ok: true, data: {} } : result
}

const ACTS = {
  revoke: revokeInvitationAction,
  deactivate: deactivateAction,
  reactivate: reactivateAction,
}

type Question = { title: string; act: string; explanation: ReactNode }

function questionOf(ask: Ask, { name, hasMail }: { name: string; hasMail: boolean }): Question {
  if (ask === 'revoke') {
    return {
      title: `Revoke the invitation of ${name}?`,
      act: 'Revoke invitation',
      explanation: <p>The link that they have stops working at once. You can invite them again.</p>,
    }
  }
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
      explanation: (
        <p>
          They can sign in again with the password they had. Whether they are administrator, HR
          partner or auditor is decided anew.
        </p>
      ),
    }
  }
  return {
    title: `Invite ${name}`,
    act: hasMail ? 'Send the link' : 'Make the link',
    explanation: (
      <p>
        {hasMail ? `${name} gets a mail with a link` : `You get a link for ${name}`} to choose a
        password with. It works once, for seven days, and an earlier link stops working.
      </p>
    ),
  }
}
