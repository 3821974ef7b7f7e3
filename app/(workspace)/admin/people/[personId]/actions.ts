'use server'

import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { requestAccountLink } from '@/lib/people/accounts/links/commands'

export type LinkState = ActionResult<{ approvalId: string }> | null

export async function requestAccountLinkAction(_: LinkState, form: FormData): Promise<LinkState> {
  return runAction(requestAccountLink, formInput(form))
}
