'use client'

import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ApprovalState } from '../actions'

type Action = (state: ApprovalState, form: FormData) => Promise<ApprovalState>

/** One button that decides on a request; asks once more who it is where that is needed. */
export function DecisionForm({
  action,
  approvalId,
  label,
  look,
}: {
  action: Action
  approvalId: string
  label: string
  look: 'primary' | 'secondary' | 'quiet'
}) {
  const { result, formAction, isPending, dialog } = useStepUpForm(action)
  return (
    <>
      <form action={formAction} className="space-y-3">
        <input type="hidden" name="approvalId" value={approvalId} />
        {result && !result.ok && !result.stepUp ? (
          <Notice kind="error">{result.message}</Notice>
        ) : null}
        <Button type="submit" look={look} disabled={isPending}>
          {label}
        </Button>
      </form>
      {dialog}
    </>
  )
}
