import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Notice } from '@/app/_components/ui/notice'
import { getDemonstrationPeople, isSetUp } from '@/lib/auth/queries'
import { findContext, webDatabase } from '@/lib/auth/request'
import { safePath } from '@/lib/auth/safe-path'
import { problemInWords, problemOfWord } from '@/lib/auth/single-sign-on/problem'
import { providerOnPage } from '@/lib/auth/single-sign-on/queries'
import { ProviderLink } from './provider-link'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const search = await searchParams
  const next = safePath(typeof search.next === 'string' ? search.next : null)
  if (!(await isSetUp(webDatabase()))) redirect('/setup')
  if (await findContext()) redirect('/')
  const provider = providerOnPage()
  const problem = provider ? problemOfWord(search.problem) : null
  const hasForm = !provider?.isRequired || search.password === '1'
  const people = provider?.isRequired ? [] : await getDemonstrationPeople(webDatabase())
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Sign in</h1>
      {search['signed-out'] ? <p className="mt-1 text-ink-soft">You are signed out.</p> : null}
      {provider && problem ? (
        <div className="mt-5">
          <Notice kind="error">{problemInWords(problem, provider.name)}</Notice>
        </div>
      ) : null}
      {provider ? <ProviderLink provider={provider} next={next} hasForm={hasForm} /> : null}
      {hasForm ? <SignInForm next={next} people={people} isSecondWay={provider !== null} /> : null}
    </>
  )
}
