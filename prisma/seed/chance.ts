/** The same words always give the same number in 0..1, so that every installation tells one story. */
export function chance(...words: (string | number)[]): number {
  let state = 2_166_136_261
  for (const character of words.join('|')) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619)
  }
  state = Math.imul(state ^ (state >>> 15), 2_246_822_519)
  state = Math.imul(state ^ (state >>> 13), 3_266_489_917)
  return ((state ^ (state >>> 16)) >>> 0) / 4_294_967_296
}

export function choose<T>(list: readonly T[], ...words: (string | number)[]): T {
  const picked = list[Math.floor(chance(...words) * list.length)]
  if (picked === undefined) throw new Error('Nothing to choose from.')
  return picked
}
