import type { Anchor } from './anchor/anchor'
import { type EventFields, FIRST_LINK, sealHash } from './canonical'

export type SealedRow = {
  sequence: number
  eventId: string
  previous: string
  hash: string
  sealedAt: string
  /** Null where the event is gone. */
  fields: EventFields | null
  /** Within what retention has cut off: the event may be gone, its seal stays. */
  isCut?: boolean
}

/** The first thing that is not as it was. `after` is the last instant at which it was still right. */
export type ChainBreak = {
  kind: 'changed' | 'removed' | 'inserted' | 'rewritten'
  eventId: string | null
  sequence: number | null
  after: string | null
}

/** How far the chain has been walked. */
export type ChainWalk = {
  sequence: number
  hash: string
  eventId: string | null
  sealedAt: string | null
  /** The latest clock of an event so far. */
  latestAt: string | null
  /** The last line of the anchor that agreed. */
  anchored: Anchor | null
  /** How many events were removed by their retention. */
  retired: number
  found: ChainBreak | null
}

export const CHAIN_START: ChainWalk = {
  sequence: 0,
  hash: FIRST_LINK,
  eventId: null,
  sealedAt: null,
  latestAt: null,
  anchored: null,
  retired: 0,
  found: null,
}

/** No transaction of ours lasts so long, so an event this much older than a sealed one came later. */
export const LATE_MS = 10 * 60_000

export type AnchorsBySequence = ReadonlyMap<number, readonly Anchor[]>

export function anchorsBySequence(anchors: readonly Anchor[]): AnchorsBySequence {
  return Map.groupBy(anchors, ({ sequence }) => sequence)
}

/** Goes on to the next seal, in the order of their numbers, unless something was found before. */
export function walkOn(walk: ChainWalk, row: SealedRow, anchors: AnchorsBySequence): ChainWalk {
  if (walk.found) return walk
  const found =
    breakOfSeal(walk, row) ?? breakOfEvent(walk, row) ?? breakOfAnchor(walk, row, anchors)
  if (found) return { ...walk, found }
  const at = row.fields?.[1] ?? null
  return {
    sequence: row.sequence,
    hash: row.hash,
    eventId: row.eventId,
    sealedAt: row.sealedAt,
    latestAt: at !== null && (walk.latestAt === null || at > walk.latestAt) ? at : walk.latestAt,
    anchored: anchors.get(row.sequence)?.at(-1) ?? walk.anchored,
    retired: walk.retired + (row.fields ? 0 : 1),
    found: null,
  }
}

/** What shows only at the end: seals that the anchor knows and the chain has no more. */
export function breakOfTail(walk: ChainWalk, anchors: readonly Anchor[]): ChainBreak | null {
  const beyond = anchors.find(({ sequence }) => sequence > walk.sequence)
  if (!beyond) return null
  const isOne = beyond.sequence === walk.sequence + 1
  return {
    kind: 'removed',
    eventId: isOne ? beyond.eventId : null,
    sequence: walk.sequence + 1,
    after: beyond.sealedAt,
  }
}

/** An event without a seal that says it is older than sealed ones was put in later. */
export function breakOfUnsealed(
  walk: ChainWalk,
  unsealed: readonly { id: string; at: string }[],
): ChainBreak | null {
  const late = unsealed.find(({ at }) => isLate(walk.latestAt, at))
  return late ? { kind: 'inserted', eventId: late.id, sequence: null, after: walk.sealedAt } : null
}

function breakOfSeal(walk: ChainWalk, row: SealedRow): ChainBreak | null {
  const next = walk.sequence + 1
  if (row.sequence !== next) {
    return { kind: 'removed', eventId: null, sequence: next, after: row.sealedAt }
  }
  if (row.previous === walk.hash) return null
  return { kind: 'changed', eventId: row.eventId, sequence: next, after: row.sealedAt }
}

function breakOfEvent(walk: ChainWalk, row: SealedRow): ChainBreak | null {
  const { eventId, sequence, fields, sealedAt: after } = row
  if (!fields && row.isCut) return null
  if (!fields) return { kind: 'removed', eventId, sequence, after }
  const isSame = fields[0] === eventId && sealHash(sequence, row.previous, fields) === row.hash
  if (!isSame) return { kind: 'changed', eventId, sequence, after }
  if (!isLate(walk.latestAt, fields[1] ?? '')) return null
  return { kind: 'inserted', eventId, sequence, after: walk.sealedAt }
}

function breakOfAnchor(
  walk: ChainWalk,
  row: SealedRow,
  anchors: AnchorsBySequence,
): ChainBreak | null {
  const other = anchors.get(row.sequence)?.find(({ hash }) => hash !== row.hash)
  if (!other) return null
  const sequence = (walk.anchored?.sequence ?? 0) + 1
  const eventId = sequence === row.sequence ? row.eventId : null
  return { kind: 'rewritten', eventId, sequence, after: other.sealedAt }
}

function isLate(latestAt: string | null, at: string): boolean {
  return latestAt !== null && Date.parse(at) < Date.parse(latestAt) - LATE_MS
}
