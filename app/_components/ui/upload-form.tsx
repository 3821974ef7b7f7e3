'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useState, useTransition } from 'react'
import { Button } from './button'
import { Field, TextAreaField } from './field'
import { Notice } from './notice'

export type UploadOutcome = { href: string } | { refusal: string }

type UploadFormProps = {
  /** Sends what was chosen (`file`) or pasted (`text`) and says where its preview is. */
  upload: (form: FormData) => Promise<UploadOutcome>
  files: { label: string; hint?: string; accept: string; isMultiple?: boolean }
  text: { rows: number; placeholder: string }
  /** What else is asked, above the button. */
  choices?: ReactNode
  action: string
  children: ReactNode
}

/** Files or pasted text go to a preview; what was chosen or pasted stays when it is refused. */
export function UploadForm({ upload, files, text, choices, action, children }: UploadFormProps) {
  const router = useRouter()
  const [refusal, setRefusal] = useState('')
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    startTransition(async () => {
      setRefusal('')
      const outcome = await upload(form)
      if ('refusal' in outcome) setRefusal(outcome.refusal)
      else router.push(outcome.href as Route)
    })
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      {refusal ? <Notice kind="error">{refusal}</Notice> : null}
      <Field
        label={files.label}
        hint={files.hint}
        name="file"
        type="file"
        multiple={files.isMultiple}
        accept={files.accept}
        className="file:me-3 file:rounded-md file:border-0 file:bg-sunken file:px-2 file:py-0.5 file:text-ink"
      />
      <TextAreaField
        label="Or paste it"
        name="text"
        rows={text.rows}
        spellCheck={false}
        className="font-mono text-sm"
        placeholder={text.placeholder}
      />
      {choices}
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? 'Reading…' : action}
      </Button>
      <p className="text-sm text-ink-soft">{children}</p>
    </form>
  )
}

/** Sends an upload as JSON; `hrefOf` tells where the preview with this id is. */
export async function sendUpload(
  path: string,
  body: unknown,
  hrefOf: (importId: string) => string,
): Promise<UploadOutcome> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer: { importId?: string; error?: { message?: string } } = await response.json()
    if (response.ok && answer.importId) return { href: hrefOf(answer.importId) }
    return { refusal: answer.error?.message ?? 'This could not be read. Try again.' }
  } catch {
    return { refusal: 'Rung could not be reached. Nothing was changed; try again.' }
  }
}
