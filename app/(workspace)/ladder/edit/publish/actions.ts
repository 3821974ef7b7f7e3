'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { type ActionResult, runAction } from '@/app/_server/action'
import { type PublishResult, publishDraft } from '@/lib/ladder/publishing/commands'

/** Publishes what was previewed; comes back only when it was refused. */
export async function publishDraftAction(input: unknown): Promise<ActionResult<PublishResult>> {
  const result = await runAction(publishDraft, input)
  if (!result.ok || result.data.status === 'refused') return result
  revalidatePath('/ladder', 'layout')
  redirect('/ladder/versions')
}
