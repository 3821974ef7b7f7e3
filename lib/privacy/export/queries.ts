import 'server-only'
import { recordAudit } from '@/lib/audit/commands'
import { type Context, inTransaction } from '@/lib/context'
import type { PacketPayload, SectionBody, SubmissionBody } from '@/lib/reviews/body'
import { headOf, type PacketHead } from '@/lib/reviews/packets/queries'
import { type PacketReading, readPacket } from '@/lib/reviews/packets/reading'

export type OwnExport = {
  format: 1
  exportedAt: string
  person: { name: string; email: string }
  levels: { level: string; from: string; to: string | null }[]
  target: { level: string; chosenOn: string } | null
  packets: (SharedOn & { packet: ShownPacket })[]
  /** What was handed in by this person, about themselves and about others. */
  submitted: OwnWriting<SubmissionBody>[]
  /** What this person has typed and not handed in; nobody else can read it. */
  drafts: (OwnWriting<SectionBody> & { section: string })[]
}

type SharedOn = { cycle: string; revision: number; sharedOn: string }

/** A packet as its page shows it: as it is stored, the answers of one unnamed peer belong together. */
type ShownPacket = { head: PacketHead; reading: PacketReading; omissions: string[] }

type OwnWriting<Body> = { cycle: string; kind: string; about: string; body: Body }

export type OwnData = {
  /** Released packages that the person may still take. */
  packages: { id: string; releasedAt: Date; downloads: number }[]
}

/** Everything that people may read of themselves, and what they wrote, as data. */
export async function exportOwn(ctx: Context): Promise<OwnExport> {
  return inTransaction(ctx, async (tx, inner) => {
    const id = ctx.actor.id
    const { name, email } = await tx.person.findUniqueOrThrow({ where: { id } })
    const levels = await tx.$queryRaw<OwnExport['levels']>`
      SELECT level_key AS level, from_on::text AS from, to_on::text AS to FROM person_levels
      WHERE person_id = ${id}::uuid ORDER BY from_on`
    const [target] = await tx.$queryRaw<NonNullable<OwnExport['target']>[]>`
      SELECT level_key AS level, chosen_at::date::text AS "chosenOn" FROM growth_targets
      WHERE person_id = ${id}::uuid`
    const packets = await tx.$queryRaw<(SharedOn & { packet: PacketPayload })[]>`
      SELECT payload -> 'cycle' ->> 'name' AS cycle, revision, shared_at::date::text AS "sharedOn",
        payload AS packet FROM packets WHERE subject_id = ${id}::uuid ORDER BY shared_at`
    // Row-level security shows the own authorships and drafts only.
    const submitted = await tx.$queryRaw<OwnExport['submitted']>`
      SELECT c.name AS cycle, s.direction::text AS kind, p.name AS about, s.body
      FROM submission_authors a JOIN submissions s ON s.id = a.submission_id
      JOIN cycles c ON c.id = s.cycle_id JOIN people p ON p.id = s.subject_id
      WHERE a.author_id = ${id}::uuid ORDER BY s.submitted_at`
    const drafts = await tx.$queryRaw<OwnExport['drafts']>`
      SELECT c.name AS cycle, r.direction::text AS kind, p.name AS about, d.section, d.body
      FROM drafts d JOIN reviews r ON r.id = d.review_id JOIN cycles c ON c.id = r.cycle_id
      JOIN people p ON p.id = r.subject_id
      WHERE d.author_id = ${id}::uuid ORDER BY c.period_end, p.name, d.section`
    const about = { objectType: 'person', objectId: id, subjectId: id }
    await recordAudit(inner, { action: 'own.export', ...about })
    const exportedAt = ctx.now.toISOString()
    const person = { name, email }
    return {
      format: 1,
      exportedAt,
      person,
      levels,
      target: target ?? null,
      packets: packets.map((one) => ({ ...one, packet: shown(one.packet) })),
      submitted,
      drafts,
    }
  })
}

function shown(payload: PacketPayload): ShownPacket {
  return { head: headOf(payload), reading: readPacket(payload), omissions: payload.omissions }
}

/** What can be taken on the page about one's own data. */
export async function getOwnData(ctx: Context): Promise<OwnData> {
  const packages = await ctx.db.$queryRaw<OwnData['packages']>`
    SELECT id, released_at AS "releasedAt", downloads FROM access_requests
    WHERE person_id = ${ctx.actor.id}::uuid AND state = 'RELEASED' AND content IS NOT NULL
    ORDER BY released_at DESC LIMIT 20`
  return { packages }
}
