'use server'

import { refresh } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { acknowledgePacket, replyToPacket } from '@/lib/reviews/packets/answers/commands'

export type AnswerState = ActionResult | null

export async function acknowledgeAction(_: AnswerState, form: FormData): Promise<AnswerState> {
  const result = await runAction(acknowledgePacket, formInput(form))
  if (result.ok) refresh()
  return result
}

export async function replyAction(_: AnswerState, form: FormData): Promise<AnswerState> {
  const result = await runAction(replyToPacket, formInput(form))
  if (result.ok) refresh()
  return result
}
