import type { ReactNode } from 'react'
import { load, requireSignedIn } from '@/app/_server/page'
import { countGivenUp } from '@/lib/notifications/outbox/queries'
import { powerInWords, powersOfRoles } from '@/lib/policy/capacity'
import { AdminTabs } from './admin-tabs'
import { MailNotice } from './mail-notice'
import { adminTabsFor } from './tabs'

/** Whoever may open a single page of the administration gets no tabs. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireSignedIn()
  const tabs = adminTabsFor(actor)
  if (tabs.length < 2) return children
  const powers = powersOfRoles(actor.roles).filter((power) => power !== 'ladder_admin')
  return (
    <>
      <AdminTabs tabs={tabs} />
      <p className="no-print mt-2 text-sm text-ink-soft">
        You are here as {powers.map(powerInWords).join(' and ')}. What you do is recorded.
      </p>
      <MailNotice {...(await load(countGivenUp, undefined))} />
      <div className="mt-5">{children}</div>
    </>
  )
}
