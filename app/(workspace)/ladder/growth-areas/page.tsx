import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { getGrowthAreas } from '@/lib/ladder/queries'
import { getOwnPlacement } from '@/lib/ladder/versions/placement/queries'
import { LADDER_TRAIL, LadderTabs } from '../_reading/ladder-tabs'
import { MatrixLinks } from '../_reading/matrix-links'
import { MatrixTable } from '../_reading/matrix-table'

export const metadata: Metadata = { title: 'Growth areas' }

export default async function GrowthAreasPage() {
  const [{ tracks, version }, own] = await Promise.all([
    load(getGrowthAreas, {}),
    load(getOwnPlacement, undefined),
  ])
  const ownLevel = own?.ladderKey === version.ladderKey ? own.levelKey : null
  return (
    <div className="ladder-page">
      <PageHeader
        title="Growth areas"
        trail={LADDER_TRAIL}
        lead="Threads that run through a whole track: how the same subject deepens from level to level."
      />
      <LadderTabs current="growth-areas" />
      {tracks.length === 0 ? (
        <EmptyState title="No growth areas are described yet">
          <p>They appear here once the published ladder describes them.</p>
        </EmptyState>
      ) : null}
      <div className="space-y-12">
        {tracks.map(({ key, title, matrix }) => (
          <section key={key}>
            <h2 className="mb-3 text-xl font-semibold">{title} track</h2>
            <MatrixTable
              caption={`Growth areas of the ${title.toLowerCase()} track`}
              name={`level-${key}`}
              matrix={matrix}
              ownLevel={ownLevel}
              hasFacts={false}
            />
          </section>
        ))}
      </div>
      <MatrixLinks />
    </div>
  )
}
