import 'server-only'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/input'
import { explainReadiness, explainScore } from '@/lib/scoring/explanation'
import { getOpenRecord } from '../access/queries'
import { joinHistory } from '../history/queries'
import { scoreIn } from '../measure'
import { type GrowthPerson, getGrowthPerson } from '../person/queries'
import { goalsOf, listLadders, recordOf } from '../queries'
import { ExplanationOf } from '../schema'
import { listSharedCycles } from '../sources/queries'
import { type AnsweredCycle, hasOfficialAnswers } from '../sources/ratings'
import { levelIn, measuredReadiness } from '../view'
import { readinessTree, scoreTree, type TreeNode } from './tree'

export type ExplanationView = {
  person: { id: string; name: string }
  isOwn: boolean
  currentTitle: string | null
  target: { key: string; title: string } | null
  readiness: TreeNode | null
  /** Latest first, each of the level that was held then. */
  scores: { cycleId: string; label: string; levelTitle: string; tree: TreeNode }[]
}

/**
 * Readiness and scores down to each rating and its note, from the same sources as the growth pages:
 * packets for the person, and for others what the policy opens to them.
 */
export async function getExplanation(ctx: Context, input: unknown = {}): Promise<ExplanationView> {
  const { personId = ctx.actor.id, targetLevelKey } = parseInput(ExplanationOf, input)
  const isOwn = personId === ctx.actor.id
  const cycles = isOwn
    ? await listSharedCycles(ctx, { personId })
    : (await getOpenRecord(ctx, personId, { withNames: true })).cycles
  const person = await getGrowthPerson(ctx, personId)
  return explain(ctx, { person, isOwn, cycles, triedKey: targetLevelKey ?? null })
}

async function explain(
  ctx: Context,
  {
    person,
    isOwn,
    cycles,
    triedKey,
  }: { person: GrowthPerson; isOwn: boolean; cycles: AnsweredCycle[]; triedKey: string | null },
): Promise<ExplanationView> {
  const ladders = await listLadders(ctx, person, cycles)
  const scores = cycles.filter(hasOfficialAnswers).flatMap((cycle) => {
    const ladder = ladders.get(cycle.ladderVersionId)
    const level = ladder && levelIn(ladder, cycle)
    if (!level) return []
    const tree = scoreTree(explainScore(scoreIn(cycle, level)), cycle)
    return [{ cycleId: cycle.id, label: cycle.label, levelTitle: level.label, tree }]
  })
  const ladder = person.ladderVersionId ? ladders.get(person.ladderVersionId) : undefined
  const head = { person: { id: person.id, name: person.name }, isOwn, scores }
  if (!ladder) return { ...head, currentTitle: null, target: null, readiness: null }
  const goals = goalsOf(ladder, person, triedKey)
  const history = await joinHistory(ctx, ladder.versionId, cycles)
  const record = recordOf({ ladder, goals, person, history, isOwn })
  const readiness = measuredReadiness(record, record.cycles)
  const { level } = goals.target
  return {
    ...head,
    currentTitle: goals.current?.title ?? null,
    target: level && { key: level.key, title: level.title },
    readiness: readiness && readinessTree(explainReadiness(readiness), record.cycles),
  }
}
