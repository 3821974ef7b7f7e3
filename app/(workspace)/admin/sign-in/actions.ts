'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, runAction } from '@/app/_server/action'
import { unlinkIdentity } from '@/lib/auth/single-sign-on/administration/commands'

export async function unlinkIdentityAction(identityId: string): Promise<ActionResult> {
  const result = await runAction(unlinkIdentity, { identityId })
  if (result.ok) revalidatePath('/admin/sign-in')
  return result
}
