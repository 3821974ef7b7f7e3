'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Field, TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { readTextFile } from './text-file'

const MAX_BYTES = 5_000_000

/** A file or its text goes to the preview; what was chosen or pasted stays when it is refused. */
export function ImportForm() {
  const router = useRouter()
  const [refusal, setRefusal] = useState('')
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    startTransition(async () => {
      setRefusal('')
      const outcome = await preview(form)
      if ('refusal' in outcome) setRefusal(outcome.refusal)
      else router.push(outcome.href as Route)
    })
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      {refusal ? <Notice kind="error">{refusal}</Notice> : null}
      <Field
        label="CSV file"
        name="file"
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        className="file:me-3 file:rounded-md file:border-0 file:bg-sunken file:px-2 file:py-0.5 file:text-ink"
      />
      <TextAreaField
        label="Or paste it"
        name="text"
        rows={7}
        spellCheck={false}
        className="font-mono text-sm"
        placeholder="name,email,manager email,level,track,team,start date"
      />
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? 'Reading…' : 'Preview'}
      </Button>
      <p className="text-sm text-ink-soft">A preview changes nothing.</p>
    </form>
  )
}

type Outcome = { href: string } | { refusal: string }

async function preview(form: FormData): Promise<Outcome> {
  const file = form.get('file')
  const isFile = file instanceof File && file.size > 0
  if (isFile && file.size > MAX_BYTES) return { refusal: 'This file is larger than 5 MB.' }
  const read = isFile
    ? await readTextFile(file)
    : { source: String(form.get('text') ?? ''), encoding: 'utf-8' }
  if (read.source.trim() === '') return { refusal: 'Choose a file, or paste its text.' }
  const body = JSON.stringify({ fileName: isFile ? file.name : 'Pasted text', source: read.source })
  try {
    const response = await fetch('/api/imports/people', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    })
    return await outcomeOf(response, read.encoding)
  } catch {
    return { refusal: 'Rung could not be reached. Nothing was changed; try again.' }
  }
}

async function outcomeOf(response: Response, encoding: string): Promise<Outcome> {
  const answer: { importId?: string; error?: { message?: string } } = await response.json()
  if (!response.ok || !answer.importId) {
    return { refusal: answer.error?.message ?? 'The file could not be previewed. Try again.' }
  }
  const query = encoding === 'utf-8' ? '' : `?encoding=${encoding}`
  return { href: `/admin/people/import/${answer.importId}${query}` }
}
