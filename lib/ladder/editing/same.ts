/** Whether two JSON values say the same, whatever the order of their fields. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = Object.entries(a)
  if (left.length !== Object.keys(b).length) return false
  return left.every(
    ([name, value]) => Object.hasOwn(b, name) && isSame(value, b[name as keyof typeof b]),
  )
}

/** The fields of `value` that `like` has too. */
export function pick(value: object, like: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(like, name)))
}
