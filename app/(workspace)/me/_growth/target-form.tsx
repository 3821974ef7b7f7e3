'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { chooseTargetAction } from '../actions'

/** One button that sets or clears the goal. */
export function TargetForm({ levelKey, label }: { levelKey: string; label: string }) {
  const [result, submit, isPending] = useActionState(chooseTargetAction, null)
  return (
    <form action={submit} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="levelKey" value={levelKey} />
      <Button type="submit" disabled={isPending}>
        {label}
      </Button>
      {result && !result.ok ? (
        <p role="alert" className="text-sm font-medium text-danger">
          {result.message}
        </p>
      ) : null}
    </form>
  )
}
