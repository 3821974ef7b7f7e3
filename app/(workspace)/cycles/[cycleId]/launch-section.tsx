import type { Route } from 'next'
import { ButtonLink } from '@/app/_components/ui/button'
import { ChoiceField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import type { DataCheck, LaunchCheck } from '@/lib/cycles/launch/queries'
import { dayInWords } from '@/lib/cycles/local-day'
import type { CycleView } from '@/lib/cycles/queries'
import { deleteDraftCycleAction, launchCycleAction, unscheduleCycleAction } from '../actions'
import { ActForm } from './act-form'
import { Findings } from './findings'

/** Everything between a draft and its launch: what is amiss, what will happen, and the buttons. */
export function LaunchSection({
  cycle,
  check,
  version,
}: {
  cycle: CycleView
  check: LaunchCheck
  version: number
}) {
  const { can, id } = cycle
  return (
    <>
      {check.holds ? <HeldNotice holds={check.holds} isStoppable={can.unschedule} /> : null}
      <section>
        <h2 className="text-lg font-semibold">Data check</h2>
        <p className="mb-2 text-ink-soft">
          {check.participants.toLocaleString('en')} of {count(check.people, 'person', 'people')} in
          scope can take part, with the level, team and manager that they have at the launch.
        </p>
        <Findings findings={check.findings} cycleId={id} />
      </section>
      {can.launch ? (
        <section>
          <h2 className="text-lg font-semibold">Launch</h2>
          <LaunchForms cycle={cycle} check={check} version={version} />
        </section>
      ) : null}
      {can.edit ? <DraftActs id={id} version={version} isRemovable={can.remove} /> : null}
    </>
  )
}

function HeldNotice({ holds, isStoppable }: { holds: string[]; isStoppable: boolean }) {
  if (holds.length === 0) {
    return (
      <Notice>What held the launch back is mended. It launches by itself within a minute.</Notice>
    )
  }
  return (
    <Notice kind="warn">
      <p>This cycle was to launch by itself and has not. Nobody has been asked to write.</p>
      <ul className="list-disc pl-5">
        {holds.map((hold) => (
          <li key={hold}>{hold}</li>
        ))}
      </ul>
      <p>
        Once this is mended it launches by itself within a minute.
        {isStoppable ? ' If it should not, choose “Do not launch by itself” below.' : null}
      </p>
    </Notice>
  )
}

function DraftActs({
  id,
  version,
  isRemovable,
}: {
  id: string
  version: number
  isRemovable: boolean
}) {
  return (
    <div className="flex flex-wrap items-start gap-3 border-t border-line pt-4">
      <ButtonLink href={`/cycles/${id}/edit` as Route}>Edit settings</ButtonLink>
      {isRemovable ? (
        <details>
          <summary className="flex min-h-9 items-center px-3 text-ink-soft">Delete…</summary>
          <div className="mt-2">
            <ActForm
              action={deleteDraftCycleAction}
              cycleId={id}
              version={version}
              label="Delete this draft"
              look="danger"
            />
          </div>
        </details>
      ) : null}
    </div>
  )
}

function LaunchForms({
  cycle,
  check,
  version,
}: {
  cycle: CycleView
  check: DataCheck
  version: number
}) {
  const forms = { cycleId: cycle.id, version }
  return (
    <div className="mt-1 space-y-4">
      <LaunchNow cycle={cycle} check={check} version={version} />
      {cycle.can.unschedule ? (
        <ActForm {...forms} action={unscheduleCycleAction} label="Do not launch by itself" />
      ) : null}
    </div>
  )
}

function LaunchNow({
  cycle,
  check,
  version,
}: {
  cycle: CycleView
  check: DataCheck
  version: number
}) {
  if (check.findings.some(({ severity }) => severity === 'stops')) {
    return <p>It can be launched once what must be mended is mended.</p>
  }
  if (check.participants === 0) {
    return <p>Nobody would take part: nobody in scope has a level of the ladder.</p>
  }
  const launchOn = cycle.milestones.find(({ key }) => key === 'launchOn')?.day ?? cycle.today
  const later = {
    label: `Launch by itself on ${dayInWords(launchOn)}`,
    name: 'when',
    value: 'later',
  }
  return (
    <>
      <Notice>
        <p>{whatItDoes(check)}</p>
        <p>Settings, dates and the ladder version are fixed from then on.</p>
      </Notice>
      <ActForm
        cycleId={cycle.id}
        version={version}
        action={launchCycleAction}
        label="Launch now"
        look="primary"
        other={cycle.can.schedule ? later : undefined}
      >
        <LeaveOut check={check} />
      </ActForm>
    </>
  )
}

function LeaveOut({ check }: { check: DataCheck }) {
  const left = check.findings
    .filter(({ severity }) => severity === 'leaves-out')
    .reduce((sum, finding) => sum + finding.count, 0)
  if (left === 0) return null
  return (
    <ChoiceField
      type="checkbox"
      name="leaveOut"
      required
      label={`Leave out ${count(left, 'person', 'people')} without a level of this ladder`}
    />
  )
}

function whatItDoes({ selfReviews, managerReviews, writers, isMailOn }: DataCheck): string {
  const made = [
    ...(selfReviews > 0 ? [count(selfReviews, 'self-review', 'self-reviews')] : []),
    count(managerReviews, 'manager review', 'manager reviews'),
  ]
  const told = count(writers, 'person', 'people')
  const mail = isMailOn
    ? `, and tells ${told} by mail.`
    : `. ${told} will find them on their home page; no mail server is set up, so messages wait.`
  return `Launching creates ${made.join(' and ')}${mail}`
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}
