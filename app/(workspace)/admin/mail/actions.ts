'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { retryAllMessages, retryMessage } from '@/lib/notifications/outbox/commands'

export async function retryMessageAction(_: ActionResult<void> | null, form: FormData) {
  return shownAnew(await runAction(retryMessage, formInput(form)))
}

export async function retryAllMessagesAction(
  _: ActionResult<{ count: number }> | null,
  form: FormData,
) {
  return shownAnew(await runAction(retryAllMessages, formInput(form)))
}

function shownAnew<T>(result: ActionResult<T>): ActionResult<T> {
  if (result.ok) revalidatePath('/admin', 'layout')
  return result
}
