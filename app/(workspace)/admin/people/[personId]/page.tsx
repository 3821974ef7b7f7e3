import type { Metadata, Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { EndSessionForm } from '@/app/(workspace)/account/end-session-form'
import { SessionList } from '@/app/(workspace)/account/session-list'
import { mayAskForLink } from '@/lib/people/accounts/links/queries'
import { type AccountOfPerson, getAccountOf } from '@/lib/people/accounts/queries'
import { endSessionsAction } from '../actions'
import { LinkForm } from './link-form'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountOfPersonPage({
  params,
}: PageProps<'/admin/people/[personId]'>) {
  const account = await load(getAccountOf, await params)
  const canAsk = await load(mayAskForLink, account.id)
  return (
    <>
      <PageHeader
        title={<bdi>{account.name}</bdi>}
        trail={[{ href: '/admin/people', title: 'People' }]}
        lead={account.email}
        actions={<ButtonLink href={`/people/${account.id}` as Route}>Profile</ButtonLink>}
      />
      <div className="max-w-4xl space-y-4">
        <h2 className="text-lg font-semibold">Where they are signed in</h2>
        <Sessions account={account} />
        {canAsk ? (
          <section className="border-t border-line pt-4">
            <h2 className="text-lg font-semibold">A new password</h2>
            <p className="mt-1 mb-3 max-w-prose text-ink-soft">
              {account.name} sees what others must not, so a second administrator has to agree
              before a link is mailed to {account.email}. Neither of you sees it.
            </p>
            <LinkForm personId={account.id} />
          </section>
        ) : null}
      </div>
    </>
  )
}

function Sessions({ account }: { account: AccountOfPerson }) {
  const { id, name, sessions, lastSignInAt } = account
  if (sessions.length === 0) {
    return (
      <EmptyState title="Nowhere at the moment">
        {lastSignInAt ? (
          <>
            Signed in last on <Day on={lastSignInAt} />.
          </>
        ) : (
          'They have not signed in yet.'
        )}
      </EmptyState>
    )
  }
  return (
    <>
      <SessionList
        label={`Sessions of ${name}`}
        sessions={sessions}
        end={(session) => (
          <EndSessionForm
            action={endSessionsAction}
            fields={{ personId: id, sessionId: session.id }}
            words="Sign out"
            of={session.device}
          />
        )}
      />
      <EndSessionForm
        action={endSessionsAction}
        fields={{ personId: id }}
        words="Sign out everywhere"
        look="danger"
      />
      <p className="max-w-prose text-sm text-ink-soft">
        They are told by mail. What they typed and Rung has not kept yet stays in their browser
        until they sign in again.
      </p>
    </>
  )
}
