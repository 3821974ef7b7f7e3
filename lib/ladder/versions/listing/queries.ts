import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parseInput } from '@/lib/input'
import { actorFacts } from '@/lib/policy/actor-facts'
import { authorize, decide } from '@/lib/policy/decide'
import { diffDocuments } from '../../diff/ladder-diff'
import { countChanges, type DiffLine, type DiffSection, diffSections } from '../../diff/sections'
import { ChosenVersion, VersionPair } from '../../schema'
import { listVersionHeads, loadVersion } from '../queries'
import type { VersionHead } from '../tree'

export type ListedVersion = {
  number: number
  isCurrent: boolean
  publishedAt: Date | null
  /** Null for a version that no person published, such as that of the demonstration. */
  publishedBy: string | null
  changeNote: string | null
  cycles: { id: string; name: string }[]
}
export type VersionList = {
  ladder: { key: string; name: string }
  /** Newest first. */
  versions: ListedVersion[]
  /** The draft's number, for those who may publish it; null without one. */
  draft: number | null
  can: { edit: boolean }
}

export type VersionComparison = {
  ladder: { key: string; name: string }
  left: ComparedVersion
  right: ComparedVersion
  sections: DiffSection[]
  counts: Record<DiffLine['change'], number>
  choices: number[]
}
export type ComparedVersion = {
  number: number
  publishedAt: Date | null
  changeNote: string | null
}

/** Every version that was published, with who did it and the cycles that keep it. For everybody. */
export async function getVersionList(
  ctx: Context,
  choice: Pick<ChosenVersion, 'ladder'> = {},
): Promise<VersionList> {
  const facts = actorFacts(ctx.actor, ctx.now)
  const { heads, ladder } = await readHeads(ctx, parseInput(ChosenVersion, choice).ladder)
  const isEditor = decide('ladder.write', facts).allow
  const rows = await listRows(ctx, heads)
  return {
    ladder,
    versions: heads.map(({ versionId, number, status, publishedAt }) => {
      const row = rows.get(versionId)
      const { changeNote = null, publishedBy = null, cycles = [] } = row ?? {}
      return {
        number,
        isCurrent: status === 'PUBLISHED',
        publishedAt,
        publishedBy,
        changeNote,
        cycles,
      }
    }),
    draft: isEditor ? await draftNumber(ctx, ladder.key) : null,
    can: { edit: isEditor },
  }
}

/** What became of a ladder between two versions; null while there are fewer than two. */
export async function compareVersions(
  ctx: Context,
  pair: VersionPair = {},
): Promise<VersionComparison | null> {
  const { ladder: key, ...numbers } = parseInput(VersionPair, pair)
  const { heads, ladder } = await readHeads(ctx, key)
  const asked = [numbers.left, numbers.right].filter((number) => number !== undefined)
  for (const number of asked) headOf(heads, number)
  const [newest, previous] = heads
  if (!newest || !previous) return null
  const right = numbers.right === undefined ? newest : headOf(heads, numbers.right)
  const fallback = heads.find(({ number }) => number < right.number) ?? previous
  const left = numbers.left === undefined ? fallback : headOf(heads, numbers.left)
  const before = (await loadVersion(ctx, left.versionId)).document
  const after = (await loadVersion(ctx, right.versionId)).document
  const sections = diffSections(diffDocuments(before, after), { before, after })
  return {
    ladder,
    left: { number: left.number, publishedAt: left.publishedAt, changeNote: before.changeNote },
    right: { number: right.number, publishedAt: right.publishedAt, changeNote: after.changeNote },
    sections,
    counts: countChanges(sections),
    choices: heads.map(({ number }) => number),
  }
}

async function readHeads(ctx: Context, ladderKey: string | undefined) {
  authorize('ladder.readPublished', actorFacts(ctx.actor, ctx.now))
  const heads = await listVersionHeads(ctx, ladderKey ?? null)
  const current = heads.find(({ status }) => status === 'PUBLISHED') ?? heads[0]
  if (!current) throw new AppError('NOT_FOUND', 'No ladder has been published here yet.')
  const { document } = await loadVersion(ctx, current.versionId)
  return { heads, ladder: { key: document.ladder, name: document.name } }
}

function headOf(heads: readonly VersionHead[], number: number): VersionHead {
  const head = heads.find((one) => one.number === number)
  if (!head) throw new AppError('NOT_FOUND', 'There is no such version of the ladder.')
  return head
}

type Row = Pick<ListedVersion, 'changeNote' | 'publishedBy' | 'cycles'> & { id: string }

// A cycle that is only planned is known to nobody but its administrators.
async function listRows({ db }: Context, heads: readonly VersionHead[]): Promise<Map<string, Row>> {
  const ids = heads.map(({ versionId }) => versionId)
  const rows = await db.$queryRaw<Row[]>`
    SELECT v.id::text AS id, v.change_note AS "changeNote",
      (SELECT p.name FROM audit_events a JOIN people p ON p.id = a.actor_id
        WHERE a.object_type = 'ladder_version' AND a.object_id = v.id::text
          AND a.action = 'ladder.publish' AND a.decision = 'allow'
        ORDER BY a.id LIMIT 1) AS "publishedBy",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name)
          ORDER BY c.period_end DESC, c.name)
        FROM cycles c WHERE c.ladder_version_id = v.id AND c.state <> 'DRAFT'), '[]') AS cycles
    FROM ladder_versions v WHERE v.id = ANY(${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

async function draftNumber({ db }: Context, ladderKey: string): Promise<number | null> {
  const draft = await db.ladderVersion.findFirst({
    where: { ladder: { key: ladderKey }, status: 'DRAFT' },
    select: { number: true },
  })
  return draft?.number ?? null
}
