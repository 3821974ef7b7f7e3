import type { ReactNode } from 'react'
import { AdminTabs } from './admin-tabs'

export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <AdminTabs />
      <div className="mt-6">{children}</div>
    </>
  )
}
