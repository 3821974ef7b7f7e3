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
  return thenShow(updateCycle, formInput(form))
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
  const { when, ...input } = formInput(form)
  return thenShow(when === 'later' ? scheduleCycle : launchCycle, input)
}

export async function unscheduleCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(unscheduleCycle, formInput(form))
}

export async function requestClosingAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(requestClosing, formInput(form))
}

export async function withdrawClosingAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(withdrawClosing, formInput(form))
}

export async function closeCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(closeCycle, formInput(form))
}

export async function archiveCycleAction(
  _: CycleActionState,
  form: FormData,
): Promise<CycleActionState> {
  return thenShow(archiveCycle, formInput(form))
}

async function thenShow(
  command: (ctx: Context, input: unknown) => Promise<unknown>,
  input: Record<string, unknown>,
): Promise<CycleActionState> {
  const result = await runAction(command, input)
  if (!result.ok) return result
  redirect(`/cycles/${String(input.cycleId)}` as Route)
}
