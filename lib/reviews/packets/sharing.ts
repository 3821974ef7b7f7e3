import { createHash } from 'node:crypto'
import { decide, type Facts } from '@/lib/policy/decide'
import type { HandedIn } from '../submissions/handed-in'

/** Whether this person is one who shares at all, leaving aside that it may be too early or too late. */
export function mayEverShare(facts: Facts): boolean {
  return decide('packet.share', {
    ...facts,
    state: 'L',
    conditions: {
      ...facts.conditions,
      shareDateReached: true,
      nothingReopened: true,
      cycleIsSharing: true,
      reasonGiven: true,
    },
  }).allow
}

/** Stands for what a packet is built from: changes when anything is handed in again or anew. */
export function handedInDigest(handedIn: readonly Pick<HandedIn, 'id'>[]): string {
  const ids = handedIn.map(({ id }) => id).sort()
  return createHash('sha256').update(ids.join('\n')).digest('hex')
}
