'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Field, TextAreaField } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'

const MAX_BYTES = 5 * 1024 * 1024
const PASTED = 'Pasted text'

type Upload = { name: string; base64: string } | { name: string; text: string }
type Outcome = { href: string } | { refusal: string }

/** Files or pasted text go to the preview; what was chosen or pasted stays when it is refused. */
export function UploadForm() {
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
        label="Files"
        hint="Several at once where each level has a file of its own."
        name="files"
        type="file"
        multiple
        accept=".md,.markdown,.mdx,.html,.htm,.csv,.tsv,.json,.yaml,.yml,.txt"
        className="file:me-3 file:rounded-md file:border-0 file:bg-sunken file:px-2 file:py-0.5 file:text-ink"
      />
      <TextAreaField
        label="Or paste it"
        name="text"
        rows={9}
        spellCheck={false}
        className="font-mono text-sm"
        placeholder={'## Engineer\n\n**Craft**\n\n- Writes code that others can change'}
      />
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? 'Reading…' : 'Read it'}
      </Button>
      <p className="text-sm text-ink-soft">Reading changes no ladder.</p>
    </form>
  )
}

async function upload(form: FormData): Promise<Outcome> {
  const chosen = form.getAll('files').filter((file) => file instanceof File && file.size > 0)
  const files = chosen.filter((file) => file instanceof File)
  const text = String(form.get('text') ?? '')
  if (files.length === 0 && text.trim() === '') {
    return { refusal: 'Choose a file, or paste its text.' }
  }
  if (files.reduce((sum, { size }) => sum + size, 0) > MAX_BYTES) {
    return { refusal: 'The files have more than 5 MB together. Import them in parts.' }
  }
  const uploads: Upload[] =
    files.length > 0 ? await Promise.all(files.map(encoded)) : [{ name: PASTED, text }]
  try {
    const response = await fetch('/api/imports/ladder', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ files: uploads }),
    })
    return await outcomeOf(response)
  } catch {
    return { refusal: 'Rung could not be reached. Nothing was changed; try again.' }
  }
}

/** The bytes as they are: which characters they mean is for the reader to find out. */
function encoded(file: File): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => {
      const url = String(reader.result)
      resolve({ name: file.name, base64: url.slice(url.indexOf(',') + 1) })
    }
    reader.readAsDataURL(file)
  })
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const answer: { importId?: string; error?: { message?: string } } = await response.json()
  if (!response.ok || !answer.importId) {
    return { refusal: answer.error?.message ?? 'The files could not be read. Try again.' }
  }
  return { href: `/ladder/import/${answer.importId}` }
}
