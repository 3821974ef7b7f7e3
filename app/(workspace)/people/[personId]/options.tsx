import { Field, SelectField } from '@/app/_components/ui/field'
import type { LevelChoice } from '@/lib/people/queries'

/** The levels of the published ladders, by track. */
export function LevelOptions({ levels, none }: { levels: readonly LevelChoice[]; none: string }) {
  const tracks = [...Map.groupBy(levels, ({ track }) => track)]
  return (
    <>
      <option value="">{none}</option>
      {tracks.map(([track, inTrack]) => (
        <optgroup key={track} label={track}>
          {inTrack.map(({ path, title }) => (
            <option key={path} value={path}>
              {title}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  )
}

/** A team to choose, or to type by its name where there are too many to choose from. */
export function TeamOptions({
  label,
  name = 'team',
  teams,
  team = '',
  none,
}: {
  label: string
  name?: string
  teams: readonly string[] | null
  team?: string
  none: string
}) {
  if (!teams) {
    return (
      <Field
        label={label}
        name={name}
        type="text"
        maxLength={120}
        defaultValue={team}
        hint={`The name of the team. Empty: ${none.toLowerCase()}.`}
      />
    )
  }
  return (
    <SelectField label={label} name={name} defaultValue={team}>
      <option value="">{none}</option>
      {teams.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </SelectField>
  )
}
