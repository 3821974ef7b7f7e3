import 'server-only'
import type { Context } from '@/lib/context'
import { type HistoryStep, historyStep } from '@/lib/ladder/versions/history'
import { listVersionHeads, loadVersion } from '@/lib/ladder/versions/queries'
import type { VersionTree } from '@/lib/ladder/versions/tree'
import type { AnsweredCycle } from '../sources/ratings'
import { type JoinedRecord, joined, type VersionPaths } from './joined'

const built = new WeakMap<VersionTree, HistoryStep>()

/** The cycles of a record in the keys of one version of the ladder; asks nothing while all share it. */
export async function joinHistory(
  ctx: Context,
  versionId: string,
  cycles: readonly AnsweredCycle[],
): Promise<JoinedRecord> {
  return joined(cycles, await loadPaths(ctx, versionId, cycles))
}

async function loadPaths(
  ctx: Context,
  versionId: string,
  cycles: readonly AnsweredCycle[],
): Promise<VersionPaths> {
  const pinned = new Set(cycles.map(({ ladderVersionId }) => ladderVersionId))
  pinned.delete(versionId)
  if (pinned.size === 0) return new Map()
  const { ladder, version } = (await loadVersion(ctx, versionId)).document
  const heads = (await listVersionHeads(ctx, ladder)).toReversed()
  const paths = new Map<string, HistoryStep[] | 'other'>()
  for (const id of pinned) {
    const first = heads.find((head) => head.versionId === id)
    if (!first) paths.set(id, 'other')
    else if (first.number < version) {
      const between = heads.filter(({ number }) => number >= first.number && number <= version)
      paths.set(id, await loadSteps(ctx, between))
    }
  }
  return paths
}

async function loadSteps(ctx: Context, heads: readonly { versionId: string }[]) {
  const steps: HistoryStep[] = []
  for (const { versionId } of heads) steps.push(stepOf(await loadVersion(ctx, versionId)))
  return steps
}

function stepOf(tree: VersionTree): HistoryStep {
  const step = built.get(tree) ?? historyStep(tree.document)
  built.set(tree, step)
  return step
}
