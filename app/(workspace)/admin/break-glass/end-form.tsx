'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import { revokeBreakglassAction } from './actions'

export function EndForm({ grantId, label }: { grantId: string; label: string }) {
  const [result, formAction, isPending] = useActionState(revokeBreakglassAction, null)
  return (
    <form action={formAction} className="space-y-2">
      <input type="hidden" name="grantId" value={grantId} />
      {result && !result.ok ? <Notice kind="error">{result.message}</Notice> : null}
      <Button type="submit" disabled={isPending}>
        End now<span className="sr-only"> {label}</span>
      </Button>
    </form>
  )
}
