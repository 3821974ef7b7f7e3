import { GROUP } from '../resources/urn'
import { versionOf } from '../resources/version'

export type GroupKind = 'team' | 'role'

/** A team, or a group whose members hold a role, as an identity provider sees them. */
export type GroupRecord = {
  id: string
  kind: GroupKind
  name: string
  externalId: string | null
}

export type Member = { id: string; name: string }

export type GroupResource = ReturnType<typeof groupResource>

/** The group as a SCIM resource; without members where they were not asked for, and then without a version. */
export function groupResource(group: GroupRecord, members: readonly Member[] | null) {
  const content = {
    schemas: [GROUP],
    id: group.id,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    displayName: group.name,
    ...(members ? { members: members.map(memberResource) } : {}),
  }
  const meta = {
    resourceType: 'Group',
    location: `/Groups/${group.id}`,
    ...(members ? { version: versionOf(content) } : {}),
  }
  return { ...content, meta }
}

/** One element of `members`, as a filter in brackets looks at it. */
export function memberResource({ id, name }: Member) {
  return { value: id, display: name, type: 'User', $ref: `/Users/${id}` }
}
