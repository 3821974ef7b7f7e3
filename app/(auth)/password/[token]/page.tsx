import type { Metadata } from 'next'
import Link from 'next/link'
import { Notice } from '@/app/_components/ui/notice'
import { choosePasswordAction } from '@/app/(auth)/actions'
import { NewPasswordForm } from '@/app/(auth)/new-password-form'
import { getPasswordReset } from '@/lib/auth/recovery/queries'
import { webDatabase } from '@/lib/auth/request'

export const metadata: Metadata = { title: 'New password' }

export default async function NewPasswordPage({ params }: PageProps<'/password/[token]'>) {
  const { token } = await params
  const reset = await getPasswordReset(webDatabase(), token)
  if (!reset) {
    return (
      <>
        <h1 className="mb-4 text-2xl font-semibold tracking-tight">New password</h1>
        <Notice kind="warn" title="This link does not work any more">
          It has been used, is too old, or a newer one was sent.{' '}
          <Link href="/password" prefetch={false} className="underline">
            Ask for a new one
          </Link>
          .
        </Notice>
      </>
    )
  }
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">New password</h1>
      <p className="mt-1 text-ink-soft">
        Choose a new password for {reset.email}. Everywhere else you are signed out.
      </p>
      <NewPasswordForm action={choosePasswordAction} token={token} email={reset.email} />
    </>
  )
}
