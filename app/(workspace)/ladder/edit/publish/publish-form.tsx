'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState, useTransition } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import type { ActionResult } from '@/app/_server/action'
import type { PublishResult } from '@/lib/ladder/publishing/commands'
import { publishDraftAction } from './actions'
import { choicesOf } from './choices'

type Result = ActionResult<PublishResult>

/** Sends what was chosen. Not a form action, because those empty the fields when they are refused. */
export function PublishForm({ number, children }: { number: number; children: ReactNode }) {
  const [result, setResult] = useState<Result | null>(null)
  const [isPending, startPublishing] = useTransition()
  return (
    <form
      className="space-y-10"
      onSubmit={(event) => {
        event.preventDefault()
        const input = choicesOf(new FormData(event.currentTarget))
        startPublishing(async () => setResult(await publishDraftAction(input)))
      }}
    >
      {children}
      <div className="no-print space-y-3">
        {result ? <Refusal result={result} /> : null}
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? 'Publishing…' : `Publish version ${number}`}
        </Button>
      </div>
    </form>
  )
}

function Refusal({ result }: { result: Result }) {
  const router = useRouter()
  if (!result.ok) {
    return (
      <Notice kind="error" title="Nothing was published">
        <p>{result.message}</p>
        {result.code === 'CONFLICT' ? (
          <Button onClick={() => router.refresh()}>Show the draft as it is now</Button>
        ) : null}
      </Notice>
    )
  }
  if (result.data.status !== 'refused') return null
  const stops = result.data.messages.filter(({ severity }) => severity !== 'info')
  return (
    <Notice kind="error" title="Nothing was published, and what you chose is kept">
      <ul className="list-disc ps-5">
        {stops.slice(0, 20).map(({ code, line, message }) => (
          <li key={`${code} ${line} ${message}`}>{message}</li>
        ))}
      </ul>
      {stops.length > 20 ? <p>and {stops.length - 20} more.</p> : null}
      {stops.every(({ severity }) => severity === 'warning') ? (
        <p>Tick that you have read the warnings to publish in spite of them.</p>
      ) : null}
    </Notice>
  )
}
