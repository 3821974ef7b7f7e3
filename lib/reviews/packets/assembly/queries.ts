import 'server-only'
import type { Context } from '@/lib/context'
import { dayOfDate } from '@/lib/cycles/local-day'
import type { Standing } from '@/lib/cycles/standing/queries'
import type { PacketItem } from '../../body'
import type { Outline } from '../../outline/outline'
import { getOutline } from '../../outline/queries'
import type { HandedIn } from '../../submissions/handed-in'
import type { PacketFacts, WrittenReview } from '../packet'

type NamesRow = {
  subject_name: string
  manager_id: string | null
  manager_name: string | null
  track_title: string | null
  revision: number
}

/** The packet that comes next for this participant, from what was handed in. */
export async function getPacketFacts(
  ctx: Context,
  standing: Standing,
  handedIn: HandedIn[],
): Promise<PacketFacts & { revision: number }> {
  const { participant, cycle } = standing
  const names = await loadNames(ctx, standing)
  const subject = { id: participant.personId, name: names.subject_name }
  const outline = await getOutline(ctx, { ...participant, direction: 'MANAGER', subject, cycle })
  return {
    revision: names.revision,
    seed: `${participant.id}:${names.revision}`,
    cycle: {
      id: cycle.id,
      name: cycle.name,
      periodStart: dayOfDate(cycle.periodStart),
      periodEnd: dayOfDate(cycle.periodEnd),
      timeZone: cycle.timeZone,
      hasSelf: cycle.hasSelf,
      hasPeer: cycle.hasPeer,
    },
    subject: { ...subject, teamName: participant.teamName },
    manager:
      names.manager_id && names.manager_name
        ? { id: names.manager_id, name: names.manager_name }
        : null,
    ladderVersionId: cycle.ladderVersionId,
    track: { key: participant.trackKey, title: names.track_title ?? participant.trackKey },
    level: { key: participant.levelKey, title: outline.levelTitle },
    nextLevel: participant.nextLevelKey
      ? { key: participant.nextLevelKey, title: outline.nextLevelTitle ?? participant.nextLevelKey }
      : null,
    peerVisibility: cycle.peerVisibility,
    items: itemsOf(outline),
    sections: sectionsOf(outline),
    reviews: handedIn.flatMap(writtenReview),
  }
}

async function loadNames(ctx: Context, { participant, cycle }: Standing): Promise<NamesRow> {
  const [row] = await ctx.db.$queryRaw<NamesRow[]>`
    SELECT s.name AS subject_name, m.id AS manager_id, m.name AS manager_name,
      (SELECT title FROM tracks WHERE version_id = ${cycle.ladderVersionId}::uuid
        AND key = ${participant.trackKey}) AS track_title,
      (SELECT coalesce(max(revision), 0)::int + 1 FROM packets
        WHERE participant_id = ${participant.id}::uuid) AS revision
    FROM people s
    LEFT JOIN people m ON m.id = coalesce(
      (SELECT author_id FROM contribution_windows WHERE participant_id = ${participant.id}::uuid
        AND role = 'PRIMARY' AND is_open), ${participant.managerId}::uuid)
    WHERE s.id = ${participant.personId}::uuid`
  if (!row) throw new Error(`Participant ${participant.id} has no person.`)
  return row
}

function itemsOf({ sections }: Outline): PacketItem[] {
  return sections.flatMap((section) =>
    section.items.map(({ key, text, levelKey }) => ({
      key,
      text,
      levelKey,
      kind: section.kind === 'indicators' ? ('INDICATOR' as const) : ('EXPECTATION' as const),
    })),
  )
}

// The summary is written last and read first.
function sectionsOf({ sections }: Outline): { key: string; title: string }[] {
  const isSummary = ({ kind }: Outline['sections'][number]) => kind === 'summary'
  return [...sections.filter(isSummary), ...sections.filter((section) => !isSummary(section))].map(
    ({ key, title }) => ({ key, title }),
  )
}

const DIRECTIONS = { SELF: 'self', MANAGER: 'manager', PEER: 'peer' } as const

// What a delegate wrote is the manager's to quote; the packet is what the manager says.
function writtenReview({ direction, raterKey, writer, body }: HandedIn): WrittenReview[] {
  if (direction === 'DELEGATE') return []
  return [{ direction: DIRECTIONS[direction], raterKey, writer, body }]
}
