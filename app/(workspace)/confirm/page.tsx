import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonAnchor } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { safePath } from '@/lib/auth/safe-path'
import { problemInWords, problemOfWord } from '@/lib/auth/single-sign-on/problem'
import { getStepUpMeans } from '@/lib/auth/step-up/queries'
import { ConfirmForm } from './confirm-form'

export const metadata: Metadata = { title: 'Confirm that it is you' }

export default async function ConfirmPage({ searchParams }: PageProps<'/confirm'>) {
  const { next, done, problem: word } = await searchParams
  const { hasPassword, provider } = await load(getStepUpMeans, undefined)
  if (done) return <Confirmed />
  const problem = problemOfWord(word)
  const path = typeof next === 'string' ? safePath(next) : null
  return (
    <div className="max-w-md space-y-5">
      <PageHeader
        title="Confirm that it is you"
        lead="What comes next is for you alone, so it is asked again after ten minutes."
      />
      {provider && problem ? (
        <Notice kind="error">{problemInWords(problem, provider)}</Notice>
      ) : null}
      {provider ? <ProviderWay name={provider} path={path} /> : null}
      {provider && hasPassword ? <p className="text-ink-soft">Or with your password:</p> : null}
      {hasPassword ? <ConfirmForm next={path ?? '/'} /> : null}
      {!hasPassword && !provider ? (
        <p>You have no password here. Sign out, sign in again, and go on within ten minutes.</p>
      ) : null}
    </div>
  )
}

function ProviderWay({ name, path }: { name: string; path: string | null }) {
  const next = encodeURIComponent(path ?? '/confirm?done=1')
  return (
    <ButtonAnchor
      look="primary"
      className="w-full"
      href={`/api/auth/oidc/start?purpose=step-up&next=${next}`}
    >
      Confirm with {name}
    </ButtonAnchor>
  )
}

function Confirmed() {
  return (
    <PageHeader
      title="That was you"
      lead="Close this tab, go back to the other one and do the same again. It is not asked for ten minutes."
    />
  )
}
