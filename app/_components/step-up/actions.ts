'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { setSessionCookie, visitor } from '@/lib/auth/request'
import { safePath } from '@/lib/auth/safe-path'
import { confirmPassword } from '@/lib/auth/step-up/commands'
import { getStepUpMeans, type StepUpMeans } from '@/lib/auth/step-up/queries'

export type ConfirmState = ActionResult<null> | null

export async function confirmPasswordAction(
  _: ConfirmState,
  form: FormData,
): Promise<ConfirmState> {
  return confirm(formInput(form))
}

export async function confirmAndGoOnAction(_: ConfirmState, form: FormData): Promise<ConfirmState> {
  const { next, ...input } = formInput(form)
  const result = await confirm(input)
  if (!result.ok) return result
  redirect(safePath(typeof next === 'string' ? next : null) as Route)
}

export async function stepUpMeansAction(): Promise<ActionResult<StepUpMeans>> {
  return runAction(getStepUpMeans, undefined)
}

async function confirm(input: unknown): Promise<ActionResult<null>> {
  const { origin } = await visitor()
  const result = await runAction(async function confirmOwnPassword(ctx, password) {
    return confirmPassword({ ctx, origin }, password)
  }, input)
  if (!result.ok) return result
  await setSessionCookie(result.data.token)
  return { ok: true, data: null }
}
