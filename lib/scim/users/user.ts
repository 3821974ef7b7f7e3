import { ENTERPRISE, PERSON, USER } from '../resources/urn'
import { versionOf } from '../resources/version'
import type { UserWish } from './wish'

/** A person as an identity provider sees them. */
export type UserRecord = {
  id: string
  email: string
  name: string
  isActive: boolean
  createdAt: Date
  externalId: string | null
  givenName: string | null
  familyName: string | null
  teamId: string | null
  team: string | null
  managerId: string | null
  manager: string | null
  ladderKey: string | null
  track: string | null
  level: string | null
  startedOn: string | null
  /** The groups of the provider that the person is in, beside the team. */
  roleGroups: readonly { id: string; name: string }[]
}

export type UserResource = ReturnType<typeof userResource>

/** The person as a SCIM resource; addresses are those behind the base. */
export function userResource(person: UserRecord) {
  const enterprise = enterpriseOf(person)
  const rung = rungOf(person)
  const content = {
    schemas: [USER, ...(enterprise ? [ENTERPRISE] : []), ...(rung ? [PERSON] : [])],
    id: person.id,
    ...(person.externalId === null ? {} : { externalId: person.externalId }),
    userName: person.email,
    name: nameOf(person),
    displayName: person.name,
    active: person.isActive,
    emails: [{ value: person.email, type: 'work', primary: true }],
    groups: groupsOf(person),
    ...(enterprise ? { [ENTERPRISE]: enterprise } : {}),
    ...(rung ? { [PERSON]: rung } : {}),
  }
  const meta = {
    resourceType: 'User',
    created: person.createdAt.toISOString(),
    location: `/Users/${person.id}`,
    version: versionOf(content),
  }
  return { ...content, meta }
}

/** The name after a request: the one to show where it is told, else its parts put together. */
export function nameAfter(
  wish: UserWish,
  before: Pick<UserRecord, 'name' | 'givenName' | 'familyName'> | null,
): string | null {
  const told = wish.displayName ?? wish.formatted
  if (told) return told
  if (wish.givenName === undefined && wish.familyName === undefined) return before?.name ?? null
  const given = wish.givenName === undefined ? before?.givenName : wish.givenName
  const family = wish.familyName === undefined ? before?.familyName : wish.familyName
  return [given, family].filter(Boolean).join(' ') || (before?.name ?? null)
}

function nameOf({ name, givenName, familyName }: UserRecord) {
  return {
    formatted: name,
    ...(givenName === null ? {} : { givenName }),
    ...(familyName === null ? {} : { familyName }),
  }
}

function groupsOf({ teamId, team, roleGroups }: UserRecord) {
  const own = teamId && team ? [{ id: teamId, name: team }] : []
  return [...own, ...roleGroups].map(({ id, name }) => ({
    value: id,
    display: name,
    type: 'direct',
    $ref: `/Groups/${id}`,
  }))
}

function enterpriseOf({ team, managerId, manager }: UserRecord) {
  if (!team && !managerId) return null
  const boss = { value: managerId, displayName: manager, $ref: `/Users/${managerId}` }
  return { ...(team ? { department: team } : {}), ...(managerId ? { manager: boss } : {}) }
}

function rungOf({ track, level, startedOn }: UserRecord) {
  if (!level && !startedOn) return null
  return { ...(level ? { track, level } : {}), ...(startedOn ? { startedOn } : {}) }
}
