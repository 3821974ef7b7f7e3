import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { isSetUp } from '@/lib/auth/queries'
import { webDatabase } from '@/lib/auth/request'
import { SetUpForm } from './set-up-form'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetUpPage() {
  if (await isSetUp(webDatabase())) redirect('/sign-in')
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Set up Rung</h1>
      <p className="mt-1 text-ink-soft">
        This page works once. The account that you make here is the first administrator: it brings
        in the people, opens cycles and edits the ladder. It does not let you read other people’s
        reviews.
      </p>
      <SetUpForm zones={Intl.supportedValuesOf('timeZone')} />
    </>
  )
}
