import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { navigationFor } from '@/app/_components/shell/navigation'
import { Shell } from '@/app/_components/shell/shell'
import { requireSignedIn } from '@/app/_server/page'

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireSignedIn()
  const theme = (await cookies()).get('rung.theme')?.value
  return (
    <Shell
      name={actor.name}
      email={actor.email}
      places={navigationFor(actor)}
      theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
    >
      {children}
    </Shell>
  )
}
