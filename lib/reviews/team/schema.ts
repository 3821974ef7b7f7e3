import { z } from 'zod'
import { VERDICTS } from '@/lib/scoring/verdict'
import { keepableText } from '@/lib/text'

export const TEAM_SORTS = ['name', 'tenure', 'status', 'score', 'verdict', 'evidence'] as const
export const TEAM_FILTERS = ['to_write', 'to_share', 'waiting', 'shared', 'acknowledged'] as const

const VERDICT_IDS = VERDICTS.map(({ id }) => id)

/** What the address of the team page may say; anything else falls back instead of failing. */
export const ListTeam = z.object({
  cycleId: z.uuid().optional().catch(undefined),
  scope: z.enum(['direct', 'tree']).catch('direct'),
  sort: z.enum(TEAM_SORTS).catch('status'),
  direction: z.enum(['asc', 'desc']).catch('asc'),
  status: z.enum(TEAM_FILTERS).optional().catch(undefined),
  verdict: z.enum(VERDICT_IDS).optional().catch(undefined),
  search: keepableText().trim().max(80).catch(''),
  cursor: z.string().max(400).optional().catch(undefined),
})
export type ListTeam = z.infer<typeof ListTeam>
export type TeamSort = ListTeam['sort']

export const PersonId = z.strictObject({ personId: z.uuid() })

/** Where the next page begins: after this value of the sorted column, and this person. */
export const TeamCursor = z.tuple([z.union([z.number(), z.string()]), z.uuid()])
export type TeamCursor = z.infer<typeof TeamCursor>

export function writeCursor(cursor: TeamCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Null for a cursor that we did not write; the list then begins at its beginning. */
export function readCursor(text: string | undefined, sort: TeamSort): TeamCursor | null {
  if (!text) return null
  try {
    const cursor = TeamCursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    const isOfSort = typeof cursor.data?.[0] === (sort === 'name' ? 'string' : 'number')
    return cursor.success && isOfSort ? cursor.data : null
  } catch {
    return null
  }
}
