import 'server-only'
import { RequestedGrant } from '@/lib/auth/roles/granting/schema'
import { ROLE_NAMES } from '@/lib/auth/roles/role-name'
import { RequestedBreakglass } from '@/lib/breakglass/schema'
import type { Context } from '@/lib/context'
import { dayInWords, localDay } from '@/lib/cycles/local-day'
import type { Database, Transaction } from '@/lib/db/client'
import { RequestedLines } from '@/lib/people/lines/schema'
import type { ApprovalKind } from '../kind'
import { type ApprovalView, getApproval } from '../queries'

export type CaseFact = { term: string; words: string }

export type ApprovalCaseView = {
  approval: ApprovalView
  /** What exactly is asked for. */
  facts: CaseFact[]
  /** What agreeing does; null where another page decides. */
  effect: string | null
}

/** One request with what it asks for in words, so that the second person knows what they agree to. */
export async function getApprovalCase(ctx: Context, input: unknown): Promise<ApprovalCaseView> {
  const approval = await getApproval(ctx, input)
  const tell = CASES[approval.kind] ?? decidedElsewhere
  const { facts, effect } = await tell(ctx, approval)
  return { approval, facts, effect }
}

type Telling = (
  ctx: Context,
  approval: ApprovalView,
) => Promise<{ facts: CaseFact[]; effect: string | null }>

const CASES: Partial<Record<ApprovalKind, Telling>> = {
  'role.grant': roleCase,
  'people.lines': linesCase,
  'account.link': linkCase,
  breakglass: breakglassCase,
}

const decidedElsewhere: Telling = async () => ({ facts: [], effect: null })

async function roleCase(ctx: Context, { payload, subject }: ApprovalView) {
  const { role, scopeTeamIds, validFrom, validTo } = RequestedGrant.parse(payload)
  const teams = scopeTeamIds
    ? await ctx.db.team.findMany({ where: { id: { in: scopeTeamIds } }, orderBy: { name: 'asc' } })
    : null
  const organisation = await ctx.db.organisation.findUnique({ where: { id: 1 } })
  const zone = organisation?.timeZone ?? 'UTC'
  const first = validFrom && dayInWords(localDay(new Date(validFrom), zone))
  const last = validTo && dayInWords(localDay(new Date(Date.parse(validTo) - 1), zone))
  return {
    facts: [
      { term: 'Role', words: ROLE_NAMES[role].title },
      { term: 'Over', words: teams?.map(({ name }) => name).join(', ') ?? 'Everybody' },
      { term: 'From', words: first ?? 'the moment you agree' },
      { term: 'Until', words: last ?? 'no end' },
      { term: 'Signs in', words: await wayIn(ctx.db, subject?.id ?? '') },
    ],
    effect: `${ROLE_NAMES[role].says} When you agree, the role is theirs, they sign in anew, and they are told by mail.`,
  }
}

async function linkCase(_: Context, { subject }: ApprovalView) {
  const effect = `When you agree, a link for a new password is mailed to ${subject?.name}. It works once, for a day, and neither of you sees it.`
  return { facts: [], effect }
}

async function breakglassCase(_: Context, { payload, requestedBy, subject }: ApprovalView) {
  const { hours } = RequestedBreakglass.parse(payload)
  return {
    facts: [{ term: 'For', words: hours === 1 ? 'one hour' : `${hours} hours` }],
    effect: `When you agree, ${requestedBy?.name} can read the submitted self-review and manager reviews and the packets of ${subject?.name}, from that moment until the time is over. No draft, no rating before it is shared, no peer feedback. Every row read is recorded, and the HR partners of ${subject?.name} are told.`,
  }
}

/**
 * How somebody signs in, in words: whoever made the link of an account may have seen it, which a
 * second person or the operator judges too. For somebody whom the caller may know of.
 */
export async function wayIn(db: Database | Transaction, personId: string): Promise<string> {
  const [row] = await db.$queryRaw<{ since: Date | null; name: string | null }[]>`
    SELECT a.created_at AS since, p.name FROM (SELECT ${personId}::uuid AS id) one
    LEFT JOIN accounts a ON a.person_id = one.id
    LEFT JOIN LATERAL (SELECT created_by_id FROM invitations i
      WHERE i.person_id = one.id AND i.used_at IS NOT NULL ORDER BY i.used_at LIMIT 1) i ON true
    LEFT JOIN people p ON p.id = i.created_by_id`
  if (!row?.since) return 'not with a password yet'
  const by = row.name ? `, by an invitation of ${row.name}` : ''
  return `with a password since ${dayInWords(localDay(row.since, 'UTC'))}${by}`
}

const SHOWN_LINES = 20

async function linesCase(ctx: Context, { payload }: ApprovalView) {
  const { standings } = RequestedLines.parse(payload)
  const shown = standings.slice(0, SHOWN_LINES)
  const ids = shown.flatMap(({ manager, person }) => [manager, person]).filter(isId)
  const people = await ctx.db.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const nameOf = (key: string) => names.get(key) ?? key.replace(/^new:/, '')
  const facts = shown.map(({ manager, person, depth }, index) => ({
    term: `Line ${index + 1}`,
    words: `${nameOf(manager)} would be ${depth === 1 ? 'the manager' : 'the manager’s manager'} of ${nameOf(person)}`,
  }))
  const more = standings.length - shown.length
  return {
    facts: more > 0 ? [...facts, { term: 'And', words: `${more} more` }] : facts,
    effect:
      'Reviews are read from there. When you agree, whoever asked can apply exactly these lines within seven days; nothing changes before they do.',
  }
}

function isId(key: string): boolean {
  return !key.startsWith('new:')
}
