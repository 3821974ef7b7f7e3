import type { CycleView } from '@/lib/cycles/queries'
import {
  archiveCycleAction,
  closeCycleAction,
  requestClosingAction,
  withdrawClosingAction,
} from '../actions'
import { ActForm } from './act-form'

/** Closing a running cycle, or archiving a closed one: one administrator asks, another agrees. */
export function ClosingSection({
  cycle,
  requestedBy,
}: {
  cycle: CycleView
  requestedBy: string | null
}) {
  const { can, state } = cycle
  if (!can.requestClosing && !can.withdrawClosing) return null
  const isClosed = state === 'CLOSED'
  const words = isClosed
    ? { verb: 'Archive', meaning: 'It is kept for reading only, by those who may read it now.' }
    : {
        verb: 'Close',
        meaning:
          'Reviews that are not finished become “Not provided”. No text is removed: every writer can still read their own.',
      }
  return (
    <section className="border-t border-line pt-4">
      <h2 className="text-lg font-semibold">{words.verb} the cycle</h2>
      <p className="mt-1 mb-3 max-w-prose text-ink-soft">
        {words.meaning} One administrator asks for it and another one agrees.
      </p>
      {requestedBy ? (
        <p className="mb-3">
          <bdi>{requestedBy}</bdi> has asked for it.
          {can.confirmClosing ? '' : ' Another administrator has to agree.'}
        </p>
      ) : null}
      <ClosingForms cycle={cycle} verb={words.verb.toLowerCase()} />
    </section>
  )
}

function ClosingForms({ cycle: { can, id, state }, verb }: { cycle: CycleView; verb: string }) {
  return (
    <div className="flex flex-wrap gap-3">
      {can.requestClosing ? (
        <ActForm action={requestClosingAction} cycleId={id} label={`Ask to ${verb} it`} />
      ) : null}
      {can.confirmClosing ? (
        <ActForm
          action={state === 'CLOSED' ? archiveCycleAction : closeCycleAction}
          cycleId={id}
          label={`Agree and ${verb} it`}
          look="danger"
        />
      ) : null}
      {can.withdrawClosing ? (
        <ActForm
          action={withdrawClosingAction}
          cycleId={id}
          label="Take the request back"
          look="quiet"
        />
      ) : null}
    </div>
  )
}
