'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import { applyImportAction, previewAgainAction } from '../../actions'

/** Applies the preview as it stands; where people changed meanwhile it offers a new preview. */
export function ApplyForm({ importId, changes }: { importId: string; changes: number }) {
  const [result, apply, isApplying] = useActionState<ActionResult | null>(
    () => applyImportAction(importId),
    null,
  )
  const [again, previewAgain, isPreviewing] = useActionState<ActionResult | null>(
    () => previewAgainAction(importId),
    null,
  )
  const refused = again && !again.ok ? again : result && !result.ok ? result : null
  const count = changes.toLocaleString('en')
  return (
    <form action={apply} className="space-y-3">
      {refused ? <Notice kind="error">{refused.message}</Notice> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={isApplying || isPreviewing}>
          {isApplying ? 'Applying…' : `Apply ${count} ${changes === 1 ? 'change' : 'changes'}`}
        </Button>
        {refused ? (
          <Button type="submit" formAction={previewAgain} disabled={isApplying || isPreviewing}>
            Preview again
          </Button>
        ) : null}
      </div>
    </form>
  )
}
