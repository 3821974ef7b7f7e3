import { TabLinks } from '@/app/_components/ui/tabs'

const TABS = {
  matrix: { href: '/ladder', title: 'Matrix' },
  compare: { href: '/ladder/compare', title: 'Compare' },
  transitions: { href: '/ladder/transitions', title: 'Transitions' },
  'growth-areas': { href: '/ladder/growth-areas', title: 'Growth areas' },
  role: { href: '/ladder/role', title: 'Roles' },
  versions: { href: '/ladder/versions', title: 'Versions' },
}

export const LADDER_TRAIL = [{ href: '/ladder', title: 'Ladder' }]

export function LadderTabs({ current }: { current: keyof typeof TABS }) {
  const tabs = Object.entries(TABS).map(([key, tab]) => ({ ...tab, isCurrent: key === current }))
  return (
    <div className="mb-6">
      <TabLinks label="Ladder" tabs={tabs} />
    </div>
  )
}
