/** The path to return to after signing in: only ever a path of this site, else the home page. */
export function safePath(candidate: string | null | undefined): string {
  if (!candidate || !/^\/(?![/\\])/.test(candidate) || hasControlCharacter(candidate)) return '/'
  const origin = 'http://rung.invalid'
  try {
    const url = new URL(candidate, origin)
    return url.origin === origin ? url.pathname + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}

function hasControlCharacter(text: string): boolean {
  return [...text].some(
    (character) => character.charCodeAt(0) < 32 || character.charCodeAt(0) === 127,
  )
}
