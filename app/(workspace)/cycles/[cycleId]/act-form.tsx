'use client'

import { type ReactNode, useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { CycleActionState } from '../actions'

type Action = (state: CycleActionState, form: FormData) => Promise<CycleActionState>

/** A button that does one thing to a cycle, with what it needs to know beside it. */
export function ActForm({
  action,
  cycleId,
  version,
  label,
  look = 'secondary',
  other,
  children,
}: {
  action: Action
  cycleId: string
  /** The version that was shown, for acts that must not meet a changed one. */
  version?: number
  label: string
  look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** A second way to send the same form; its name and value go with it. */
  other?: { label: string; name: string; value: string } | undefined
  children?: ReactNode
}) {
  const [state, formAction, isPending] = useActionState(action, null)
  return (
    <form action={formAction} className="space-y-3">
      <input type="hidden" name="cycleId" value={cycleId} />
      {version === undefined ? null : <input type="hidden" name="version" value={version} />}
      {state && !state.ok ? <Notice kind="error">{state.message}</Notice> : null}
      {children}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look={look} disabled={isPending}>
          {label}
        </Button>
        {other ? (
          <Button type="submit" name={other.name} value={other.value} disabled={isPending}>
            {other.label}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
