/** Whom the sentences speak to: the person, or somebody who reads about them. */
export type Voice = { isOwn: boolean; name: string }

/** "you" or the name. */
export function whom({ isOwn, name }: Voice): string {
  return isOwn ? 'you' : name
}

const COUNTS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** "two", and figures from ten on. */
export function inWords(count: number): string {
  return COUNTS[count] ?? String(count)
}

/** "1 note", "2 notes". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A share 0..1 as people read it: "62%". */
export function percent(share: number): string {
  return `${Math.floor(100 * share + 0.5 + 1e-9)}%`
}

/** Points of a hundred that do not round up to a need they fail: 79.6 is not "80" against 80. */
export function hundredths(share: number, need: number): string {
  const rounded = Math.floor(100 * share + 0.5 + 1e-9)
  const misses = share < need - 1e-9 && rounded >= 100 * need - 1e-9
  return misses ? (Math.floor(1000 * share) / 10).toFixed(1) : String(rounded)
}
