'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import { undoImportAction } from '../../actions'

export function UndoForm({ importId }: { importId: string }) {
  const [result, undo, isPending] = useActionState<ActionResult | null, FormData>(
    undoImportAction,
    null,
  )
  return (
    <form action={undo} className="space-y-3">
      <input type="hidden" name="importId" value={importId} />
      {result && !result.ok ? <Notice kind="error">{result.message}</Notice> : null}
      <Button type="submit" look="danger" disabled={isPending}>
        {isPending ? 'Undoing…' : 'Undo this import'}
      </Button>
    </form>
  )
}
