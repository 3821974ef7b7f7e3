import { Cell, Table } from '@/app/_components/ui/table'
import type { ProgressView } from '@/lib/cycles/progress/queries'
import { sumOf, type Tally, type TeamProgress } from '@/lib/cycles/progress/tally'

type Direction = 'SELF' | 'PEER' | 'MANAGER'

const TITLES: Record<Direction, string> = {
  SELF: 'Self-reviews',
  PEER: 'Peer feedback',
  MANAGER: 'Manager reviews',
}

/** Who is how far, by team; counts only. */
export function ProgressTable({
  progress: { teams, total },
  hasSelf,
  hasPeer,
}: {
  progress: ProgressView
  hasSelf: boolean
  hasPeer: boolean
}) {
  const directions: Direction[] = [
    ...(hasSelf ? ['SELF' as const] : []),
    ...(hasPeer ? ['PEER' as const] : []),
    'MANAGER',
  ]
  const titles = directions.map((direction) => TITLES[direction])
  return (
    <Table caption="Progress by team" columns={['Team', ...titles, 'Shared']}>
      {teams.map((team) => (
        <Row
          key={team.team}
          name={team.team || 'Without a team'}
          team={team}
          directions={directions}
        />
      ))}
      {teams.length > 1 ? <Row name="Everybody" team={total} directions={directions} /> : null}
    </Table>
  )
}

function Row({
  name,
  team,
  directions,
}: {
  name: string
  team: TeamProgress
  directions: Direction[]
}) {
  return (
    <tr>
      <Cell isHeader>
        <span className="font-medium">{name}</span>
        <span className="block text-sm text-ink-soft">
          {team.people} {team.people === 1 ? 'person' : 'people'}
        </span>
      </Cell>
      {directions.map((direction) => (
        <Cell key={direction}>
          <TallyBar tally={team.byDirection[direction]} />
        </Cell>
      ))}
      <Cell>
        <span className="whitespace-nowrap">
          {team.shared} of {team.people}
        </span>
      </Cell>
    </tr>
  )
}

function TallyBar({ tally }: { tally: Tally }) {
  const sum = sumOf(tally)
  if (sum === 0) return <span className="text-ink-soft">None asked</span>
  const submitted = (100 * tally.submitted) / sum
  const inProgress = (100 * tally.inProgress) / sum
  return (
    <div className="min-w-36">
      <span className="whitespace-nowrap">
        {tally.submitted} of {sum} submitted
      </span>
      <svg aria-hidden="true" className="mt-1 block h-1.5 w-full">
        <rect width="100%" height="6" rx="3" className="fill-sunken" />
        <rect width={`${submitted + inProgress}%`} height="6" rx="3" className="fill-scale-2" />
        <rect width={`${submitted}%`} height="6" rx="3" className="fill-scale-4" />
      </svg>
      <span className="block text-sm text-ink-soft">{restInWords(tally)}</span>
    </div>
  )
}

function restInWords({ notStarted, inProgress, ended }: Tally): string {
  return [
    inProgress > 0 ? `${inProgress} in progress` : '',
    notStarted > 0 ? `${notStarted} not started` : '',
    ended > 0 ? `${ended} declined or not provided` : '',
  ]
    .filter(Boolean)
    .join(', ')
}
