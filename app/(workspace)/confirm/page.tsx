import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { load } from '@/app/_server/page'
import { safePath } from '@/lib/auth/safe-path'
import { getStepUpMeans } from '@/lib/auth/step-up/queries'
import { ConfirmForm } from './confirm-form'

export const metadata: Metadata = { title: 'Confirm that it is you' }

export default async function ConfirmPage({ searchParams }: PageProps<'/confirm'>) {
  const { next } = await searchParams
  const { hasPassword } = await load(getStepUpMeans, undefined)
  return (
    <div className="max-w-md">
      <PageHeader
        title="Confirm that it is you"
        lead="What comes next is for you alone, so it is asked again after ten minutes."
      />
      {hasPassword ? (
        <ConfirmForm next={safePath(typeof next === 'string' ? next : null)} />
      ) : (
        <p>You have no password here. Sign out, sign in again, and go on within ten minutes.</p>
      )}
    </div>
  )
}
