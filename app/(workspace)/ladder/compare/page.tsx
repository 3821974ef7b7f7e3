import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { type ComparisonView, compareLevels, getLadder } from '@/lib/ladder/queries'
import { getOwnPlacement } from '@/lib/ladder/versions/placement/queries'
import { defaultPair } from '@/lib/ladder/views/default-pair'
import { ComparedHeads, ComparisonTable } from '../_reading/comparison-table'
import { LADDER_TRAIL, LadderTabs } from '../_reading/ladder-tabs'
import { PairForm } from '../_reading/pair-form'
import { Step } from '../_reading/step'

export const metadata: Metadata = { title: 'Compare levels' }

export default async function ComparePage({ searchParams }: PageProps<'/ladder/compare'>) {
  const asked = await searchParams
  const pair = await pairOf(only(asked.left), only(asked.right))
  const view = pair && (await load(compareLevels, pair))
  return (
    <>
      <PageHeader
        title="Compare levels"
        trail={LADDER_TRAIL}
        lead="Two levels side by side, each statement beside the one it grows out of."
      />
      <LadderTabs current="compare" />
      {view ? (
        <Compared view={view} />
      ) : (
        <EmptyState title="There is nothing to compare yet">
          <p>A comparison needs two levels; the published ladder has fewer.</p>
        </EmptyState>
      )}
    </>
  )
}

function Compared({ view }: { view: ComparisonView }) {
  const { left, right, transitions } = view
  return (
    <div className="space-y-8">
      <div className="no-print flex flex-wrap items-end gap-x-4 gap-y-3">
        <PairForm choices={view.choices} left={left.key} right={right.key} />
        <Link
          href={pairPath(right.key, left.key)}
          prefetch={false}
          className="inline-flex min-h-9 items-center text-accent hover:underline"
        >
          Swap sides
        </Link>
        <Link
          href="/ladder/versions/compare"
          prefetch={false}
          className="inline-flex min-h-9 items-center text-accent hover:underline"
        >
          Compare versions instead
        </Link>
      </div>
      <ComparedHeads view={view} />
      <ComparisonTable view={view} />
      {transitions.length > 0 ? (
        <section>
          <h2 className="mb-4 text-xl font-semibold">
            {transitions.length === 1 ? 'The step between them' : 'The steps between them'}
          </h2>
          <div className="space-y-8">
            {transitions.map((step) => (
              <Step
                key={step.key}
                step={step}
                heading={<h3 className="text-base font-semibold">{step.title}</h3>}
              />
            ))}
          </div>
        </section>
      ) : (
        <p className="text-ink-soft">The ladder describes no step between these two levels.</p>
      )}
    </div>
  )
}

async function pairOf(left: string | null, right: string | null) {
  if (left && right) return { left, right }
  const [own, { tracks, version }] = await Promise.all([
    load(getOwnPlacement, undefined),
    load(getLadder, {}),
  ])
  const ownLevel = own?.ladderKey === version.ladderKey ? own.levelKey : null
  return defaultPair(tracks, { left, right, own: ownLevel })
}

function pairPath(left: string, right: string): Route {
  return `/ladder/compare?${new URLSearchParams({ left, right })}` as Route
}

function only(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) || null
}
