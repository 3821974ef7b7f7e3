/** All zones that the server knows, with UTC and the one in use even where its list omits them. */
export function timeZones(inUse: string): string[] {
  return [...new Set(['UTC', inUse, ...Intl.supportedValuesOf('timeZone')])].sort()
}
