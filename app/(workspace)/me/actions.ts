'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { chooseTarget } from '@/lib/growth/targets/commands'

export async function chooseTargetAction(
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  const result = await runAction(chooseTarget, formInput(form))
  if (!result.ok) return result
  revalidatePath('/me')
  redirect('/me')
}
