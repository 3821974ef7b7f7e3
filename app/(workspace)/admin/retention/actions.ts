'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { approveRetention, setRetention } from '@/lib/privacy/retention/commands'

type State = ActionResult | null

export async function setRetentionAction(_: State, form: FormData): Promise<State> {
  return reloaded(await runAction(setRetention, formInput(form)))
}

export async function approveRetentionAction(_: State, form: FormData): Promise<State> {
  return reloaded(await runAction(approveRetention, formInput(form)))
}

function reloaded(result: ActionResult): State {
  if (!result.ok) return result
  revalidatePath('/admin/retention')
  return { ok: true, data: null }
}
