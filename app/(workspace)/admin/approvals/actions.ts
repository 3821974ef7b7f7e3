'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { declineApproval, withdrawApproval } from '@/lib/approvals/commands'
import { approveRoleGrant } from '@/lib/auth/roles/granting/commands'
import { approveBreakglass } from '@/lib/breakglass/commands'
import type { Context } from '@/lib/context'
import { approveAccountLink } from '@/lib/people/accounts/links/commands'
import { approveLines } from '@/lib/people/lines/commands'

export type ApprovalState = ActionResult | null

export async function approveRoleGrantAction(
  _: ApprovalState,
  form: FormData,
): Promise<ApprovalState> {
  return thenList(approveRoleGrant, form)
}

export async function approveLinesAction(_: ApprovalState, form: FormData): Promise<ApprovalState> {
  return thenList(approveLines, form)
}

export async function approveBreakglassAction(
  _: ApprovalState,
  form: FormData,
): Promise<ApprovalState> {
  return thenList(approveBreakglass, form)
}

export async function approveAccountLinkAction(
  _: ApprovalState,
  form: FormData,
): Promise<ApprovalState> {
  return thenList(approveAccountLink, form)
}

export async function declineApprovalAction(
  _: ApprovalState,
  form: FormData,
): Promise<ApprovalState> {
  return thenList(declineApproval, form)
}

export async function withdrawApprovalAction(
  _: ApprovalState,
  form: FormData,
): Promise<ApprovalState> {
  return thenList(withdrawApproval, form)
}

async function thenList(
  command: (ctx: Context, input: unknown) => Promise<unknown>,
  form: FormData,
): Promise<ApprovalState> {
  const result = await runAction(command, formInput(form))
  if (!result.ok) return result
  redirect('/admin/approvals' as Route)
}
