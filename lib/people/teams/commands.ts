import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import type { Context } from '@/lib/context'
import type { Team } from '@/lib/db/generated/client'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { atMidnight } from '../changes/change-row'
import { findTeamId } from '../changes/queries'
import { lockOrganisation, recordTeamsFrom } from '../closure/commands'
import { getToday } from '../queries'
import { authorizeTeams } from './queries'
import { CreateTeam, MergeTeam, RenameTeam, TeamId } from './schema'
import { assertOpensNobody, type Joining } from './scope/queries'

/** A new team without anybody in it; one of that name that was dissolved is there again. */
export async function createTeam(ctx: Context, input: unknown): Promise<{ teamId: string }> {
  const { name } = parseInput(CreateTeam, input)
  return underLock(ctx, async (inner) => {
    const known = await inner.db.team.findUnique({ where: { name } })
    if (known && known.endedOn === null) throw new AppError('CONFLICT', taken(name), { name: '' })
    const { id } = known
      ? await inner.db.team.update({ where: { name }, data: { endedOn: null } })
      : await inner.db.team.create({ data: { name } })
    await record(inner, { action: 'team.create', teamId: id })
    return { teamId: id }
  })
}

/** The same team under another name; its people, its history and its HR partners stay. */
export async function renameTeam(ctx: Context, input: unknown): Promise<void> {
  const { teamId, name, nameBefore } = parseInput(RenameTeam, input)
  await underLock(ctx, async (inner) => {
    await findTeam(inner, teamId)
    const known = await inner.db.team.findUnique({ where: { name }, select: { id: true } })
    if (known && known.id !== teamId) throw new AppError('CONFLICT', taken(name), { name: '' })
    const { count } = await inner.db.team.updateMany({
      where: { id: teamId, name: nameBefore },
      data: { name },
    })
    if (count === 0) throw new AppError('CONFLICT', CHANGED)
    await record(inner, { action: 'team.rename', teamId })
  })
}

/** Everybody of one team goes to another from today on, planned moves too, and the first is dissolved. */
export async function mergeTeam(ctx: Context, input: unknown): Promise<{ moved: number }> {
  const { teamId, into } = parseInput(MergeTeam, input)
  return underLock(ctx, async (inner) => {
    await findTeam(inner, teamId)
    const intoTeamId = await findTeamId(inner, into)
    if (teamId === intoTeamId) throw new AppError('INVALID', 'Choose another team than this one.')
    await assertNobodyIsPartner(inner, teamId)
    const own = await inner.db.person.count({ where: { id: ctx.actor.id, teamId } })
    if (own > 0) throw new AppError('FORBIDDEN', OWN_TEAM)
    await assertOpensNobody(inner, await listJoining(inner, { teamId, intoTeamId }))
    const day = await getToday(inner)
    await recordTeamsFrom(inner, day)
    const { count } = await inner.db.person.updateMany({
      where: { teamId },
      data: { teamId: intoTeamId },
    })
    await inner.db.personChange.updateMany({
      where: { teamId, state: 'PLANNED' },
      data: { teamId: intoTeamId },
    })
    await endTeam(inner, teamId, day)
    await record(inner, { action: 'team.merge', teamId, after: intoTeamId })
    return { moved: count }
  })
}

/** Ends a team that has nobody in it; who was in it and when stays. */
export async function dissolveTeam(ctx: Context, input: unknown): Promise<void> {
  const { teamId } = parseInput(TeamId, input)
  await underLock(ctx, async (inner) => {
    const team = await findTeam(inner, teamId)
    await assertNobodyIsPartner(inner, teamId)
    const people = await inner.db.person.count({ where: { teamId, isActive: true } })
    if (people > 0) throw new AppError('INVALID', peopled(team.name, people))
    const coming = await inner.db.personChange.count({ where: { teamId, state: 'PLANNED' } })
    if (coming > 0) throw new AppError('INVALID', expected(team.name))
    await endTeam(inner, teamId, await getToday(inner))
    await record(inner, { action: 'team.dissolve', teamId })
  })
}

async function listJoining(
  ctx: Context,
  { teamId, intoTeamId }: { teamId: string; intoTeamId: string },
): Promise<Joining[]> {
  return ctx.db.$queryRaw<Joining[]>`
    SELECT p.name, f.name AS "from", t.name AS "to" FROM people p
    LEFT JOIN teams f ON f.id = p.team_id JOIN teams t ON t.id = ${intoTeamId}::uuid
    WHERE p.team_id = ${teamId}::uuid
      OR p.id IN (SELECT person_id FROM person_changes WHERE team_id = ${teamId}::uuid AND state = 'PLANNED')`
}

async function underLock<Result>(
  ctx: Context,
  work: (inner: Context) => Promise<Result>,
): Promise<Result> {
  return ctx.db.$transaction(
    async (tx) => {
      const inner = { ...ctx, db: tx }
      authorizeTeams(inner)
      await lockOrganisation(inner)
      return work(inner)
    },
    { timeout: 30_000, maxWait: 5_000 },
  )
}

async function findTeam(ctx: Context, teamId: string): Promise<Team> {
  const team = await ctx.db.team.findUnique({ where: { id: teamId } })
  if (!team || team.endedOn) throw new AppError('NOT_FOUND', 'There is no such team.')
  return team
}

async function endTeam(ctx: Context, teamId: string, day: string): Promise<void> {
  const { count } = await ctx.db.team.updateMany({
    where: { id: teamId, endedOn: null },
    data: { endedOn: atMidnight(day) },
  })
  if (count === 0) throw new AppError('CONFLICT', CHANGED)
}

// Who is an HR partner for a team sees what its people wrote: that does not move by a merge.
async function assertNobodyIsPartner(ctx: Context, teamId: string): Promise<void> {
  const grant = await ctx.db.roleGrant.findFirst({
    where: { scopeTeamId: teamId, OR: [{ validTo: null }, { validTo: { gt: ctx.now } }] },
    select: { person: { select: { name: true } } },
  })
  if (!grant) return
  const { name } = grant.person
  throw new AppError('INVALID', `${name} holds a role over this team. End or change that first.`)
}

async function record(
  ctx: Context,
  { action, teamId, after }: { action: string; teamId: string; after?: string },
): Promise<void> {
  await recordAudit(ctx, { action, objectType: 'team', objectId: teamId, after })
}

const CHANGED = 'Somebody changed this team meanwhile. Load the page again; nothing was changed.'
const OWN_TEAM = 'You are in this team, and nobody changes their own. Ask another administrator.'

function taken(name: string): string {
  return `There is a team "${name}" already. Choose another name.`
}

function peopled(name: string, people: number): string {
  const are = people === 1 ? 'One person is' : `${people} people are`
  return `${are} in ${name}. Move them to another team or merge it first.`
}

function expected(name: string): string {
  return `Somebody is planned to join ${name}. Cancel that change first.`
}
