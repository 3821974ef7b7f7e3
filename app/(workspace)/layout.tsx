import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { navigationFor } from '@/app/_components/shell/navigation'
import { Shell } from '@/app/_components/shell/shell'
import { requireSignedIn } from '@/app/_server/page'
import { adminTabsFor } from './admin/tabs'

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireSignedIn()
  const adminHref = adminTabsFor(actor)[0]?.href ?? null
  const theme = (await cookies()).get('rung.theme')?.value
  return (
    <Shell
      name={actor.name}
      email={actor.email}
      places={navigationFor(actor, { hasAdmin: adminHref !== null })}
      adminHref={adminHref}
      theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
    >
      {children}
    </Shell>
  )
}
