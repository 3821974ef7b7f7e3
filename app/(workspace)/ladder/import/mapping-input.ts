const PLAIN = new Set([
  ...['importId', 'revision', 'target', 'keepsTracks', 'reader', 'title', 'language', 'scored'],
  ...['rateAtCategory', 'flat', 'stripEmphasis', 'levelAt'],
])

type Fields = Record<string, string>

/** The one form of an import as the command takes it; of a tick box the last value counts. */
export function mappingInput(form: FormData): object {
  const input = new Map<string, string>()
  const answers = new Map<string, string>()
  const levels = new Map<string, Fields>()
  const categories = new Map<string, Fields>()
  const tracks: { key: string; title: string }[] = []
  for (const [name, raw] of form) {
    const value = String(raw)
    const [, kind, id = '', field = ''] = NAME.exec(name) ?? []
    if (PLAIN.has(name)) input.set(name, value)
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

const NAME = /^(answer|track|level|category):(.*?)(?:#([a-z]+))?$/
