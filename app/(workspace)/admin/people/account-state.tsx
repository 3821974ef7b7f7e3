import type { ReactNode } from 'react'
import { Day } from '@/app/_components/ui/day'
import { Status } from '@/app/_components/ui/status'
import type { AccountTimes } from '@/lib/people/accounts/queries'
import type { AccountState } from '@/lib/people/queries'

/** Whether somebody can sign in, with the days that matter for it. */
export function AccountStateCell({
  account,
  times,
}: {
  account: AccountState
  times: AccountTimes | undefined
}) {
  const more = times ? dayWords(account, times) : null
  return (
    <>
      <Status word={account} />
      {more ? <span className="block text-sm whitespace-nowrap text-ink-soft">{more}</span> : null}
    </>
  )
}

function dayWords(account: AccountState, times: AccountTimes): ReactNode {
  const { invitedAt, invitationEndsAt, lastSignInAt } = times
  if (account === 'Invited' && invitedAt && invitationEndsAt) {
    return (
      <>
        <Day on={invitedAt} />, until <Day on={invitationEndsAt} />
      </>
    )
  }
  if (account === 'No account' && invitationEndsAt) {
    return (
      <>
        Invitation ended <Day on={invitationEndsAt} />
      </>
    )
  }
  if (account !== 'Can sign in') return null
  if (!lastSignInAt) return 'Not signed in yet'
  return (
    <>
      Signed in last <Day on={lastSignInAt} />
    </>
  )
}
