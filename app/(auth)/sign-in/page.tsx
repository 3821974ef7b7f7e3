import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getDemonstrationPeople, isSetUp } from '@/lib/auth/queries'
import { findContext, webDatabase } from '@/lib/auth/request'
import { safePath } from '@/lib/auth/safe-path'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const search = await searchParams
  const next = safePath(typeof search.next === 'string' ? search.next : null)
  if (!(await isSetUp(webDatabase()))) redirect('/setup')
  if (await findContext()) redirect('/')
  const people = await getDemonstrationPeople(webDatabase())
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Sign in</h1>
      {search['signed-out'] ? <p className="mt-1 text-ink-soft">You are signed out.</p> : null}
      <SignInForm next={next} people={people} />
    </>
  )
}
