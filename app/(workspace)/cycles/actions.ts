'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import type { Context } from '@/lib/context'
import {
  archiveCycle,
  closeCycle,
  requestClosing,
  withdrawClosing,
} from '@/lib/cycles/closing/commands'
import { createCycle, deleteDraftCycle, updateCycle } from '@/lib/cycles/commands'
import { launchCycle, scheduleCycle, unscheduleCycle } from '@/lib/cycles/launch/commands'

export type CycleActionState = ActionResult | null

export async function createCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  const result = await runAction(createCycle, formInput(form))
  if (!result.ok) return result
  redirect(`/cycles/${result.data.cycleId}` as Route)
}

export async function updateCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(updateCycle, form)
}

export async function deleteDraftCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  const result = await runAction(deleteDraftCycle, formInput(form))
  if (!result.ok) return result
  redirect('/cycles' as Route)
}

/** Now, or by the clock on the launch day: the button that was pressed tells. */
export async function launchCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  const isLater = form.get('when') === 'later'
  form.delete('when')
  return thenShow(isLater ? scheduleCycle : launchCycle, form)
}

export async function unscheduleCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(unscheduleCycle, form)
}

export async function requestClosingAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(requestClosing, form)
}

export async function withdrawClosingAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(withdrawClosing, form)
}

export async function closeCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(closeCycle, form)
}

export async function archiveCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(archiveCycle, form)
}

async function thenShow(
  command: (ctx: Context, input: unknown) => Promise<unknown>,
  form: FormData,
): Promise<CycleActionState> {
  const result = await runAction(command, formInput(form))
  if (!result.ok) return result
  redirect(`/cycles/${String(form.get('cycleId'))}` as Route)
}
