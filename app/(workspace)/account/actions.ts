'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { changePassword } from '@/lib/auth/passwords/commands'
import { setSessionCookie, visitor } from '@/lib/auth/request'
import { revokeOtherSessions, revokeOwnSession } from '@/lib/auth/sessions/commands'

export type ChangePasswordState = ActionResult<null> | null

export async function changePasswordAction(
  _: ChangePasswordState,
  form: FormData,
): Promise<ChangePasswordState> {
  const { origin } = await visitor()
  const result = await runAction(async function changeOwnPassword(ctx, input) {
    return changePassword({ ctx, origin }, input)
  }, formInput(form))
  if (!result.ok) return result
  await setSessionCookie(result.data.token)
  revalidatePath('/account')
  return { ok: true, data: null }
}

export async function revokeSessionAction(
  _: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  const result = await runAction(revokeOwnSession, formInput(form))
  if (result.ok) revalidatePath('/account')
  return result
}

export async function revokeOthersAction(): Promise<ActionResult> {
  const result = await runAction(revokeOtherSessions, undefined)
  if (result.ok) revalidatePath('/account')
  return result
}
