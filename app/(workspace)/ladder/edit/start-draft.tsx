'use client'

import { useActionState } from 'react'
import { Button } from '@/app/_components/ui/button'
import { Field } from '@/app/_components/ui/field'
import { Notice } from '@/app/_components/ui/notice'
import { startDraftAction, startLadderAction } from './actions'

/** Begins the draft of a ladder that is published. */
export function StartDraft({ ladder, name }: { ladder: string; name: string }) {
  const [result, action, isPending] = useActionState(startDraftAction, null)
  return (
    <form action={action}>
      <input type="hidden" name="ladder" value={ladder} />
      <Button type="submit" look="primary" disabled={isPending}>
        Begin a draft of {name}
      </Button>
      {result?.ok === false ? <Notice kind="error">{result.message}</Notice> : null}
    </form>
  )
}

/** A ladder from nothing: the rest is written in the editor. */
export function StartLadder() {
  const [result, action, isPending] = useActionState(startLadderAction, null)
  const fields = result?.ok === false ? result.fields : {}
  return (
    <form action={action} className="space-y-4 border-t border-line pt-6">
      <h2 className="text-lg font-semibold">Begin a new ladder from nothing</h2>
      <Field name="name" label="Name of the ladder" required maxLength={200} error={fields.name} />
      <Field
        name="track"
        label="Its first track"
        hint="One way up, such as Technical or Management."
        required
        maxLength={200}
        error={fields.track}
      />
      <Field
        name="level"
        label="Its first level"
        hint="The lowest one, such as Engineer."
        required
        maxLength={200}
        error={fields.level}
      />
      {result?.ok === false ? <Notice kind="error">{result.message}</Notice> : null}
      <Button type="submit" disabled={isPending}>
        Begin the ladder
      </Button>
    </form>
  )
}
