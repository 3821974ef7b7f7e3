'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import { requestImportAction } from '../actions'

export function RequestForm({ importId }: { importId: string }) {
  const [result, request, isPending] = useActionState<ActionResult | null, FormData>(
    requestImportAction,
    null,
  )
  const refused = result && !result.ok ? result : null
  return (
    <form action={request} className="space-y-3">
      <input type="hidden" name="importId" value={importId} />
      {refused && !refused.fields.reason ? <Notice kind="error">{refused.message}</Notice> : null}
      <TextAreaField
        label="Why they are to stand there"
        hint="The second administrator reads it, and it is kept with the decision."
        name="reason"
        required
        minLength={10}
        maxLength={500}
        error={refused?.fields.reason}
      />
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? 'Asking…' : 'Ask a second administrator'}
      </Button>
    </form>
  )
}
