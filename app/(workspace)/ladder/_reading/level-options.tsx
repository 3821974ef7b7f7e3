import type { LevelChoices } from '@/lib/ladder/views/level-choices'

/** The levels of a ladder as options of a select, track by track. */
export function LevelOptions({ choices }: { choices: LevelChoices }) {
  return choices.map(({ track, levels }) => (
    <optgroup key={track} label={track}>
      {levels.map(({ key, title }) => (
        <option key={key} value={key}>
          {title}
        </option>
      ))}
    </optgroup>
  ))
}
