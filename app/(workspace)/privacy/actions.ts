'use server'

import type { Route } from 'next'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import type { Context } from '@/lib/context'
import { approveErasure, requestErasure } from '@/lib/privacy/erasure/commands'
import { endHold, holdCycle, holdPerson, requestHoldEnd } from '@/lib/privacy/holds/commands'
import {
  askRelease,
  closeAccessRequest,
  decideItems,
  openAccessRequest,
  releaseAccess,
} from '@/lib/privacy/requests/commands'

export type PrivacyState = ActionResult | null

export async function holdPersonAction(_: PrivacyState, form: FormData): Promise<PrivacyState> {
  return thenReload(holdPerson, form)
}

export async function holdCycleAction(_: PrivacyState, form: FormData): Promise<PrivacyState> {
  return thenReload(holdCycle, form)
}

export async function requestHoldEndAction(_: PrivacyState, form: FormData): Promise<PrivacyState> {
  return thenReload(requestHoldEnd, form)
}

export async function endHoldAction(_: PrivacyState, form: FormData): Promise<PrivacyState> {
  return thenReload(endHold, form)
}

export async function requestErasureAction(_: PrivacyState, form: FormData): Promise<PrivacyState> {
  return thenReload(requestErasure, form)
}

export async function approveErasureAction(_: PrivacyState, form: FormData): Promise<PrivacyState> {
  return thenReload(approveErasure, form)
}

export async function openAccessRequestAction(
  _: PrivacyState,
  form: FormData,
): Promise<PrivacyState> {
  const result = await runAction(openAccessRequest, formInput(form))
  if (!result.ok) return result
  redirect(`/privacy/requests/${result.data.requestId}` as Route)
}

export async function decideItemsAction(_: PrivacyState, form: FormData): Promise<PrivacyState> {
  return thenReload(decideItems, form)
}

export async function askReleaseAction(_: PrivacyState, form: FormData): Promise<PrivacyState> {
  return thenReload(askRelease, form)
}

export async function releaseAccessAction(_: PrivacyState, form: FormData): Promise<PrivacyState> {
  return thenReload(releaseAccess, form)
}

export async function closeAccessRequestAction(
  _: PrivacyState,
  form: FormData,
): Promise<PrivacyState> {
  return thenReload(closeAccessRequest, form)
}

type Command = (ctx: Context, input: unknown) => Promise<unknown>

async function thenReload(command: Command, form: FormData): Promise<PrivacyState> {
  const result = await runAction(command, formInput(form))
  if (!result.ok) return result
  revalidatePath('/privacy', 'layout')
  return { ok: true, data: null }
}
