'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { grantDelegation, revokeDelegation } from '@/lib/cycles/delegations/commands'

const PAGE = '/reviews/delegates/[participantId]'

export type LendState = ActionResult<{ delegationId: string; granteeName: string }> | null
export type EndState = ActionResult | null

export async function grantDelegationAction(_: LendState, form: FormData): Promise<LendState> {
  const result = await runAction(grantDelegation, formInput(form))
  if (result.ok) revalidatePath(PAGE, 'page')
  return result
}

export async function revokeDelegationAction(_: EndState, form: FormData): Promise<EndState> {
  const result = await runAction(revokeDelegation, formInput(form))
  if (result.ok) revalidatePath(PAGE, 'page')
  return result
}
