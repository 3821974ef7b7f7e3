import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import type { AttributePath } from '../filter/filter'
import type { Column } from '../resources/filter-statement'
import { ENTERPRISE, isUrn, PERSON, USER } from '../resources/urn'

/** Everybody whom a provider may see, with what it may ask about. */
export const SEEN_PEOPLE = Prisma.sql`
  people p
  LEFT JOIN scim_people s ON s.person_id = p.id
  LEFT JOIN teams t ON t.id = p.team_id
  LEFT JOIN reporting_lines r ON r.person_id = p.id AND r.to_on IS NULL
  LEFT JOIN people m ON m.id = r.manager_id
  LEFT JOIN person_levels l ON l.person_id = p.id AND l.to_on IS NULL`

const day = Prisma.sql`to_char(p.started_on, 'YYYY-MM-DD')`
const shownName: Column = { sql: Prisma.sql`p.name`, type: 'text' }
const email: Column = { sql: Prisma.sql`p.email`, type: 'lower' }

const COLUMNS: Record<string, Column> = {
  id: { sql: Prisma.sql`p.id`, type: 'id' },
  externalid: { sql: Prisma.sql`s.external_id`, type: 'exact' },
  username: email,
  displayname: shownName,
  name: shownName,
  'name.formatted': shownName,
  'name.givenname': { sql: Prisma.sql`s.given_name`, type: 'text' },
  'name.familyname': { sql: Prisma.sql`s.family_name`, type: 'text' },
  active: { sql: Prisma.sql`p.is_active`, type: 'boolean' },
  emails: email,
  'emails.value': email,
  'emails.type': { sql: Prisma.sql`'work'`, type: 'lower' },
  'emails.primary': { sql: Prisma.sql`true`, type: 'boolean' },
  'meta.created': { sql: Prisma.sql`p.created_at`, type: 'instant' },
  'meta.resourcetype': { sql: Prisma.sql`'User'`, type: 'text' },
}
const COLUMNS_OF_ENTERPRISE: Record<string, Column> = {
  department: { sql: Prisma.sql`t.name`, type: 'text' },
  manager: { sql: Prisma.sql`r.manager_id`, type: 'id' },
  'manager.value': { sql: Prisma.sql`r.manager_id`, type: 'id' },
  'manager.displayname': { sql: Prisma.sql`m.name`, type: 'text' },
}
const COLUMNS_OF_PERSON: Record<string, Column> = {
  track: { sql: Prisma.sql`l.track_key`, type: 'text' },
  level: { sql: Prisma.sql`l.level_key`, type: 'text' },
  startedon: { sql: day, type: 'exact' },
}

/** The column of an attribute of a person. */
export function userColumn({ schema, name, part }: AttributePath): Column | null {
  const columns = columnsOf(schema)
  const key = `${name}${part === null ? '' : `.${part}`}`.toLowerCase()
  return Object.hasOwn(columns, key) ? (columns[key] ?? null) : null
}

function columnsOf(schema: string | null): Record<string, Column> {
  if (schema === null || isUrn(schema, USER)) return COLUMNS
  if (isUrn(schema, ENTERPRISE)) return COLUMNS_OF_ENTERPRISE
  return isUrn(schema, PERSON) ? COLUMNS_OF_PERSON : {}
}
