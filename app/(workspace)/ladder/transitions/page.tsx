import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { getLadder } from '@/lib/ladder/queries'
import { LADDER_TRAIL, LadderTabs } from '../_reading/ladder-tabs'
import { Step } from '../_reading/step'

export const metadata: Metadata = { title: 'Transitions' }

export default async function TransitionsPage() {
  const { tracks, transitions } = await load(getLadder, {})
  return (
    <>
      <PageHeader
        title="Key transitions"
        trail={LADDER_TRAIL}
        lead="Each step to another level is a change of work. What one lets go of stands on the left, what one takes up on the right."
      />
      <LadderTabs current="transitions" />
      {transitions.length === 0 ? (
        <EmptyState title="No transitions are described yet">
          <p>They appear here once the published ladder describes them.</p>
        </EmptyState>
      ) : null}
      <div className="space-y-12">
        {tracks.map(({ key, title }) => {
          const steps = transitions.filter(({ to }) => to.track === key)
          if (steps.length === 0) return null
          return (
            <section key={key}>
              <h2 className="mb-4 border-b border-line pb-2 text-xl font-semibold">
                {title} track
              </h2>
              <div className="space-y-9">
                {steps.map((step) => (
                  <Step
                    key={step.key}
                    step={step}
                    heading={<h3 className="text-lg font-semibold">{step.title}</h3>}
                  />
                ))}
              </div>
            </section>
          )
        })}
      </div>
    </>
  )
}
