const NAMED_BY = {
  reviewId: 'review',
  packetId: 'packet',
  participantId: 'participant',
  personId: 'person',
  delegationId: 'delegation',
  versionId: 'ladder_version',
  importId: 'import',
  sessionId: 'calibration_session',
  cycleId: 'cycle',
} as const
type NamedBy = keyof typeof NAMED_BY

export type RefusedObject = {
  objectType: (typeof NAMED_BY)[NamedBy] | 'request'
  objectId: string | null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What a refused request was about, by the first id in its input that names a thing; never its text. */
export function refusedObject(input: unknown): RefusedObject {
  if (typeof input !== 'object' || input === null) return { objectType: 'request', objectId: null }
  for (const [field, objectType] of Object.entries(NAMED_BY)) {
    const id: unknown = Reflect.get(input, field)
    if (typeof id === 'string' && UUID.test(id)) return { objectType, objectId: id.toLowerCase() }
  }
  return { objectType: 'request', objectId: null }
}
