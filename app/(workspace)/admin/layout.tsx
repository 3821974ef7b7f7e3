import type { ReactNode } from 'react'
import { requireSignedIn } from '@/app/_server/page'
import { AdminTabs } from './admin-tabs'
import { adminTabsFor } from './tabs'

/** Whoever may open a single page of the administration gets no tabs. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireSignedIn()
  const tabs = adminTabsFor(actor)
  if (tabs.length < 2) return children
  return (
    <>
      <AdminTabs tabs={tabs} />
      <div className="mt-6">{children}</div>
    </>
  )
}
