import type { MatrixColumn } from '@/lib/ladder/views/matrix'

/** Chooses the column that a narrow screen shows; without a script, by `:has(:checked)`. */
export function LevelSwitch({
  name,
  columns,
  ownLevel,
}: {
  name: string
  columns: MatrixColumn[]
  ownLevel: string | null
}) {
  const own = columns.findIndex(({ levels }) => levels.some(({ key }) => key === ownLevel))
  return (
    <fieldset>
      <legend>Level shown</legend>
      {columns.map(({ levels }, index) => (
        <label key={levels.map(({ key }) => key).join(' ')}>
          <input
            type="radio"
            name={name}
            value={index + 1}
            defaultChecked={index === Math.max(own, 0)}
          />
          {levels.map(({ code, title }) => code ?? title).join(', ')}
        </label>
      ))}
    </fieldset>
  )
}
