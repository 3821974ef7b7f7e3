import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import {
  getSignInSettings,
  type SignInSettings,
} from '@/lib/auth/single-sign-on/administration/queries'
import { LinkedPeople } from './linked-people'
import { ProviderFacts } from './provider-facts'

export const metadata: Metadata = { title: 'Sign-in' }

export default async function SignInSettingsPage({ searchParams }: PageProps<'/admin/sign-in'>) {
  const settings = await load(getSignInSettings, await searchParams)
  const { provider, callback } = settings
  return (
    <>
      <PageHeader
        title="Sign-in"
        lead="How people sign in. It is set where Rung runs, so that nobody signed in can change it."
      />
      {provider ? (
        <ProviderFacts provider={provider} settings={settings} />
      ) : (
        <EmptyState title="Everybody signs in with a password">
          <p>
            Whoever operates Rung can let people sign in at your identity provider:
            docs/single-sign-on.md says how. The address to register there is
          </p>
          <p className="mt-2">
            <code className="break-all text-ink">{callback}</code>
          </p>
        </EmptyState>
      )}
      {provider ? <Keepers settings={settings} /> : null}
      {provider || settings.search || settings.identities.length > 0 ? (
        <LinkedPeople search={settings.search} identities={settings.identities} />
      ) : null}
    </>
  )
}

function Keepers({ settings: { provider, keepers } }: { settings: SignInSettings }) {
  return (
    <section className="mt-8 max-w-prose">
      <h2 className="text-lg font-semibold">When the provider is away</h2>
      {keepers.length > 0 ? (
        <p className="mt-1">
          The operator has named{' '}
          {keepers.map(({ id, name }, n) => (
            <span key={id}>
              {n > 0 ? ', ' : ''}
              <PersonLink id={id} name={name} />
            </span>
          ))}
          {provider?.isRequired
            ? ': their passwords work all the same, as long as they are administrators.'
            : ': their passwords go on working, should the provider become required.'}
        </p>
      ) : (
        <p className="mt-1 text-ink-soft">
          {provider?.isRequired
            ? 'Nobody could sign in then. '
            : 'Everybody with a password could still sign in. '}
          The operator names an administrator whose password always works with{' '}
          <code className="text-ink">npm run password -- name@example.com</code>.
        </p>
      )}
    </section>
  )
}
