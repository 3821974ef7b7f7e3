import type { Metadata, Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { Day } from '@/app/_components/ui/day'
import { Status } from '@/app/_components/ui/status'
import { load } from '@/app/_server/page'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { getDataCheck } from '@/lib/cycles/launch/queries'
import { getProgress } from '@/lib/cycles/progress/queries'
import { type CycleView, getCycle } from '@/lib/cycles/queries'
import { ClosingSection } from './closing-section'
import { LaunchProgress } from './launch-progress'
import { LaunchSection } from './launch-section'
import { ProgressTable } from './progress-table'
import { CycleSettings } from './settings'
import { TimelineStrip } from './timeline-strip'

export const metadata: Metadata = { title: 'Cycle' }

export default async function CyclePage({ params, searchParams }: PageProps<'/cycles/[cycleId]'>) {
  const cycle = await load(getCycle, await params)
  return (
    <>
      <PageHeader
        title={cycle.name}
        trail={[{ href: '/cycles', title: 'Cycles' }]}
        lead={
          <>
            <p>
              Reviews of <Day on={cycle.period.start} /> to <Day on={cycle.period.end} />.
            </p>
            <p>{cycle.next}</p>
          </>
        }
        actions={<Status word={cycle.stateWord} />}
      />
      <ActingAsLine as={cycle.operation?.actingAs ?? null} />
      <div className="max-w-5xl space-y-8">
        <TimelineStrip
          milestones={cycle.milestones}
          today={cycle.today}
          timeZone={cycle.timeZone}
        />
        {cycle.can.calibrate ? (
          <p>
            <ButtonLink href={`/cycles/${cycle.id}/calibration` as Route}>
              Calibration sessions
            </ButtonLink>
          </p>
        ) : null}
        {cycle.operation ? (
          <Operation cycle={cycle} operation={cycle.operation} teams={await searchParams} />
        ) : null}
        <CycleSettings cycle={cycle} />
      </div>
    </>
  )
}

async function Operation({
  cycle,
  operation,
  teams,
}: {
  cycle: CycleView
  operation: NonNullable<CycleView['operation']>
  teams: Record<string, string | string[] | undefined>
}) {
  const { id: cycleId, state } = cycle
  if (state === 'DRAFT' || state === 'SCHEDULED') {
    const check = await load(getDataCheck, { cycleId })
    return <LaunchSection cycle={cycle} check={check} version={operation.version} />
  }
  if (state === 'LAUNCHING') {
    const { launchDone: done, launchTotal: total } = operation
    return (
      <section>
        <h2 className="mb-2 text-lg font-semibold">Launching</h2>
        <LaunchProgress cycleId={cycleId} initial={{ done, total, isOver: false }} />
      </section>
    )
  }
  const progress = cycle.can.readProgress ? await load(getProgress, { ...teams, cycleId }) : null
  return (
    <>
      {progress ? (
        <section>
          <h2 className="mb-2 text-lg font-semibold">Progress</h2>
          <ProgressTable progress={progress} hasSelf={cycle.hasSelf} hasPeer={cycle.hasPeer} />
          <p className="mt-2 text-sm text-ink-soft">What is about you is not counted here.</p>
        </section>
      ) : null}
      <ClosingSection cycle={cycle} requestedBy={operation.closeRequestedBy} />
    </>
  )
}
