/** Names of the fields whose value says what was chosen for one rewording or one key map. */
export const CLASS_FIELD = 'class '
export const MAP_FIELD = 'map '
export const COMPARABLE_FIELD = 'comparable '

/** The input of the command from the fields of the form. */
export function choicesOf(form: FormData) {
  const entries = [...form].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  const classes = entries.filter(([name]) => name.startsWith(CLASS_FIELD))
  const maps = entries.filter(([name]) => name.startsWith(MAP_FIELD))
  return {
    ladder: String(form.get('ladder')),
    previewed: String(form.get('previewed')),
    changeNote: String(form.get('changeNote') ?? ''),
    acceptsWarnings: form.get('acceptsWarnings') === 'yes',
    changeClasses: Object.fromEntries(
      classes.map(([name, value]) => [name.slice(CLASS_FIELD.length), value]),
    ),
    keymap: maps.map(([name, value]) => ({
      ...(JSON.parse(value) as object),
      comparable: form.has(COMPARABLE_FIELD + name.slice(MAP_FIELD.length)),
    })),
  }
}
