import { getSignedIn } from '@/lib/auth/queries'
import type { Context } from '@/lib/context'
import { createDatabase, type Database } from '@/lib/db/client'
import { getGrowthOf } from '@/lib/growth/queries'
import { getPerson } from '@/lib/people/profile/queries'
import { decide, type Facts } from '@/lib/policy/decide'
import { getHome } from '@/lib/reviews/next-up/queries'
import { getEditor } from '@/lib/reviews/queries'
import { listTeam } from '@/lib/reviews/team/queries'
import type { BenchCluster } from '../harness/cluster'
import { type Figure, shown } from '../harness/report'
import { quantile } from '../harness/statistics'
import { loadOrganisation } from '../load'
import { tokenOf } from '../organisation/personas'
import { readScene, type Scene } from '../scene'
import type { SuiteOptions, SuiteResult } from './pages'

const BUDGET_MS = 2
/** More than any page asks for, and on top of those that it makes anyway. */
const DECISIONS = 100
const WARM_UP = 20

type PageFunction = { name: string; draw: (ctx: Context, scene: Scene) => Promise<unknown> }

const PAGES: readonly PageFunction[] = [
  { name: 'Home', draw: (ctx) => getHome(ctx) },
  { name: 'Team', draw: (ctx) => listTeam(ctx, {}) },
  { name: 'Person', draw: (ctx, { ids }) => getPerson(ctx, { personId: ids.engineer }) },
  { name: 'Growth', draw: (ctx, { ids }) => getGrowthOf(ctx, { personId: ids.engineer }) },
  { name: 'Review editor', draw: (ctx, { reviewId }) => getEditor(ctx, { reviewId }) },
]

/** What finding the session and asking the policy adds to a page, against the same function without. */
export async function policySuite(
  cluster: BenchCluster,
  { quick, people }: SuiteOptions,
): Promise<SuiteResult> {
  const { name } = await loadOrganisation(cluster, { people })
  const scene = await readScene(cluster, name)
  const db = createDatabase({ url: cluster.webUrl(name), role: 'web' })
  try {
    const figures: Figure[] = []
    for (const page of PAGES)
      figures.push(await addedTo(page, { db, scene, rounds: quick ? 100 : 400 }))
    const notes = [
      `Added: the session as a page finds it, and ${DECISIONS} decisions more than the page makes; one connection, in turns.`,
    ]
    return { figures, notes }
  } finally {
    await db.$disconnect()
  }
}

async function addedTo(
  { name, draw }: PageFunction,
  { db, scene, rounds }: { db: Database; scene: Scene; rounds: number },
): Promise<Figure> {
  const added: number[] = []
  const bare: number[] = []
  const known = await contextOf(db)
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const times = { bare: 0, added: 0 }
    // In turns and in both orders, so that neither is always the one with warm pages.
    for (const kind of round % 2 === 0
      ? (['bare', 'added'] as const)
      : (['added', 'bare'] as const)) {
      const startedAt = performance.now()
      if (kind === 'bare') await draw(known, scene)
      else await askEverything(db)
      times[kind] = performance.now() - startedAt
    }
    if (round < 0) continue
    bare.push(times.bare)
    added.push(times.added)
  }
  return {
    measure: `${name}: session and policy add`,
    value: quantile(added, 0.5),
    unit: ' ms',
    budget: { must: BUDGET_MS },
    detail: `p95 ${shown(quantile(added, 0.95))} ms, to a page function of ${shown(quantile(bare, 0.5))} ms`,
    raw: added,
  }
}

async function askEverything(db: Database): Promise<void> {
  const ctx = await contextOf(db)
  const facts: Facts = {
    ...{ relations: new Set(['mgr', 'skip', 'hr_in']), isSelf: false, state: 'S' },
    conditions: { skipVisible: true, selfReviewNotBlind: ctx.actor.isSteppedUp },
  }
  for (let count = 0; count < DECISIONS; count += 1) {
    if (!decide('mgrReview.read', facts).allow) throw new Error('The policy refuses the manager.')
  }
}

async function contextOf(db: Database): Promise<Context> {
  const signedIn = await getSignedIn(db, tokenOf('manager'))
  if (!signedIn) throw new Error('The manager of the bench is not signed in.')
  return { actor: signedIn.actor, db, now: signedIn.now, requestId: null }
}
