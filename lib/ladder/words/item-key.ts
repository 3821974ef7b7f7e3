import { randomBytes } from 'node:crypto'

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new key for an item: 10 random Crockford base32 characters, derived from nothing. */
export function mintItemKey(): string {
  return Array.from(randomBytes(10), (byte) => CROCKFORD[byte % CROCKFORD.length]).join('')
}
