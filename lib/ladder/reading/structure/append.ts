/** Adds all values; unlike a spread it takes any number of them. */
export function append<T>(target: T[], values: Iterable<T>): void {
  for (const value of values) target.push(value)
}
