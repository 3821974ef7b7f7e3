const LONGEST = 50

/** A key made of the letters of a title; `fallback` where it has none that a key can have. */
export function slug(title: string, fallback: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/:[a-z0-9_+-]+:/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '')
  return plain === '' ? fallback : plain
}

/** Keys that are still free, by slug, with a number where the slug is taken. */
export function keyMaker(reserved: readonly string[]): (title: string, fallback: string) => string {
  const taken = new Map<string, number>(reserved.map((key) => [key, 1]))
  return (title, fallback) => {
    const base = slug(title, fallback)
    let count = (taken.get(base) ?? 0) + 1
    while (count > 1 && taken.has(`${base}-${count}`)) count += 1
    taken.set(base, count)
    const key = count === 1 ? base : `${base}-${count}`
    if (count > 1) taken.set(key, 1)
    return key
  }
}
