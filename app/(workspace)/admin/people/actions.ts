'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { type Invitation, inviteEveryone } from '@/lib/people/accounts/commands'
import { countUninvited } from '@/lib/people/accounts/queries'
import {
  deactivatePerson,
  endSessionsOf,
  invitePerson,
  reactivatePerson,
  revokeInvitation,
} from '@/lib/people/commands'

export async function inviteAction(personId: string): Promise<ActionResult<Invitation>> {
  const result = await runAction(invitePerson, { personId })
  if (result.ok) revalidatePath('/admin/people')
  return result
}

export async function revokeInvitationAction(personId: string): Promise<ActionResult> {
  const result = await runAction(revokeInvitation, { personId })
  if (result.ok) revalidatePath('/admin/people')
  return result
}

export async function countUninvitedAction(): Promise<ActionResult<number>> {
  return runAction(countUninvited, undefined)
}

export type InviteEveryoneState = ActionResult<{ invited: number }> | null

export async function inviteEveryoneAction(
  _: InviteEveryoneState,
  form: FormData,
): Promise<InviteEveryoneState> {
  const result = await runAction(inviteEveryone, formInput(form))
  if (result.ok) revalidatePath('/admin/people')
  return result
}

export async function endSessionsAction(
  _: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  const result = await runAction(endSessionsOf, formInput(form))
  if (result.ok) revalidatePath('/admin/people/[personId]', 'page')
  return result
}

export async function deactivateAction(personId: string): Promise<ActionResult> {
  const result = await runAction(deactivatePerson, { personId })
  if (result.ok) revalidatePath('/admin/people')
  return result
}

export async function reactivateAction(personId: string): Promise<ActionResult> {
  const result = await runAction(reactivatePerson, { personId })
  if (result.ok) revalidatePath('/admin/people')
  return result
}
