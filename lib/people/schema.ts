import { z } from 'zod'
import { searchText } from '@/lib/text'

export const PersonId = z.strictObject({ personId: z.uuid('There is no such person.') })

const search = searchText()

export const PEOPLE_STATUSES = [
  'active',
  'no-account',
  'on-leave',
  'contractors',
  'deactivated',
] as const
export const PEOPLE_SORTS = ['name', 'newest'] as const

export const ListPeople = z.strictObject({
  search: search.default(''),
  team: search.default(''),
  /** A level as `ladder/track/level` by its keys. */
  level: search.default(''),
  /** The manager's name or e-mail, in part, or their id. */
  manager: search.default(''),
  status: z.enum(PEOPLE_STATUSES).default('active'),
  sort: z.enum(PEOPLE_SORTS).default('name'),
  cursor: z.string().max(600).default(''),
})
export type ListPeople = z.infer<typeof ListPeople>

export const SearchPeople = z.strictObject({ query: search })

const Cursor = z.tuple([z.string().max(200), z.uuid()])

/** Where a list goes on: the value that it is sorted by and the id of the last row that was shown. */
export function writeCursor(value: string, id: string): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url')
}

/** Null for none, and for one that we did not write: the list then begins at its start. */
export function readCursor(cursor: string): { value: string; id: string } | null {
  if (cursor === '') return null
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const result = Cursor.safeParse(asJson(text))
  if (!result.success) return null
  const [value, id] = result.data
  return { value: value.replace(/\0/g, ''), id }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
