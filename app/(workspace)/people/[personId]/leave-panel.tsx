import { Field } from '@/app/_components/ui/field'
import { dayInWords } from '@/lib/cycles/local-day'
import { LEAVE_KINDS } from '@/lib/people/changes/leaves/leave'
import type { LeaveSpan, PersonProfile } from '@/lib/people/profile/queries'
import { ActForm } from '../act-form'
import { cancelLeaveAction, changeLeaveAction } from './actions'
import { PanelFrame } from './panel-frame'

/** Moves the last day of one leave, or takes the leave back. */
export function LeavePanel({ person, leave }: { person: PersonProfile; leave: LeaveSpan }) {
  const says = `From ${dayInWords(leave.fromOn)}${leave.lastOn ? ` to ${dayInWords(leave.lastOn)}` : ', end not known'}.`
  return (
    <PanelFrame title={LEAVE_KINDS[leave.kind]} says={says} personId={person.id}>
      <ActForm action={changeLeaveAction} label="Save">
        <input type="hidden" name="leaveId" value={leave.id} />
        <input type="hidden" name="lastOnBefore" value={leave.lastOn ?? ''} />
        <Field
          label="Last day away"
          name="lastOn"
          type="date"
          min={leave.fromOn}
          defaultValue={leave.lastOn ?? ''}
          hint="Empty while it is not known."
        />
      </ActForm>
      <div className="mt-4 border-t border-line pt-4">
        <ActForm action={cancelLeaveAction} label="Take this leave back" look="danger">
          <input type="hidden" name="leaveId" value={leave.id} />
          <p>For a leave that was recorded by mistake or will not be taken.</p>
        </ActForm>
      </div>
    </PanelFrame>
  )
}
