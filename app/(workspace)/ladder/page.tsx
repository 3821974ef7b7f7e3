import type { Metadata, Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { load } from '@/app/_server/page'
import { getMatrix, type MatrixView } from '@/lib/ladder/queries'
import { getOwnPlacement } from '@/lib/ladder/versions/placement/queries'
import { ExportMenu } from './_reading/export-menu'
import { FoundLine } from './_reading/found-line'
import { FoundPassages } from './_reading/found-passages'
import { LadderTabs } from './_reading/ladder-tabs'
import { MatrixLinks } from './_reading/matrix-links'
import { MatrixSearch } from './_reading/matrix-search'
import { MatrixTable } from './_reading/matrix-table'
import { TrackLinks } from './_reading/track-links'
import { VersionLine } from './_reading/version-line'

export const metadata: Metadata = { title: 'Ladder' }

const BOTH = 'both'

export default async function LadderPage({ searchParams }: PageProps<'/ladder'>) {
  const asked = await searchParams
  const search = (only(asked.q) ?? '').trim().slice(0, 200)
  const own = await load(getOwnPlacement, undefined)
  const track = only(asked.track) ?? own?.trackKey ?? BOTH
  const view = await load(getMatrix, {
    track: track === BOTH ? null : track,
    by: track === BOTH ? 'band' : 'level',
    search,
  })
  const ownLevel = own?.ladderKey === view.version.ladderKey ? own.levelKey : null
  const words = view.search?.words ?? []
  return (
    <div className="ladder-page">
      <PageHeader
        title="Ladder"
        lead={
          <>
            What the work looks like at each level. <VersionLine version={view.version} />.
          </>
        }
        actions={
          view.can.edit ? (
            <>
              <ButtonLink href="/ladder/import">Import</ButtonLink>
              <ButtonLink href={editPath(view.version.ladderKey)}>Edit the ladder</ButtonLink>
            </>
          ) : null
        }
      />
      <LadderTabs current="matrix" />
      <div className="no-print mb-5 flex flex-wrap items-center justify-between gap-3">
        <TrackLinks
          tracks={[...view.tracks, { key: BOTH, title: 'All tracks by band' }]}
          track={track}
          search={search}
        />
        <div className="flex flex-wrap items-center gap-2">
          <MatrixSearch track={track} search={search} />
          <ExportMenu ladder={view.version.ladderKey} version={view.version.number} />
        </div>
      </div>
      <FoundLine view={view} track={track} />
      {view.rows.length + view.growthAreas.length > 0 ? (
        <>
          <MatrixTable
            caption={captionOf(view, track)}
            name="level"
            matrix={view}
            words={words}
            ownLevel={ownLevel}
          />
          <MatrixLinks track={track} />
        </>
      ) : null}
      <FoundPassages passages={view.search?.passages ?? []} words={words} />
    </div>
  )
}

function editPath(ladder: string): Route {
  return `/ladder/edit?ladder=${encodeURIComponent(ladder)}` as Route
}

function captionOf({ tracks }: MatrixView, track: string): string {
  const title = tracks.find(({ key }) => key === track)?.title
  return title ? `${title} track: levels and what each expects` : 'All tracks: levels by band'
}

function only(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
