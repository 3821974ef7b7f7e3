'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { type ActionResult, formInput, runAction } from '@/app/_server/action'
import { sharePacket } from '@/lib/reviews/packets/commands'
import { type PeerName, revealPeerNames } from '@/lib/reviews/submissions/peer-names/commands'

export type ShareState = ActionResult | null

export async function shareAction(_: ShareState, form: FormData): Promise<ShareState> {
  const result = await runAction(sharePacket, formInput(form))
  if (!result.ok) return result
  redirect(`/reviews/packets/${result.data.packetId}` as Route)
}

export type PeerNamesState = ActionResult<PeerName[]> | null

export async function revealPeersAction(
  _: PeerNamesState,
  form: FormData,
): Promise<PeerNamesState> {
  return runAction(revealPeerNames, formInput(form))
}
