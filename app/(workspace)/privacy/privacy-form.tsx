'use client'

import type { ReactNode } from 'react'
import { useStepUpForm } from '@/app/_components/step-up/use-step-up'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'

type State = ActionResult | null

/** A form that does one thing; asks once more who it is where the act needs that. */
export function PrivacyForm({
  action,
  fixed,
  label,
  look = 'secondary',
  done,
  children,
}: {
  action: (state: State, form: FormData) => Promise<State>
  /** What goes along without being asked. */
  fixed: Readonly<Record<string, string>>
  label: string
  look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** What to say when it was done and the page still shows the form. */
  done?: string
  children?: ReactNode
}) {
  const { result, formAction, isPending, dialog } = useStepUpForm(action)
  return (
    <>
      <form action={formAction} className="space-y-3">
        {Object.entries(fixed).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {result && !result.ok && !result.stepUp ? (
          <Notice kind="error">{result.message}</Notice>
        ) : null}
        {result?.ok && done ? <p role="status">{done}</p> : null}
        {children}
        <Button type="submit" look={look} disabled={isPending}>
          {label}
        </Button>
      </form>
      {dialog}
    </>
  )
}
