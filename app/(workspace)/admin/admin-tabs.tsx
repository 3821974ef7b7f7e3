'use client'

import { usePathname } from 'next/navigation'
import { TabLinks } from '@/app/_components/ui/tabs'
import type { AdminTab } from './tabs'

/** A leaf of the browser, because a layout is not drawn again when its pages change. */
export function AdminTabs({ tabs }: { tabs: readonly AdminTab[] }) {
  const path = usePathname()
  const current = tabs
    .map(({ href }) => href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0]
  return (
    <TabLinks
      label="Admin"
      tabs={tabs.map((tab) => ({ ...tab, isCurrent: tab.href === current }))}
    />
  )
}
