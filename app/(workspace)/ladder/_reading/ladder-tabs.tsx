import { TabLinks } from '@/app/_components/ui/tabs'
import { load } from '@/app/_server/page'
import { canSeeDrift } from '@/lib/ladder/drift/queries'

const TABS = {
  matrix: { href: '/ladder', title: 'Matrix' },
  mine: { href: '/ladder/mine', title: 'What changes for me' },
  compare: { href: '/ladder/compare', title: 'Compare' },
  transitions: { href: '/ladder/transitions', title: 'Transitions' },
  'growth-areas': { href: '/ladder/growth-areas', title: 'Growth areas' },
  role: { href: '/ladder/role', title: 'Roles' },
  versions: { href: '/ladder/versions', title: 'Versions' },
  drift: { href: '/ladder/drift', title: 'Drift' },
}

export const LADDER_TRAIL = [{ href: '/ladder', title: 'Ladder' }]

export async function LadderTabs({ current }: { current: keyof typeof TABS }) {
  const hasDrift = await load(canSeeDrift, undefined)
  const tabs = Object.entries(TABS)
    .filter(([key]) => key !== 'drift' || hasDrift)
    .map(([key, tab]) => ({ ...tab, isCurrent: key === current }))
  return (
    <div className="mb-6">
      <TabLinks label="Ladder" tabs={tabs} />
    </div>
  )
}
