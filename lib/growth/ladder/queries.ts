import 'server-only'
import type { Context } from '@/lib/context'
import { loadVersion } from '@/lib/ladder/versions/queries'
import type { VersionTree } from '@/lib/ladder/versions/tree'
import { growthLadder } from './growth-ladder'
import type { GrowthLadder } from './rated-level'

const built = new WeakMap<VersionTree, GrowthLadder>()

/** What growth is measured against in one version; built once for as long as the version is kept. */
export async function getGrowthLadder(ctx: Context, versionId: string): Promise<GrowthLadder> {
  const tree = await loadVersion(ctx, versionId)
  const known = built.get(tree)
  if (known) return known
  const ladder = growthLadder(versionId, tree.document)
  built.set(tree, ladder)
  return ladder
}
