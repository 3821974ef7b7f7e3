import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize, decide } from '@/lib/policy/decide'
import { ChangesChoice, ChosenVersion, LevelChoice, LevelPair, MatrixChoice } from './schema'
import { getOwnPlacement } from './versions/placement/queries'
import { listVersionHeads, loadVersion } from './versions/queries'
import { chooseVersion, type VersionHead, type VersionTree } from './versions/tree'
import { type Changes, changesBetween, likelyTargets } from './views/changes'
import { type Comparison, comparison } from './views/comparison'
import { type LevelChoices, levelChoices } from './views/level-choices'
import { type LevelPage, levelPage } from './views/level-page'
import { type Matrix, matrix } from './views/matrix'
import { type Overview, overview, type TrackOverview } from './views/overview'
import { type ScoredLevel, scoredLevel } from './views/scored-level'
import {
  type FoundPassage,
  foundBeside,
  foundItems,
  foundMatrix,
  foundPassages,
} from './views/search/found'
import { searchWords } from './views/search/words'
import { type LevelName, levelName } from './views/statement'

/** Which version one is reading; `isCurrent` is false for what has been superseded. */
export type ReadVersion = {
  id: string
  ladderKey: string
  number: number
  publishedAt: Date | null
  isCurrent: boolean
}
export type LadderView = Overview & {
  version: ReadVersion
  versions: ReadVersion[]
  can: { edit: boolean; publish: boolean }
}
export type MatrixView = Matrix & {
  version: ReadVersion
  tracks: Pick<TrackOverview, 'key' | 'title'>[]
  search: MatrixSearch | null
  can: { edit: boolean }
}
/** `items` counts what was found in the whole ladder, also in tracks that are not shown. */
export type MatrixSearch = { words: string[]; items: number; passages: FoundPassage[] }
export type GrowthAreasView = {
  tracks: (Pick<TrackOverview, 'key' | 'title'> & { matrix: Matrix })[]
  version: ReadVersion
}
export type LevelPageView = LevelPage & { version: ReadVersion }
export type ComparisonView = Comparison & {
  version: ReadVersion
  /** All levels, for choosing another pair. */
  choices: LevelChoices
}
export type ChangesForMe = {
  version: ReadVersion
  /** The level of the signed-in person; null for somebody without one on this ladder. */
  own: LevelName | null
  /** Null without an own level, and for a ladder of one level. */
  changes: Changes | null
  targets: LevelName[]
  choices: LevelChoices
}

/** The ladder at a glance, as everybody may read it. NOT_FOUND before anything is published. */
export async function getLadder(ctx: Context, choice: ChosenVersion = {}): Promise<LadderView> {
  const { tree, head, heads } = await read(ctx, parseInput(ChosenVersion, choice))
  const facts = actorFacts(ctx.actor, ctx.now)
  return {
    ...overview(tree),
    version: versionView(head),
    versions: heads.map(versionView),
    can: {
      edit: decide('ladder.write', facts).allow,
      publish: decide('ladder.publish', facts).allow,
    },
  }
}

/** Levels as columns, categories and growth areas as rows. */
export async function getMatrix(ctx: Context, choice: MatrixChoice = {}): Promise<MatrixView> {
  const { track, by, search, ...chosen } = parseInput(MatrixChoice, choice)
  const { tree, head } = await read(ctx, chosen)
  const { document } = tree
  if (track !== null && !document.tracks.some(({ key }) => key === track)) throw noLevel()
  const words = searchWords(search)
  const found = words.length > 0 ? foundItems(document, words) : null
  const whole = matrix(document, { track, by })
  return {
    ...(found ? foundMatrix(whole, found, foundBeside(document, words)) : whole),
    search: found && { words, items: found.size, passages: foundPassages(document, words) },
    version: versionView(head),
    tracks: document.tracks.map(({ key, title }) => ({ key, title })),
    can: { edit: decide('ladder.write', actorFacts(ctx.actor, ctx.now)).allow },
  }
}

/** The growth areas, track by track, with the levels as columns; tracks without them are left out. */
export async function getGrowthAreas(
  ctx: Context,
  choice: ChosenVersion = {},
): Promise<GrowthAreasView> {
  const { tree, head } = await read(ctx, parseInput(ChosenVersion, choice))
  const { document } = tree
  const tracks = document.tracks.map(({ key, title }) => ({
    key,
    title,
    matrix: { ...matrix(document, { track: key, by: 'level' }), rows: [] },
  }))
  return {
    tracks: tracks.filter((track) => track.matrix.growthAreas.length > 0),
    version: versionView(head),
  }
}

/** Everything the ladder says of one level. */
export async function getLevelPage(ctx: Context, choice: LevelChoice): Promise<LevelPageView> {
  const { levelKey, ...chosen } = parseInput(LevelChoice, choice)
  const { tree, head } = await read(ctx, chosen)
  const page = levelPage(tree, levelKey)
  if (!page) throw noLevel()
  return { ...page, version: versionView(head) }
}

/** Two levels side by side, of one track or of two. */
export async function compareLevels(ctx: Context, pair: LevelPair): Promise<ComparisonView> {
  const { left, right, ...chosen } = parseInput(LevelPair, pair)
  const { tree, head } = await read(ctx, chosen)
  const compared = comparison(tree, left, right)
  if (!compared) throw noLevel()
  return { ...compared, version: versionView(head), choices: levelChoices(tree.document) }
}

/** What changes for the signed-in person between their own level and another one, of any track. */
export async function getChangesForMe(
  ctx: Context,
  choice: ChangesChoice = {},
): Promise<ChangesForMe> {
  const { to, ...chosen } = parseInput(ChangesChoice, choice)
  const { tree, head } = await read(ctx, chosen)
  const placement = await getOwnPlacement(ctx)
  const isHere = placement?.ladderKey === head.ladderKey
  const own = isHere ? levelName(tree, placement.levelKey) : null
  const targets = own ? likelyTargets(tree, own.key) : []
  const target = to ?? targets[0]?.key ?? null
  if (to !== undefined && !levelName(tree, to)) throw noLevel()
  return {
    version: versionView(head),
    own,
    changes: own && target && target !== own.key ? changesBetween(tree, own.key, target) : null,
    targets,
    choices: levelChoices(tree.document),
  }
}

/**
 * What a review of a level shows and rates, from the version that its cycle has pinned. For the
 * editor and for scoring, which have asked their own policy first.
 */
export async function loadLevelForScoring(
  ctx: Context,
  { versionId, levelKey }: { versionId: string; levelKey: string },
): Promise<ScoredLevel> {
  const level = scoredLevel(await loadVersion(ctx, versionId), levelKey)
  if (!level) throw noLevel()
  return level
}

type Chosen = { ladder?: string; version?: number }
type Read = { tree: VersionTree; head: VersionHead; heads: VersionHead[] }

async function read(ctx: Context, { ladder, version }: Chosen): Promise<Read> {
  authorize('ladder.readPublished', actorFacts(ctx.actor, ctx.now))
  const heads = await listVersionHeads(ctx, ladder ?? null)
  const head = chooseVersion(heads, version ?? null)
  if (!head) throw new AppError('NOT_FOUND', 'No ladder has been published here yet.')
  return { tree: await loadVersion(ctx, head.versionId), head, heads }
}

function versionView({
  versionId,
  ladderKey,
  number,
  publishedAt,
  status,
}: VersionHead): ReadVersion {
  return { id: versionId, ladderKey, number, publishedAt, isCurrent: status === 'PUBLISHED' }
}

function noLevel(): AppError {
  return new AppError('NOT_FOUND', 'The ladder has no such level.')
}
