'use server'

import type { Route } from 'next'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { applyPeopleImport, previewPeopleImportAgain } from '@/lib/people/import/commands'
import { requestImport } from '@/lib/people/import/standing/commands'
import { undoPeopleImport } from '@/lib/people/import/undo/commands'

type State = ActionResult | null

export async function applyImportAction(_: State, form: FormData): Promise<State> {
  const result = await runAction(applyPeopleImport, formInput(form))
  if (result.ok) revalidatePath('/admin/people/import')
  return result
}

export async function undoImportAction(_: State, form: FormData): Promise<State> {
  const input = formInput(form)
  const result = await runAction(undoPeopleImport, input)
  if (!result.ok) return result
  redirect(`/admin/people/import/${String(input.importId)}` as Route)
}

export async function requestImportAction(_: State, form: FormData): Promise<State> {
  const input = formInput(form)
  const result = await runAction(requestImport, input)
  if (result.ok) revalidatePath(`/admin/people/import/${String(input.importId)}`)
  return result
}

export async function previewAgainAction(importId: string): Promise<ActionResult> {
  const result = await runAction(previewPeopleImportAgain, { importId })
  if (!result.ok) return result
  redirect(`/admin/people/import/${result.data.importId}` as Route)
}
