import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Status } from '@/app/_components/ui/status'
import { load } from '@/app/_server/page'
import { type CycleListView, listCycles } from '@/lib/cycles/queries'

export const metadata: Metadata = { title: 'Cycles' }

const STAGES = [
  { stage: 'running', title: 'Running' },
  { stage: 'planned', title: 'Planned' },
  { stage: 'over', title: 'Over' },
] as const

export default async function CyclesPage({ searchParams }: PageProps<'/cycles'>) {
  const { after } = await searchParams
  const view = await load(listCycles, typeof after === 'string' ? { after } : {})
  const open = (
    <ButtonLink href={'/cycles/new' as Route} look="primary">
      New cycle
    </ButtonLink>
  )
  return (
    <>
      <PageHeader
        title="Cycles"
        lead="A cycle is a round of reviews over a period: who writes about whom, until when, and who sees it."
        actions={view.can.create ? open : null}
      />
      {view.cycles.length === 0 ? (
        <EmptyState title="No cycle yet" action={view.can.create ? open : null}>
          <p>
            The first one is a form with dates. Nobody is told of anything before it is launched.
          </p>
        </EmptyState>
      ) : (
        <div className="max-w-4xl space-y-8">
          {STAGES.map(({ stage, title }) => (
            <Stage
              key={stage}
              title={title}
              cycles={view.cycles.filter((cycle) => cycle.stage === stage)}
            />
          ))}
        </div>
      )}
      {view.nextAfter ? (
        <p className="mt-6">
          <ButtonLink href={`/cycles?after=${view.nextAfter}` as Route}>Older cycles</ButtonLink>
        </p>
      ) : null}
    </>
  )
}

function Stage({ title, cycles }: { title: string; cycles: CycleListView['cycles'] }) {
  if (cycles.length === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        {cycles.map((cycle) => (
          <li key={cycle.id} className="px-4 py-3">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <Link
                href={`/cycles/${cycle.id}` as Route}
                prefetch={false}
                className="min-w-0 font-medium text-accent wrap-anywhere hover:underline"
              >
                {cycle.name}
              </Link>
              <Status word={cycle.stateWord} />
            </div>
            <p className="mt-0.5 text-ink-soft">
              <Day on={cycle.period.start} /> to <Day on={cycle.period.end} />. {cycle.next}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
