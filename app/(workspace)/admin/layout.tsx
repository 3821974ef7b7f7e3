import type { ReactNode } from 'react'
import { requireSignedIn } from '@/app/_server/page'
import { hasRole } from '@/lib/context'
import { AdminTabs } from './admin-tabs'

/** Whoever comes for the audit log alone gets no tabs that would refuse them. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireSignedIn()
  if (!hasRole(actor, 'ADMIN')) return children
  return (
    <>
      <AdminTabs />
      <div className="mt-6">{children}</div>
    </>
  )
}
