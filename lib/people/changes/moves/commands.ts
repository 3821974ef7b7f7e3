import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { requestLines } from '../../lines/commands'
import { getToday } from '../../queries'
import { authorizeTeams } from '../../teams/queries'
import { type NewChange, newChange } from '../change-row'
import { type ChangeOutcome, changePeople } from '../commands'
import { findManagerId, findTeamId, linesOf } from '../queries'
import { AskToMove, MovePeople } from './schema'

/** Moves all of these people to a manager, a team or both from a day on; where one may not, none does. */
export async function movePeople(ctx: Context, input: unknown): Promise<ChangeOutcome> {
  authorizeTeams(ctx)
  const { personIds, manager, team, on } = parseInput(MovePeople, input)
  if (!manager && !team) throw new AppError('INVALID', NOWHERE, { manager: NOWHERE })
  const managerId = manager ? await findManagerId(ctx, manager) : null
  const teamId = team ? await findTeamId(ctx, team) : null
  const changes = [...new Set(personIds)].flatMap((personId) => {
    const moves: NewChange[] = []
    if (managerId) moves.push({ ...newChange({ personId, kind: 'MANAGER', on }), managerId })
    if (teamId) moves.push({ ...newChange({ personId, kind: 'TEAM', on }), teamId })
    return moves
  })
  return changePeople(ctx, { day: on, changes })
}

/** Asks another administrator to let these people be moved there; moves nobody. */
export async function askToMove(ctx: Context, input: unknown): Promise<{ approvalId: string }> {
  authorizeTeams(ctx)
  const { personIds, manager, reason, on } = parseInput(AskToMove, input)
  const managerId = await findManagerId(ctx, manager)
  const moves = personIds.map((personId) => ({ kind: 'MANAGER' as const, personId, managerId }))
  const isPlanned = on !== undefined && on > (await getToday(ctx))
  return requestLines(ctx, { lines: await linesOf(ctx, moves), reason, isPlanned })
}

const NOWHERE = 'Say where they move: to a manager, to a team, or to both.'
