import type { Anchor } from './anchor/anchor'
import { breakOfTail, breakOfUnsealed, type ChainBreak, type ChainWalk, LATE_MS } from './chain'

export type Verdict = {
  status: 'sound' | 'broken' | 'unknown'
  /** One sentence a line, the verdict first. */
  lines: string[]
}

export type ChainFacts = {
  walk: ChainWalk
  /** Null where the file is missing. */
  anchors: readonly Anchor[] | null
  anchorFile: string
  /** Events that have no seal, the oldest first. */
  unsealed: readonly { id: string; at: string }[]
  now: Date
}

const WAITS_AT_MOST_MS = 60 * 60_000

/**
 * What the walk along the chain and the anchor say together: sound, broken with the first thing
 * that is not as it was, or unknown where a part cannot be compared.
 */
export function verdictOf(facts: ChainFacts): Verdict {
  const { walk, anchors, unsealed } = facts
  const found = walk.found ?? breakOfTail(walk, anchors ?? []) ?? breakOfUnsealed(walk, unsealed)
  if (found) return { status: 'broken', lines: [breakInWords(found), ...soundPart(walk)] }
  const doubts = doubtsOf(facts)
  if (doubts.length > 0) return { status: 'unknown', lines: [...doubts, ...soundPart(walk)] }
  return {
    status: 'sound',
    lines: [
      `The audit log is sound: ${walk.sequence} events as they were sealed, the last at ${walk.sealedAt}.`,
      `The anchor agrees up to seal ${walk.anchored?.sequence}.`,
      ...(walk.retired > 0
        ? [`The oldest ${walk.retired} were removed by their retention; their seals stay.`]
        : []),
      ...(unsealed.length > 0 ? [`${unsealed.length} newer events wait to be sealed.`] : []),
    ],
  }
}

function doubtsOf({ walk, anchors, anchorFile, unsealed, now }: ChainFacts): string[] {
  const oldest = unsealed[0]
  return [
    ...(walk.sequence === 0 ? ['Cannot tell: nothing has been sealed yet.'] : []),
    ...(anchors === null ? [`Cannot tell: there is no anchor at ${anchorFile}.`] : []),
    ...(anchors && walk.sequence > 0 ? anchorDoubt(walk, now) : []),
    ...(oldest && now.getTime() - Date.parse(oldest.at) > WAITS_AT_MOST_MS
      ? [`Cannot tell: events since ${oldest.at} have not been sealed. Is the worker running?`]
      : []),
  ]
}

// The job writes its line right after its seals; only the moment between the two is no doubt.
function anchorDoubt({ anchored, sequence, sealedAt }: ChainWalk, now: Date): string[] {
  if (anchored?.sequence === sequence) return []
  if (now.getTime() - Date.parse(sealedAt ?? '') < LATE_MS) return []
  const end = anchored ? `ends at seal ${anchored.sequence} of ${sequence}` : 'holds no seal of it'
  return [`Cannot tell: the anchor ${end}, so what came later could have been rewritten.`]
}

function breakInWords({ kind, eventId, sequence, after }: ChainBreak): string {
  const place = sequence === null ? 'without a seal' : `seal ${sequence}`
  const event = eventId === null ? `The event of ${place}` : `Event ${eventId} (${place})`
  const since = after ? `, at some time after ${after}` : ''
  switch (kind) {
    case 'changed':
      return `Broken: ${lower(event)} is not what was sealed. It was changed${since}.`
    case 'removed':
      return `Broken: ${lower(event)} is gone. It was removed${since}, and perhaps others after it.`
    case 'inserted':
      return `Broken: ${lower(event)} says it is older than events that were sealed before it. It was inserted${since}, or the clock of the database was set back.`
    case 'rewritten':
      return `Broken: the chain agrees with itself and not with the anchor. It was rewritten from ${lower(event)} or later on${since}.`
  }
}

function soundPart({ sequence, eventId, sealedAt }: ChainWalk): string[] {
  if (sequence === 0) return []
  return [`Sound up to seal ${sequence}: event ${eventId}, sealed at ${sealedAt}.`]
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
