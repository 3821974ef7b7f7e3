'use server'

import type { Route } from 'next'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { movePeople } from '@/lib/people/changes/moves/commands'

export async function movePeopleAction(
  _: ActionResult | null,
  form: FormData,
): Promise<ActionResult | null> {
  const result = await runAction(movePeople, formInput(form))
  if (!result.ok) return result
  revalidatePath('/people')
  const { isPlanned, changeIds } = result.data
  const done = isPlanned ? 'planned' : 'moved'
  redirect(`/admin/people/move?done=${done}&count=${changeIds.length}` as Route)
}
