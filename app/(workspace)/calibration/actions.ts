'use server'

import type { Route } from 'next'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { endSeat, setSeat } from '@/lib/calibration/members/commands'
import { type AddedPeople, addPeople, removePerson } from '@/lib/calibration/people/commands'
import { createSession, lockSession, publishSession } from '@/lib/calibration/sessions/commands'
import type { Context } from '@/lib/context'

type State = ActionResult | null

export async function createSessionAction(_: State, form: FormData): Promise<State> {
  const result = await runAction(createSession, formInput(form))
  if (!result.ok) return result
  const { cycleId, sessionId } = result.data
  redirect(`/cycles/${cycleId}/calibration/${sessionId}` as Route)
}

export async function setSeatAction(_: State, form: FormData): Promise<State> {
  return thenShow(setSeat, form)
}

export async function endSeatAction(_: State, form: FormData): Promise<State> {
  return thenShow(endSeat, form)
}

export async function addPeopleAction(
  _: ActionResult<AddedPeople> | null,
  form: FormData,
): Promise<ActionResult<AddedPeople> | null> {
  return thenShow(addPeople, form)
}

export async function removePersonAction(_: State, form: FormData): Promise<State> {
  return thenShow(removePerson, form)
}

export async function lockSessionAction(_: State, form: FormData): Promise<State> {
  return thenShow(lockSession, form)
}

export async function publishSessionAction(_: State, form: FormData): Promise<State> {
  return thenShow(publishSession, form)
}

async function thenShow<T>(
  command: (ctx: Context, input: unknown) => Promise<T>,
  form: FormData,
): Promise<ActionResult<T>> {
  const result = await runAction(command, formInput(form))
  if (result.ok) revalidatePath('/', 'layout')
  return result
}
