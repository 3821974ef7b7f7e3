import type { ReactNode } from 'react'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import {
  declineApprovalAction,
  withdrawApprovalAction,
} from '@/app/(workspace)/admin/approvals/actions'
import { PrivacyForm } from './privacy-form'

type State = ActionResult | null

/** What somebody asked for, and the ways to settle it for whoever looks at it. */
export function Waiting({
  waiting: { approvalId, requestedBy, isOwn },
  agree,
  label,
  children,
}: {
  waiting: { approvalId: string; requestedBy: string; isOwn: boolean }
  /** Absent where this reader cannot be the second person. */
  agree?: (state: State, form: FormData) => Promise<State>
  label: string
  children: ReactNode
}) {
  const fixed = { approvalId }
  return (
    <div className="max-w-prose space-y-3">
      <Notice title="Waits for a second person">
        <p>
          <bdi>{requestedBy}</bdi> {children}
        </p>
      </Notice>
      <div className="flex flex-wrap items-start gap-3">
        {isOwn ? (
          <PrivacyForm
            action={withdrawApprovalAction}
            fixed={fixed}
            label="Take the request back"
          />
        ) : null}
        {!isOwn && agree ? (
          <>
            <PrivacyForm action={agree} fixed={fixed} label={label} look="danger" />
            <PrivacyForm action={declineApprovalAction} fixed={fixed} label="Decline" />
          </>
        ) : null}
      </div>
    </div>
  )
}
