'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import {
  type GrantOutcome,
  grantRoleToPerson,
  revokeRoleOfPerson,
} from '@/lib/auth/roles/granting/commands'

export type GrantState = ActionResult<GrantOutcome> | null
export type RevokeState = ActionResult<{ name: string }> | null

export async function grantRoleAction(_: GrantState, form: FormData): Promise<GrantState> {
  const result = await runAction(grantRoleToPerson, formInput(form))
  if (result.ok) revalidatePath('/admin/roles')
  return result
}

export async function revokeRoleAction(_: RevokeState, form: FormData): Promise<RevokeState> {
  const result = await runAction(revokeRoleOfPerson, formInput(form))
  if (result.ok) revalidatePath('/admin/roles')
  return result
}
