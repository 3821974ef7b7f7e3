/** Where the growth of somebody is read: one's own, or that of a report. */
export type GrowthPaths = { base: string; why: string }

export function growthPaths(personId: string | null): GrowthPaths {
  const base = personId === null ? '/me' : `/team/${personId}/growth`
  return { base, why: `${base}/why` }
}

/** The same page with another target or suppositions in its address. */
export function withQuery(
  path: string,
  { target, whatIf = [], open }: { target?: string | null; whatIf?: string[]; open?: string },
): string {
  const query = new URLSearchParams()
  if (target) query.set('target', target)
  for (const one of whatIf) query.append('whatif', one)
  if (open) query.set('open', open)
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

/** Where the ratings of a cycle are read: in the packet, and before there is one where it is prepared. */
export function readingPath({
  packetId,
  participantId,
}: {
  packetId: string | null
  participantId: string
}): string {
  return packetId ? `/reviews/packets/${packetId}` : `/reviews/share/${participantId}`
}

type Query = Record<string, string | string[] | undefined>

/** What a growth page reads from its address, as the queries take it. */
export function growthChoice(query: Query): { targetLevelKey?: string; whatIf: string[] } {
  const target = first(query.target)
  return { ...(target && { targetLevelKey: target }), whatIf: all(query.whatif) }
}

export function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

function all(value: string | string[] | undefined): string[] {
  if (value === undefined) return []
  return (Array.isArray(value) ? value : [value]).slice(0, 40)
}
