const given = Number(process.env.RUNG_FAULT_SEED)

/** From what the offsets of this run are drawn; the same number draws the same ones again. */
export const SEED = given > 0 ? given : 1 + Math.floor(Math.random() * 1_000_000)

/** How often a fault is made: as often as `--runs` says, or this often in `npm test`. */
export function runsOr(usual: number): number {
  const asked = Number(process.env.RUNG_FAULT_RUNS)
  return asked > 0 ? asked : usual
}

/** Numbers from 0 to 1 that only the seed decides (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
