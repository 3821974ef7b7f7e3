type Fields = Record<string, string>

/** The one form of an import as the command takes it; of a tick box the last value counts. */
export function mappingInput(form: FormData): object {
  const input = new Map<string, string>()
  const answers = new Map<string, string>()
  const levels = new Map<string, Fields>()
  const categories = new Map<string, Fields>()
  const tracks: { key: string; title: string }[] = []
  for (const [name, raw] of fieldsOf(form)) {
    const value = String(raw)
    const [, kind, id = '', field = ''] = NAME.exec(name) ?? []
    if (kind === undefined) input.set(name, value)
    else if (kind === 'answer') answers.set(id, value)
    else if (kind === 'track') tracks.push({ key: id, title: value })
    else if (kind === 'level') levels.set(id, { ...levels.get(id), [field]: value })
    else if (kind === 'category') categories.set(id, { ...categories.get(id), [field]: value })
  }
  return {
    ...Object.fromEntries(input),
    answers: Object.fromEntries(answers),
    levels: Object.fromEntries(levels),
    categories: [...categories.values()],
    ...(tracks.length > 0 && { tracks }),
  }
}

/** What is no form has no fields, and what no field of ours is the command refuses. */
function fieldsOf(form: FormData): [string, FormDataEntryValue][] {
  return form instanceof FormData ? [...form].filter(([name]) => !name.startsWith('$ACTION')) : []
}

const NAME = /^(answer|track|level|category):(.*?)(?:#([a-z]+))?$/
