import 'server-only'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/input'
import { type GrowthPower, getOpenRecord } from './access/queries'
import type { JoinedRecord } from './history/joined'
import { joinHistory } from './history/queries'
import { getGrowthLadder } from './ladder/queries'
import {
  type GrowthLadder,
  type GrowthTransition,
  levelOf,
  transitionBetween,
} from './ladder/rated-level'
import {
  findNextSharing,
  type GrowthPerson,
  getGrowthPerson,
  type NextSharing,
} from './person/queries'
import { readSuppositions } from './profile/what-if'
import { GrowthOf, MyGrowth } from './schema'
import { listSharedCycles } from './sources/queries'
import { type AnsweredCycle, hasOfficialAnswers } from './sources/ratings'
import { type Target, type TargetOptions, targetOf, targetOptions } from './targets/target'
import {
  type GrowthRecord,
  type ReadinessView,
  readinessView,
  type ScorePoint,
  type SupposedView,
  scorePoints,
  supposedView,
} from './view'

export type GrowthView = {
  person: { id: string; name: string }
  isOwn: boolean
  currentTitle: string | null
  target: { key: string; title: string; kind: Target['kind'] } | null
  /** What the target is when nothing is tried, for going back. */
  standingTitle: string | null
  targetOptions: TargetOptions
  /** Latest first. */
  cycles: { id: string; label: string; isShared: boolean; packetId: string | null }[]
  scores: ScorePoint[]
  readiness: ReadinessView | null
  supposed: SupposedView | null
  transition: GrowthTransition | null
  hidden: string[]
  /** Null where seeing it is the actor's ordinary work. */
  actingAs: GrowthPower | null
  /** When the first cycle can be shared; asked only while there is none. */
  nextSharing: NextSharing | null
}

/** One's own growth: from packets, and from nothing else that was written about one. */
export async function getMyGrowth(ctx: Context, input: unknown = {}): Promise<GrowthView> {
  const choice = parseInput(MyGrowth, input)
  const person = await getGrowthPerson(ctx, ctx.actor.id)
  const cycles = await listSharedCycles(ctx, { personId: ctx.actor.id })
  return growthView(ctx, { person, isOwn: true, cycles, hidden: [], choice })
}

/** The growth of somebody else, as far as the policy opens each of their cycles to the actor. */
export async function getGrowthOf(ctx: Context, input: unknown): Promise<GrowthView> {
  const { personId, ...choice } = parseInput(GrowthOf, input)
  if (personId === ctx.actor.id) return getMyGrowth(ctx, choice)
  const { cycles, hidden, actingAs } = await getOpenRecord(ctx, personId)
  const person = await getGrowthPerson(ctx, personId)
  const view = await growthView(ctx, { person, isOwn: false, cycles, hidden, choice })
  return { ...view, actingAs }
}

type Loaded = {
  person: GrowthPerson
  isOwn: boolean
  cycles: AnsweredCycle[]
  hidden: string[]
  choice: { targetLevelKey?: string | undefined; whatIf: string[] }
}

async function growthView(ctx: Context, loaded: Loaded): Promise<GrowthView> {
  const { person, isOwn, cycles, hidden, choice } = loaded
  const ladders = await listLadders(ctx, person, cycles)
  const nextSharing = cycles.length === 0 ? await findNextSharing(ctx, person.id) : null
  const own = { id: person.id, name: person.name }
  const head = { person: own, isOwn, nextSharing, actingAs: null }
  const scores = scorePoints(cycles, ladders)
  const shown = cycles.map(({ id, label, packetId }) => {
    return { id, label, isShared: packetId !== null, packetId }
  })
  const ladder = person.ladderVersionId ? ladders.get(person.ladderVersionId) : undefined
  if (!ladder) return { ...head, ...UNPLACED, cycles: shown, scores, hidden }
  const goals = goalsOf(ladder, person, choice.targetLevelKey ?? null)
  const history = await joinHistory(ctx, ladder.versionId, cycles)
  const record = recordOf({ ladder, goals, person, history, isOwn })
  const readiness = readinessView(record)
  const keys = readiness?.profile.flatMap(({ rows }) => rows.map(({ key }) => key)) ?? []
  const { level } = goals.target
  return {
    ...head,
    currentTitle: goals.current?.title ?? null,
    target: level && { key: level.key, title: level.title, kind: goals.target.kind },
    standingTitle: goals.standing.level?.title ?? null,
    targetOptions: targetOptions(ladder, person.levelKey),
    cycles: shown,
    scores,
    readiness,
    supposed: supposedView(record, readSuppositions(choice.whatIf, keys)),
    transition: goals.current && level && transitionBetween(ladder, goals.current, level),
    hidden,
  }
}

const UNPLACED = {
  currentTitle: null,
  target: null,
  standingTitle: null,
  targetOptions: [],
  readiness: null,
  supposed: null,
  transition: null,
} satisfies Partial<GrowthView>

/** The present level and the goals: the standing one, and the one that is looked at. */
export function goalsOf(ladder: GrowthLadder, person: GrowthPerson, triedKey: string | null) {
  const facts = { ladder, currentKey: person.levelKey, chosenKey: person.chosenLevelKey }
  return {
    current: levelOf(ladder, person.levelKey),
    standing: targetOf({ ...facts, triedKey: null }),
    target: targetOf({ ...facts, triedKey }),
  }
}

export function recordOf({
  ladder,
  goals,
  person,
  history,
  isOwn,
}: {
  ladder: GrowthLadder
  goals: ReturnType<typeof goalsOf>
  person: GrowthPerson
  history: JoinedRecord
  isOwn: boolean
}): GrowthRecord {
  return {
    ladder,
    currentKey: person.levelKey,
    targetKey: goals.target.level?.key ?? null,
    cycles: history.cycles.filter(hasOfficialAnswers),
    earlier: history.earlier,
    voice: { isOwn, name: person.name },
  }
}

/** The published ladder and those that the cycles have pinned, by version. */
export async function listLadders(
  ctx: Context,
  person: GrowthPerson,
  cycles: readonly AnsweredCycle[],
): Promise<Map<string, GrowthLadder>> {
  const ids = [person.ladderVersionId, ...cycles.map(({ ladderVersionId }) => ladderVersionId)]
  const ladders = new Map<string, GrowthLadder>()
  for (const id of new Set(ids.filter((one) => one !== null))) {
    ladders.set(id, await getGrowthLadder(ctx, id))
  }
  return ladders
}
