'use server'

import type { Route } from 'next'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { askToMove, movePeople } from '@/lib/people/changes/moves/commands'

/** The move, or the wish that a second administrator agrees to it: the button that was pressed tells. */
export async function movePeopleAction(
  _: ActionResult | null,
  form: FormData,
): Promise<ActionResult | null> {
  const { ask, reason, ...input } = formInput(form)
  if (ask) {
    const asked = await runAction(askToMove, {
      personIds: input.personIds,
      manager: input.manager,
      on: input.on,
      reason,
    })
    if (!asked.ok) return asked
    redirect('/admin/approvals')
  }
  const result = await runAction(movePeople, input)
  if (!result.ok) return result
  revalidatePath('/people')
  const { isPlanned, changeIds } = result.data
  const done = isPlanned ? 'planned' : 'moved'
  redirect(`/admin/people/move?done=${done}&count=${changeIds.length}` as Route)
}
