import type { Metadata } from 'next'
import { Notice } from '@/app/_components/ui/notice'
import { getInvitation } from '@/lib/auth/queries'
import { webDatabase } from '@/lib/auth/request'
import { InvitationForm } from './invitation-form'

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
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Welcome, {invitation.name}</h1>
      <p className="mt-1 text-ink-soft">
        Choose a password for {invitation.email}; it signs you in at once.
      </p>
      <InvitationForm token={token} email={invitation.email} />
    </>
  )
}
