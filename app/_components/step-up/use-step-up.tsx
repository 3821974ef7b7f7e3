'use client'

import { type ReactNode, startTransition, useActionState, useState } from 'react'
import type { ActionResult } from '@/app/_server/action'
import { StepUpDialog } from './step-up-dialog'

type Refused<T> = ActionResult<T> | null

/**
 * `useActionState` for a form whose command may ask to confirm who it is: shows the dialog, then
 * sends the same form again. Draw `dialog` beside the form, not inside it.
 */
export function useStepUpForm<T>(
  action: (state: Refused<T>, form: FormData) => Promise<Refused<T>>,
): {
  result: Refused<T>
  formAction: (form: FormData) => void
  isPending: boolean
  dialog: ReactNode
} {
  const [kept, setKept] = useState<FormData | null>(null)
  const [result, formAction, isPending] = useActionState(
    async (state: Refused<T>, form: FormData) => {
      const answer = await action(state, form)
      setKept(isStepUpAsked(answer) ? form : null)
      return answer
    },
    null,
  )
  const sendAgain = () => {
    const form = kept
    setKept(null)
    if (form) startTransition(() => formAction(form))
  }
  const dialog = (
    <StepUpDialog isOpen={kept !== null} onClose={() => setKept(null)} onConfirmed={sendAgain} />
  )
  return { result, formAction, isPending, dialog }
}

/**
 * The same for an act that is called and not sent by a form: `guard(result, again)` tells whether the
 * dialog was opened; `again` is called once the person has confirmed.
 */
export function useStepUp(): {
  guard: (result: ActionResult<unknown>, again: () => void) => boolean
  dialog: ReactNode
} {
  const [again, setAgain] = useState<(() => void) | null>(null)
  const guard = (result: ActionResult<unknown>, repeat: () => void) => {
    const isAsked = isStepUpAsked(result)
    if (isAsked) setAgain(() => repeat)
    return isAsked
  }
  const close = () => setAgain(null)
  const goOn = () => {
    close()
    again?.()
  }
  return {
    guard,
    dialog: <StepUpDialog isOpen={again !== null} onClose={close} onConfirmed={goOn} />,
  }
}

function isStepUpAsked(result: ActionResult<unknown> | null): boolean {
  return result !== null && !result.ok && result.stepUp === true
}
