'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { requestBreakglass, revokeBreakglass } from '@/lib/breakglass/commands'

export type RequestState = ActionResult<{ approvalId: string; name: string }> | null
export type RevokeState = ActionResult | null

export async function requestBreakglassAction(
  _: RequestState,
  form: FormData,
): Promise<RequestState> {
  const result = await runAction(requestBreakglass, formInput(form))
  if (result.ok) revalidatePath('/admin/break-glass')
  return result
}

export async function revokeBreakglassAction(_: RevokeState, form: FormData): Promise<RevokeState> {
  const result = await runAction(revokeBreakglass, formInput(form))
  if (result.ok) revalidatePath('/admin/break-glass')
  return result
}
