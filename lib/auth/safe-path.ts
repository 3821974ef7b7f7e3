/** The path to return to after signing in: only ever a path of this site, else the home page. */
export function safePath(candidate: string | null | undefined): string {
  if (!candidate || !isPath(candidate) || hasControlCharacter(candidate)) return '/'
  const origin = 'http://rung.invalid'
  try {
    const url = new URL(candidate, origin)
    // Dots are resolved by now, and what is left may begin with two slashes: another site.
    const isOwn = url.origin === origin && isPath(url.pathname)
    return isOwn ? url.pathname + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}

function isPath(text: string): boolean {
  return /^\/(?![/\\])/.test(text)
}

function hasControlCharacter(text: string): boolean {
  return [...text].some(
    (character) => character.charCodeAt(0) < 32 || character.charCodeAt(0) === 127,
  )
}
