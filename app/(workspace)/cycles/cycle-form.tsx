'use client'

import type { Route } from 'next'
import { type FormEvent, startTransition, useActionState, useEffect, useRef } from 'react'
import { Button, ButtonLink } from '@/app/_components/ui/button'
import { Notice } from '@/app/_components/ui/notice'
import { type CycleActionState, createCycleAction, updateCycleAction } from './actions'
import {
  AboutFields,
  DateFields,
  type FormValues,
  type Options,
  PeopleFields,
  SightFields,
  WritingFields,
} from './cycle-fields'

export function CycleForm({
  values,
  options,
  existing,
}: {
  values: FormValues
  options: Options
  existing: { id: string; version: number } | null
}) {
  const [state, dispatch, isPending] = useActionState<CycleActionState, FormData>(
    existing ? updateCycleAction : createCycleAction,
    null,
  )
  const form = useRef<HTMLFormElement>(null)
  const failure = state && !state.ok ? state : null
  useEffect(() => {
    if (!failure) return
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid=true]')
    if (field) field.focus()
    else form.current?.scrollIntoView({ block: 'start' })
  }, [failure])
  // Sent by hand, because React empties a form whose action has run, also when it was refused.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    startTransition(() => dispatch(data))
  }
  const section = { values, options, errors: failure?.fields ?? {} }
  return (
    <form ref={form} action={dispatch} onSubmit={send} className="max-w-3xl space-y-8">
      {failure ? (
        <Notice kind="error" title="Not saved">
          <p>{failure.message}</p>
        </Notice>
      ) : null}
      {existing ? (
        <>
          <input type="hidden" name="cycleId" value={existing.id} />
          <input type="hidden" name="version" value={existing.version} />
        </>
      ) : null}
      <AboutFields {...section} />
      <DateFields {...section} />
      <WritingFields {...section} />
      <SightFields {...section} />
      <PeopleFields {...section} />
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t border-line bg-paper py-3">
        <Button type="submit" look="primary" disabled={isPending}>
          {existing ? 'Save changes' : 'Save as draft'}
        </Button>
        <ButtonLink href={(existing ? `/cycles/${existing.id}` : '/cycles') as Route} look="quiet">
          Cancel
        </ButtonLink>
        <p className="text-sm text-ink-soft">Nobody is told of anything before the launch.</p>
      </div>
    </form>
  )
}
