import type { Metadata } from 'next'
import { ButtonAnchor } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import { acceptInvitationAction } from '@/app/(auth)/actions'
import { NewPasswordForm } from '@/app/(auth)/new-password-form'
import { getInvitation } from '@/lib/auth/queries'
import { webDatabase } from '@/lib/auth/request'
import { providerOnPage } from '@/lib/auth/single-sign-on/queries'

export const metadata: Metadata = { title: 'Invitation' }

export default async function InvitationPage({ params }: PageProps<'/invitation/[token]'>) {
  const { token } = await params
  const invitation = await getInvitation(webDatabase(), token)
  if (!invitation) {
    return (
      <>
        <h1 className="mb-4 text-2xl font-semibold tracking-tight">Invitation</h1>
        <Notice kind="warn" title="This invitation does not work any more">
          It has been used, or it is older than seven days. Ask your administrator for a new one.
        </Notice>
      </>
    )
  }
  const provider = providerOnPage()
  if (provider && !invitation.mayUsePassword) {
    return (
      <>
        <h1 className="text-2xl font-semibold tracking-tight">Welcome, {invitation.name}</h1>
        <p className="mt-1 text-ink-soft">
          Here you sign in with {provider.name}, as {invitation.email}; there is no password to
          choose.
        </p>
        <ButtonAnchor look="primary" className="mt-6 w-full" href="/api/auth/oidc/start">
          Sign in with {provider.name}
        </ButtonAnchor>
      </>
    )
  }
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Welcome, {invitation.name}</h1>
      <p className="mt-1 text-ink-soft">
        Choose a password for {invitation.email}; it signs you in at once.
      </p>
      <NewPasswordForm action={acceptInvitationAction} token={token} email={invitation.email} />
    </>
  )
}
