/** Chooses the column that a narrow screen shows; without a script, by `:has(:checked)`. */
export function LevelSwitch({
  name,
  columns,
}: {
  name: string
  columns: { name: string; levels: { href: string; isOwn: boolean }[] }[]
}) {
  const own = columns.findIndex(({ levels }) => levels.some(({ isOwn }) => isOwn))
  return (
    <fieldset>
      <legend>Level shown</legend>
      {columns.map((column, index) => (
        <label key={column.levels[0]?.href}>
          <input
            type="radio"
            name={name}
            value={index + 1}
            defaultChecked={index === Math.max(own, 0)}
          />
          {column.name}
        </label>
      ))}
    </fieldset>
  )
}
