import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import type { AttributePath } from '../filter/filter'
import type { Column } from '../resources/filter-statement'
import { GROUP, isUrn } from '../resources/urn'

/** Teams that are there, and groups whose members hold a role. */
export const SEEN_GROUPS = Prisma.sql`(
  SELECT t.id, 'team' AS kind, t.name, s.external_id FROM teams t
  LEFT JOIN scim_teams s ON s.team_id = t.id WHERE t.ended_on IS NULL
  UNION ALL SELECT id, 'role', name, external_id FROM scim_role_groups) g`

const COLUMNS: Record<string, Column> = {
  id: { sql: Prisma.sql`g.id`, type: 'id' },
  externalid: { sql: Prisma.sql`g.external_id`, type: 'exact' },
  displayname: { sql: Prisma.sql`g.name`, type: 'text' },
  'meta.resourcetype': { sql: Prisma.sql`'Group'`, type: 'text' },
  members: { sql: membersOf(), type: 'one-of' },
  'members.value': { sql: membersOf(), type: 'one-of' },
}

/** The column of an attribute of a group. */
export function groupColumn({ schema, name, part }: AttributePath): Column | null {
  if (schema !== null && !isUrn(schema, GROUP)) return null
  const key = `${name}${part === null ? '' : `.${part}`}`.toLowerCase()
  return Object.hasOwn(COLUMNS, key) ? (COLUMNS[key] ?? null) : null
}

function membersOf(): Prisma.Sql {
  return Prisma.sql`ARRAY(
    SELECT p.id::text FROM people p WHERE p.team_id = g.id
      OR EXISTS (SELECT FROM scim_role_members x WHERE x.group_id = g.id AND x.person_id = p.id))`
}
