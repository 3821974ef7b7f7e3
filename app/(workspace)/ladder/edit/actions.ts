'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { createDraft, discardDraft } from '@/lib/ladder/editing/commands'

export async function startDraftAction(
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return opened(formInput(form))
}

/** A new ladder: the form has no field for a key, because there is none yet. */
export async function startLadderAction(
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return opened({ ...formInput(form), ladder: null })
}

export async function discardDraftAction(
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  const result = await runAction(discardDraft, formInput(form))
  if (!result.ok) return result
  redirect('/ladder/edit' as Route)
}

async function opened(input: object): Promise<ActionResult> {
  const result = await runAction(createDraft, input)
  if (!result.ok) return result
  redirect(`/ladder/edit?ladder=${encodeURIComponent(result.data.ladder)}` as Route)
}
