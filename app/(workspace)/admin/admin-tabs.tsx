'use client'

import { usePathname } from 'next/navigation'
import { TabLinks } from '@/app/_components/ui/tabs'

const TABS = [
  { href: '/admin/people', title: 'People' },
  { href: '/admin/people/import', title: 'Import' },
  { href: '/admin/roles', title: 'Roles' },
  { href: '/admin/audit', title: 'Audit' },
]

/** A leaf of the browser, because a layout is not drawn again when its pages change. */
export function AdminTabs() {
  const path = usePathname()
  const current = TABS.map(({ href }) => href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0]
  const tabs = TABS.map((tab) => ({ ...tab, isCurrent: tab.href === current }))
  return <TabLinks label="Admin" tabs={tabs} />
}
