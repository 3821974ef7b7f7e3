'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Dialog } from '@/app/_components/ui/dialog'
import type { ActionResult } from '@/app/_server/action'
import { ActForm } from '@/app/(workspace)/people/act-form'

type Action = (state: ActionResult | null, form: FormData) => Promise<ActionResult | null>

/** Does one thing to a session that cannot be taken back, after saying what it means. */
export function AskFirst({
  action,
  label,
  title,
  sessionId,
  version,
  children,
}: {
  action: Action
  label: string
  title: string
  sessionId: string
  version: number
  children: ReactNode
}) {
  const [isOpen, setOpen] = useState(false)
  const act: Action = async (state, form) => {
    const result = await action(state, form)
    if (result?.ok) setOpen(false)
    return result
  }
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={title}>
        <ActForm action={act} label={label}>
          <input type="hidden" name="sessionId" value={sessionId} />
          <input type="hidden" name="version" value={version} />
          {children}
        </ActForm>
      </Dialog>
    </>
  )
}
