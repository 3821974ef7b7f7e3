'use client'

import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { requestAccountLinkAction } from './actions'

/** Asks a second administrator to let a link for a new password be mailed. */
export function LinkForm({ personId }: { personId: string }) {
  const { result, formAction, isPending, dialog } = useStepUpForm(requestAccountLinkAction)
  const refusal = result && !result.ok && !result.stepUp ? result : null
  if (result?.ok) {
    return <Notice>A second administrator was asked. You find it under Approvals.</Notice>
  }
  return (
    <>
      <form action={formAction} className="max-w-xl space-y-4">
        <input type="hidden" name="personId" value={personId} />
        {refusal && !refusal.fields.reason ? <Notice kind="error">{refusal.message}</Notice> : null}
        <TextAreaField
          label="Why"
          name="reason"
          required
          minLength={10}
          maxLength={500}
          error={refusal?.fields.reason}
        />
        <Button type="submit" disabled={isPending}>
          Ask for the link
        </Button>
      </form>
      {dialog}
    </>
  )
}
