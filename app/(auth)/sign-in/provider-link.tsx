import { ButtonAnchor } from '@/app/_components/ui/button'
import type { ProviderOnPage } from '@/lib/auth/single-sign-on/queries'

type Props = { provider: ProviderOnPage; next: string; hasForm: boolean }

/** The way to the identity provider comes first; the password is below it, or out of the way. */
export function ProviderLink({ provider, next, hasForm }: Props) {
  const query = `next=${encodeURIComponent(next)}`
  return (
    <div className="mt-6">
      <ButtonAnchor look="primary" className="w-full" href={`/api/auth/oidc/start?${query}`}>
        Sign in with {provider.name}
      </ButtonAnchor>
      {hasForm ? (
        <p className="mt-6 border-t border-line pt-5 text-ink-soft">
          {provider.isRequired
            ? 'A password works only for administrators whom the operator of Rung has named.'
            : 'Or with a password:'}
        </p>
      ) : (
        <p className="mt-6 text-sm text-ink-soft">
          {provider.name} out of reach?{' '}
          <a className="text-accent underline" href={`/sign-in?password=1&${query}`}>
            Sign in with a password
          </a>
          , if the operator of Rung has named you for it.
        </p>
      )}
    </div>
  )
}
