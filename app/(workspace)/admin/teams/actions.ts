'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import type { Context } from '@/lib/context'
import { createTeam, dissolveTeam, mergeTeam, renameTeam } from '@/lib/people/teams/commands'

type State = ActionResult | null

export async function createTeamAction(_: State, form: FormData): Promise<State> {
  return thenList(createTeam, form)
}

export async function renameTeamAction(_: State, form: FormData): Promise<State> {
  return thenList(renameTeam, form)
}

export async function mergeTeamAction(_: State, form: FormData): Promise<State> {
  return thenList(mergeTeam, form)
}

export async function dissolveTeamAction(_: State, form: FormData): Promise<State> {
  return thenList(dissolveTeam, form)
}

async function thenList(
  command: (ctx: Context, input: unknown) => Promise<unknown>,
  form: FormData,
): Promise<State> {
  const result = await runAction(command, formInput(form))
  if (!result.ok) return result
  revalidatePath('/admin/teams')
  redirect('/admin/teams')
}
