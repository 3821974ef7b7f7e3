import { createHash } from 'node:crypto'

/**
 * The columns of an event as text, in this order: id, at (UTC, microseconds), actor_id, session_id,
 * action, object_type, object_id, subject_id, cycle_id, decision, reason, before_hash, after_hash,
 * request_id, and capacity where there is one.
 */
export type EventFields = readonly (string | null)[]

export const FIRST_LINK = '0'.repeat(64)

/**
 * The hash that seals an event (sha-256 in hex). In: its place in the chain, from 1; the hash of
 * the place before, or `FIRST_LINK`; its columns. The database seals with the same rule, written
 * apart in the migration `audit_seals`, so that a changed function there is found here.
 */
export function sealHash(sequence: number, previous: string, fields: EventFields): string {
  const text = ['rung audit seal 1', sequence, previous, canonical(fields)].join('\n')
  return createHash('sha256').update(text).digest('hex')
}

/** Every value by its length in bytes, and `-` for none, so that no two events read the same. */
export function canonical(fields: EventFields): string {
  return fields
    .map((value) => (value === null ? '-' : `${Buffer.byteLength(value)}:${value}`))
    .join(',')
}
