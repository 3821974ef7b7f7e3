'use client'

import { useActionState } from 'react'
import { confirmAndGoOnAction } from '@/app/_components/step-up/actions'
import { Button } from '@/app/_components/ui/button'
import { Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'

export function ConfirmForm({ next }: { next: string }) {
  const [result, formAction, isPending] = useActionState(confirmAndGoOnAction, null)
  const refusal = result && !result.ok ? result : null
  return (
    <form action={formAction} className="space-y-4">
      <input type="hidden" name="next" value={next} />
      {refusal && !refusal.fields.password ? <Notice kind="error">{refusal.message}</Notice> : null}
      <Field
        label="Your password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={refusal?.fields.password}
      />
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? 'Confirming' : 'Confirm and go on'}
      </Button>
    </form>
  )
}
