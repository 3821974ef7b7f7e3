'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { mapScimGroup, unmapScimGroup } from '@/lib/scim/roles/commands'
import {
  approveScimToken,
  type MadeToken,
  makeScimToken,
  revokeScimToken,
} from '@/lib/scim/tokens/commands'

type Result<T> = ActionResult<T> | null

export async function makeTokenAction(_: Result<MadeToken>, form: FormData) {
  return shownAnew(await runAction(makeScimToken, formInput(form)))
}

export async function approveTokenAction(_: Result<void>, form: FormData) {
  return shownAnew(await runAction(approveScimToken, formInput(form)))
}

export async function revokeTokenAction(_: Result<void>, form: FormData) {
  return shownAnew(await runAction(revokeScimToken, formInput(form)))
}

export async function mapGroupAction(_: Result<{ name: string }>, form: FormData) {
  return shownAnew(await runAction(mapScimGroup, formInput(form)))
}

export async function unmapGroupAction(_: Result<void>, form: FormData) {
  return shownAnew(await runAction(unmapScimGroup, formInput(form)))
}

function shownAnew<T>(result: ActionResult<T>): ActionResult<T> {
  if (result.ok) revalidatePath('/admin/scim')
  return result
}
