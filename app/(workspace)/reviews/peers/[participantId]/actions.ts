'use server'

import { revalidatePath } from 'next/cache'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { choosePeers, type PeersChosen } from '@/lib/reviews/peers/commands'
import { getPeerLoad, type PeerLoad } from '@/lib/reviews/peers/queries'

export type ChosenState = ActionResult<PeersChosen> | null

export async function choosePeersAction(_: ChosenState, form: FormData): Promise<ChosenState> {
  const result = await runAction(choosePeers, { personIds: [], ...formInput(form) })
  if (result.ok) revalidatePath('/reviews/peers/[participantId]', 'page')
  return result
}

export async function peerLoadAction(input: {
  participantId: string
  personId: string
}): Promise<ActionResult<PeerLoad>> {
  return runAction(getPeerLoad, input)
}
