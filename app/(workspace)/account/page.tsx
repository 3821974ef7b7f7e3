import type { Metadata, Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { load } from '@/app/_server/page'
import type { OpenSession } from '@/lib/auth/sessions/queries'
import { getOwnAccount, type OwnAccount } from '@/lib/people/accounts/queries'
import { revokeOthersAction, revokeSessionAction } from './actions'
import { ChangePasswordForm } from './change-password-form'
import { EndSessionForm } from './end-session-form'
import { SessionList } from './session-list'

export const metadata: Metadata = { title: 'Your account' }

export default async function AccountPage() {
  const account = await load(getOwnAccount, undefined)
  return (
    <>
      <PageHeader title="Your account" lead={`${account.name} · ${account.email}`} />
      <div className="max-w-4xl space-y-8">
        <Section title="What you may do">
          <Roles account={account} />
        </Section>
        <Section title="Where you are signed in">
          <Sessions sessions={account.sessions} />
        </Section>
        <Section title="Password">
          <Password account={account} />
        </Section>
        <Section title="Your data">
          <p>
            <Link
              href={'/account/data' as Route}
              prefetch={false}
              className="text-accent underline"
            >
              Download what you can read of yourself
            </Link>
          </p>
        </Section>
      </div>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line pt-3">
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function Roles({ account: { roles } }: { account: OwnAccount }) {
  if (roles.length === 0) {
    return (
      <p className="max-w-prose text-ink-soft">
        You have no role. You write and read your own reviews, and those of people who report to
        you.
      </p>
    )
  }
  return (
    <ul className="max-w-prose space-y-2">
      {roles.map(({ title, says, scope, validTo }) => (
        <li key={`${title} ${scope}`}>
          <span className="font-medium">{title}</span>
          {scope ? ` for ${scope}` : null}
          {validTo ? (
            <>
              {' '}
              until <Day on={validTo} />
            </>
          ) : null}
          <span className="block text-ink-soft">{says}</span>
        </li>
      ))}
    </ul>
  )
}

function Sessions({ sessions }: { sessions: OpenSession[] }) {
  return (
    <div className="space-y-3">
      <SessionList
        label="Your sessions"
        sessions={sessions}
        end={({ id, device, isThis }) =>
          isThis ? (
            'You are here'
          ) : (
            <EndSessionForm
              action={revokeSessionAction}
              fields={{ sessionId: id }}
              words="Sign out"
              of={device}
            />
          )
        }
      />
      {sessions.length > 1 ? (
        <EndSessionForm
          action={revokeOthersAction}
          fields={NOTHING}
          words="Sign out everywhere else"
          look="secondary"
        />
      ) : null}
    </div>
  )
}

const NOTHING = {}

function Password({ account }: { account: OwnAccount }) {
  const { passwordChangedAt, provider, email } = account
  if (!passwordChangedAt) {
    return (
      <p>You sign in with {provider ?? 'your organisation’s account'}; there is no password.</p>
    )
  }
  return (
    <>
      <p className="mb-4 text-ink-soft">
        Chosen on <Day on={passwordChangedAt} />
        {provider ? `; you can also sign in with ${provider}` : null}.
      </p>
      <ChangePasswordForm email={email} />
    </>
  )
}
