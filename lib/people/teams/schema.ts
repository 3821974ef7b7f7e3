import { z } from 'zod'
import { searchText } from '@/lib/text'

const teamId = z.uuid('There is no such team.')
const version = z.string().max(400)

const TeamName = z
  .string('Write a name.')
  .transform((name) => name.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'Write a name.')
      .max(120, 'A team has a name of at most 120 characters.')
      .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u, 'Leave out invisible characters.'),
  )

export const ListTeams = z.strictObject({
  search: searchText().default(''),
  show: z.enum(['all', 'empty', 'dissolved']).default('all'),
  cursor: z.string().max(600).default(''),
})
export type ListTeams = z.infer<typeof ListTeams>

export const CreateTeam = z.strictObject({ name: TeamName })
/** With the name that the form showed, so that two renames at once do not pass unnoticed. */
export const RenameTeam = z.strictObject({ teamId, name: TeamName, nameBefore: version })
/** The other team by its name. */
export const MergeTeam = z.strictObject({
  teamId,
  into: z.string().trim().min(1, 'Choose a team.'),
})
export const TeamId = z.strictObject({ teamId })
