import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { reasonReaders } from '@/app/_server/reason-readers'
import { TextField, WhyField } from '@/app/(workspace)/privacy/labelled'
import { PrivacyForm } from '@/app/(workspace)/privacy/privacy-form'
import { Waiting } from '@/app/(workspace)/privacy/waiting'
import { getRetention, type RetentionView } from '@/lib/privacy/retention/queries'
import { approveRetentionAction, setRetentionAction } from './actions'

export const metadata: Metadata = { title: 'Retention' }

const COLUMNS = ['What', 'Kept for', 'Due now']

export default async function RetentionPage() {
  const { classes, holds, can } = await load(getRetention, undefined)
  return (
    <>
      <PageHeader
        title="Retention"
        lead="For how many days things are kept. What is due is removed every night, exactly as listed here; what a legal hold keeps never is."
      />
      <p className="mb-4 text-ink-soft">
        {holds === 0
          ? 'No legal hold is in force.'
          : `Legal holds in force: ${holds}. What they keep is not among what is due.`}
      </p>
      <Table caption="Retention by class" columns={COLUMNS}>
        {classes.map((one) => (
          <ClassRow key={one.key} one={one} canSet={can.set} />
        ))}
      </Table>
    </>
  )
}

function ClassRow({ one, canSet }: { one: RetentionView; canSet: boolean }) {
  const { title, reason, from, days, changedBy, changedAt } = one
  return (
    <tr>
      <Cell isHeader>
        <span className="font-medium">{title}</span>
        <span className="block max-w-prose text-sm text-ink-soft">{reason}</span>
      </Cell>
      <Cell>
        <span className="whitespace-nowrap">{days} days</span>
        <span className="block text-sm text-ink-soft">from {from}</span>
        {changedAt ? (
          <span className="block text-sm text-ink-soft">
            set by <bdi>{changedBy}</bdi>, <Day on={changedAt} />
          </span>
        ) : null}
        {canSet ? <Change one={one} /> : null}
      </Cell>
      <Cell>
        <Due one={one} />
      </Cell>
    </tr>
  )
}

function Change({ one }: { one: RetentionView }) {
  const { key, title, days, minDays, maxDays, waiting } = one
  if (waiting) {
    return (
      <div className="mt-2">
        <Waiting waiting={waiting} agree={approveRetentionAction} label="Agree">
          has asked to keep it for {waiting.days} days only.
        </Waiting>
      </div>
    )
  }
  return (
    <details className="mt-1">
      <summary className="cursor-pointer text-accent">
        Change<span className="sr-only"> how long {title.toLowerCase()} are kept</span>
      </summary>
      <div className="mt-2 min-w-56">
        <PrivacyForm
          action={setRetentionAction}
          fixed={{ class: key, from: String(days) }}
          label="Set it"
        >
          <TextField
            label="Days"
            hint={`${minDays} to ${maxDays}`}
            name="days"
            type="number"
            min={minDays}
            max={maxDays}
            defaultValue={days}
            required
          />
          <WhyField
            hint={`Needed for a shorter term. ${reasonReaders('retention.shorten')}`}
            isRequired={false}
          />
        </PrivacyForm>
      </div>
    </details>
  )
}

function Due({ one: { key, title, due } }: { one: RetentionView }) {
  if (due === null) return <span className="text-sm text-ink-soft">Seen by HR partners</span>
  if (due.count === 0) return <>Nothing</>
  return (
    <>
      {due.count}
      {due.oldestAt ? (
        <span className="block text-sm text-ink-soft">
          oldest since <Day on={due.oldestAt} />
        </span>
      ) : null}
      <a href={`/api/privacy/retention/${key}`} download className="text-sm text-accent underline">
        List of ids<span className="sr-only"> of {title.toLowerCase()}</span>
      </a>
    </>
  )
}
