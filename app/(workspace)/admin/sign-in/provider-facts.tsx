import type { ReactNode } from 'react'
import { ButtonLink } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { SignInSettings } from '@/lib/auth/single-sign-on/administration/queries'

type Provider = NonNullable<SignInSettings['provider']>
type Props = { provider: Provider; settings: SignInSettings }

/** What the operator has set, without its secret, and how the provider answers. */
export function ProviderFacts({ provider, settings }: Props) {
  const { discovery, callback } = settings
  return (
    <section aria-labelledby="provider" className="space-y-4">
      <h2 id="provider" className="text-lg font-semibold">
        {provider.name}
      </h2>
      <dl className="grid gap-x-6 sm:gap-y-2 sm:grid-cols-[14rem_1fr]">
        <Fact title="Issuer">{provider.issuer}</Fact>
        <Fact title="Client">{provider.clientId}</Fact>
        <Fact title="Redirect address to register">
          <code>{callback}</code>
        </Fact>
        <Fact title="E-mail domains let in">{provider.domains.join(', ')}</Fact>
        <Fact title="Asked for">{provider.scopes}</Fact>
        <Fact title="Password">
          {provider.isRequired
            ? 'Opens nothing, except for administrators whom the operator has named'
            : 'Works beside the provider'}
        </Fact>
        <Fact title="Signing out">
          {provider.endsProviderSession ? 'Of Rung and of the provider' : 'Of Rung only'}
        </Fact>
        <Fact title="Roles">
          <Roles provider={provider} />
        </Fact>
      </dl>
      {discovery ? <Discovery discovery={discovery} /> : null}
      <ButtonLink href="/admin/sign-in?test=provider">Ask the provider now</ButtonLink>
    </section>
  )
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{title}</dt>
      <dd className="mb-3 min-w-0 break-words sm:mb-0">{children}</dd>
    </>
  )
}

function Roles({ provider: { rolesClaim, roles } }: { provider: Provider }) {
  if (roles.length === 0) return 'Granted in Rung only'
  return (
    <>
      By the claim <code>{rolesClaim}</code>, at each sign-in:
      <ul className="mt-1 list-disc ps-5">
        {roles.map(({ value, title }) => (
          <li key={value}>
            <code>{value}</code> gives {title}
          </li>
        ))}
      </ul>
    </>
  )
}

function Discovery({ discovery }: { discovery: NonNullable<SignInSettings['discovery']> }) {
  if (!discovery.isSound) {
    return (
      <Notice kind="error" title="The provider did not answer as it should">
        <p>
          It is away, describes itself under another issuer, or names an address that is not https.
          Nobody can sign in there until then.
        </p>
      </Notice>
    )
  }
  const { authorization, hasLogout, hasChallenge } = discovery
  return (
    <Notice title="The provider answered">
      <p>People are sent to {new URL(authorization).host}.</p>
      <p>
        {hasLogout ? 'It can end its own session, too.' : 'It does not end its own session.'}
        {hasChallenge === false
          ? ' It does not say that it takes S256 code challenges, which Rung sends.'
          : ''}
      </p>
    </Notice>
  )
}
