/**
 * The encoding of a text file: UTF-16 where its first bytes say so, UTF-8 where it is valid, and
 * otherwise Windows-1252, as spreadsheets still write it in Western Europe.
 */
export function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
