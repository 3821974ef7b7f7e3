import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Markdown } from '@/app/_components/ui/markdown'
import { load } from '@/app/_server/page'
import { getLadder, type LadderView } from '@/lib/ladder/queries'
import { LADDER_TRAIL, LadderTabs } from '../_reading/ladder-tabs'
import { LevelLink } from '../_reading/level-link'

export const metadata: Metadata = { title: 'Roles' }

export default async function RolePage() {
  const ladder = await load(getLadder, {})
  return (
    <>
      <PageHeader
        title="Roles"
        trail={LADDER_TRAIL}
        lead="What the people of each track are there for, at every level of it."
      />
      <LadderTabs current="role" />
      <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-2 print:block">
        {ladder.tracks.toReversed().map((track) => (
          <section key={track.key} id={`track-${track.key}`} className="min-w-0">
            <h2 className="mb-3 border-b border-line pb-2 text-xl font-semibold">
              {track.title} track
            </h2>
            {track.body ? <Markdown text={track.body} topHeading={3} /> : null}
            <h3 className="mt-6 mb-1 text-lg font-semibold">Levels</h3>
            <ol className="space-y-0.5">
              {track.levels.map((level) => (
                <li key={level.key}>
                  <LevelLink level={level} />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
      <About ladder={ladder} />
    </>
  )
}

function About({ ladder: { body, ratingPoints } }: { ladder: LadderView }) {
  return (
    <div className="mt-12 grid items-start gap-x-12 gap-y-10 lg:grid-cols-2 print:block">
      {body ? (
        <section className="min-w-0">
          <h2 className="mb-3 border-b border-line pb-2 text-xl font-semibold">
            About this ladder
          </h2>
          <Markdown text={body} topHeading={3} />
        </section>
      ) : null}
      {ratingPoints.length > 0 ? (
        <section className="min-w-0">
          <h2 className="mb-3 border-b border-line pb-2 text-xl font-semibold">
            How indicators are rated
          </h2>
          <dl className="max-w-prose space-y-3">
            {ratingPoints.map(({ code, title, description }) => (
              <div key={code}>
                <dt className="font-semibold">
                  {code} {title}
                </dt>
                <dd>{description}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
    </div>
  )
}
