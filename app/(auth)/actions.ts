'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction, runVisitorAction } from '@/app/_server/action'
import { acceptInvitation, setUpInstallation, signIn } from '@/lib/auth/commands'
import { choosePassword, requestPasswordReset } from '@/lib/auth/recovery/commands'
import { clearSessionCookie, setSessionCookie, visitor } from '@/lib/auth/request'
import { safePath } from '@/lib/auth/safe-path'
import { signOut } from '@/lib/auth/sessions/commands'
import { afterSignOut } from '@/lib/auth/single-sign-on/queries'

export type SignInState = ActionResult<{ token: string }> | null

export async function signInAction(_: SignInState, form: FormData): Promise<SignInState> {
  const { next, ...input } = formInput(form)
  const result = await runVisitorAction(async () => signIn(await visitor(), input))
  if (!result.ok) return result
  await setSessionCookie(result.data.token)
  redirect(safePath(typeof next === 'string' ? next : null) as Route)
}

export async function setUpAction(_: SignInState, form: FormData): Promise<SignInState> {
  const result = await runVisitorAction(async () =>
    setUpInstallation(await visitor(), formInput(form)),
  )
  if (!result.ok) return result
  await setSessionCookie(result.data.token)
  redirect('/')
}

export async function acceptInvitationAction(_: SignInState, form: FormData): Promise<SignInState> {
  const result = await runVisitorAction(async () =>
    acceptInvitation(await visitor(), formInput(form)),
  )
  if (!result.ok) return result
  await setSessionCookie(result.data.token)
  redirect('/')
}

export type ForgottenState = ActionResult<null> | null

export async function forgottenPasswordAction(
  _: ForgottenState,
  form: FormData,
): Promise<ForgottenState> {
  return runVisitorAction(async () => {
    await requestPasswordReset(await visitor(), formInput(form))
    return null
  })
}

export async function choosePasswordAction(_: SignInState, form: FormData): Promise<SignInState> {
  const result = await runVisitorAction(async () =>
    choosePassword(await visitor(), formInput(form)),
  )
  if (!result.ok) return result
  await setSessionCookie(result.data.token)
  redirect('/')
}

export async function signOutAction(): Promise<void> {
  const result = await runAction(signOut, undefined)
  if (result.ok || result.code === 'UNAUTHENTICATED') {
    await clearSessionCookie()
    redirect(afterSignOut() as Route)
  }
}
