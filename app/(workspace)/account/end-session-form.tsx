'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import type { ActionResult } from '@/app/_server/action'

type State = ActionResult | null

/** One button that ends sessions, and says so when they had ended already. */
export function EndSessionForm({
  action,
  fields,
  words,
  of = '',
  look = 'quiet',
}: {
  action: (state: State, form: FormData) => Promise<State>
  fields: Record<string, string>
  words: string
  /** Whose or which, for screen readers. */
  of?: string
  look?: 'quiet' | 'secondary' | 'danger'
}) {
  const [result, formAction, isPending] = useActionState(action, null)
  return (
    <form action={formAction}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {result && !result.ok ? (
        <span role="alert" className="me-2 text-sm text-danger">
          {result.message}
        </span>
      ) : null}
      <Button type="submit" look={look} disabled={isPending}>
        {words}
        {of ? <span className="sr-only"> {of}</span> : null}
      </Button>
    </form>
  )
}
