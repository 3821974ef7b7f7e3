import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { getHome, type HomeView } from '@/lib/reviews/next-up/queries'
import { CycleStrip } from './_home/cycle-strip'
import { NextUpList } from './_home/next-up-list'
import { nextUpRow } from './_home/next-up-row'

export const metadata: Metadata = { title: 'Home' }

export default async function HomePage() {
  const view = await load(getHome, undefined)
  return (
    <>
      <PageHeader title="Home" lead={leadOf(view)} />
      <div className="max-w-4xl space-y-9">
        <NextUpSection view={view} />
        {view.strips.map((strip) => (
          <CycleStrip key={strip.cycleId} strip={strip} />
        ))}
        {view.shared.length > 0 ? <Shared shared={view.shared} /> : null}
      </div>
    </>
  )
}

function NextUpSection({ view }: { view: HomeView }) {
  if (view.nextUp.length === 0) {
    return (
      <EmptyState title="Nothing waits for you">
        {view.strips.length > 0
          ? 'You are done with everything that was asked of you. What comes next will stand here, with the day it is due.'
          : 'No review cycle is running. When one begins, what you are asked to write, share and read stands here, with the day it is due.'}
      </EmptyState>
    )
  }
  return (
    <section aria-labelledby="next-up">
      <h2 id="next-up" className="mb-2 text-lg font-semibold">
        Next up
      </h2>
      <NextUpList rows={view.nextUp.map(nextUpRow)} />
      {view.hasMore ? (
        <p className="mt-2">
          <Link href="/reviews" prefetch={false} className="text-accent underline">
            All of your reviews
          </Link>
        </p>
      ) : null}
    </section>
  )
}

function Shared({ shared }: { shared: HomeView['shared'] }) {
  return (
    <section aria-labelledby="shared">
      <h2 id="shared" className="text-lg font-semibold">
        Shared with you
      </h2>
      <ul className="mt-2 space-y-1">
        {shared.map(({ id, cycleName, sharedOn, sharedBy }) => (
          <li key={id}>
            <Link
              href={`/reviews/packets/${id}` as Route}
              prefetch={false}
              className="text-accent underline"
            >
              Packet of {cycleName}
            </Link>{' '}
            <span className="text-ink-soft">
              from {sharedBy}, {sharedOn}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-soft">
        What they say about your next level stands under{' '}
        <Link href="/me" prefetch={false} className="text-accent underline">
          My growth
        </Link>
        .
      </p>
    </section>
  )
}

function leadOf({ nextUp, time }: HomeView): string {
  if (nextUp.length === 0) return 'What you have to do next, and when.'
  const things = nextUp.length === 1 ? 'One thing' : `${nextUp.length} things`
  return `${things} to do, about ${time}.`
}
