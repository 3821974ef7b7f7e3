import type { Metadata } from 'next'
import Link from 'next/link'
import { Notice } from '@/app/_components/ui/notice'
import { canMail } from '@/lib/auth/recovery/queries'
import { ForgottenForm } from './forgotten-form'

export const metadata: Metadata = { title: 'Forgotten password' }

export default function ForgottenPasswordPage() {
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Forgotten your password?</h1>
      {canMail() ? (
        <ForgottenForm />
      ) : (
        <div className="mt-6">
          <Notice>
            Rung has no mail server here. Ask whoever runs Rung for a link to choose a new password
            with.
          </Notice>
        </div>
      )}
      <p className="mt-6">
        <Link href="/sign-in" prefetch={false} className="text-accent underline">
          Back to sign-in
        </Link>
      </p>
    </>
  )
}
