const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'
const LONGEST = 40

/** A new key for an item: 10 random characters, derived from nothing. Runs in the browser too. */
export function newItemKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return Array.from(bytes, (byte) => CROCKFORD[byte % CROCKFORD.length]).join('')
}

/** A readable key for a level, category, track, transition or ladder: its title, or one more of it. */
export function keyFromTitle(title: string, isTaken: (key: string) => boolean): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  const base = words?.join('-').slice(0, LONGEST).replace(/-$/, '') ?? newItemKey()
  if (!isTaken(base)) return base
  let number = 2
  while (isTaken(`${base}-${number}`)) number += 1
  return `${base}-${number}`
}
