'use server'

import type { Route } from 'next'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { changeMapping, makeDraft } from '@/lib/ladder/importing/commands'
import { mappingInput } from './mapping-input'

/** Reads an import again as the form says. */
export async function changeMappingAction(
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  const result = await runAction(changeMapping, mappingInput(form))
  if (result.ok) revalidatePath('/ladder/import/[importId]', 'page')
  return result
}

/** Makes a draft of an import; comes back only when it was refused. */
export async function makeDraftAction(
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  const result = await runAction(makeDraft, formInput(form))
  if (!result.ok) return result
  revalidatePath('/ladder', 'layout')
  redirect(`/ladder/edit?ladder=${encodeURIComponent(result.data.ladder)}` as Route)
}
