'use server'

import type { Route } from 'next'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import type { Context } from '@/lib/context'
import { cancelChange, changePerson } from '@/lib/people/changes/commands'
import { cancelLeave, changeLeave, recordLeave } from '@/lib/people/changes/leaves/commands'
import { askToMove } from '@/lib/people/changes/moves/commands'
import { correctPerson } from '@/lib/people/profile/commands'

type State = ActionResult | null

/** The change, or the wish that a second administrator agrees to it: the button that was pressed tells. */
export async function changePersonAction(_: State, form: FormData): Promise<State> {
  const { ask, reason, ...input } = formInput(form)
  if (!ask) return thenShow(changePerson, form, input)
  const asked = { personIds: input.personId, manager: input.manager, on: input.on, reason }
  const result = await runAction(askToMove, asked)
  if (!result.ok) return result
  redirect('/admin/approvals')
}

export async function correctPersonAction(_: State, form: FormData): Promise<State> {
  return thenShow(correctPerson, form)
}

export async function recordLeaveAction(_: State, form: FormData): Promise<State> {
  return thenShow(recordLeave, form)
}

export async function changeLeaveAction(_: State, form: FormData): Promise<State> {
  return thenShow(changeLeave, form)
}

export async function cancelLeaveAction(_: State, form: FormData): Promise<State> {
  return thenShow(cancelLeave, form)
}

export async function cancelChangeAction(_: State, form: FormData): Promise<State> {
  return thenShow(cancelChange, form)
}

/** Back to the person: the one that the form names, or the one that the command tells. */
async function thenShow(
  command: (ctx: Context, input: unknown) => Promise<unknown>,
  form: FormData,
  input: object = formInput(form),
): Promise<State> {
  const result = await runAction(command, input)
  if (!result.ok) return result
  const personId = form.get('personId') ?? personOf(result.data)
  revalidatePath('/people')
  redirect(`/people/${String(personId)}` as Route)
}

function personOf(data: unknown): string {
  const isNamed = typeof data === 'object' && data !== null && 'personId' in data
  return isNamed ? String(data.personId) : ''
}
