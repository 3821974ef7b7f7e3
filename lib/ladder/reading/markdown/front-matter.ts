import { isMap, isScalar, parseDocument } from 'yaml'

export type ForeignFrontMatter = {
  title: string | null
  language: string | null
  /** What the generator sorts pages by. */
  order: number | null
  /** Lines it takes, the rulers with it. */
  lines: number
}

const NONE: ForeignFrontMatter = { title: null, language: null, order: null, lines: 0 }
const LONGEST = 500

/**
 * The head that a site generator reads (YAML between `---`, TOML between `+++`). Whatever it says
 * beyond a title, a language and an order is not about the ladder.
 */
export function foreignFrontMatter(lines: readonly string[]): ForeignFrontMatter {
  const ruler = lines[0]?.trimEnd()
  if (ruler !== '---' && ruler !== '+++') return NONE
  const end = lines.slice(0, LONGEST).findIndex((line, i) => i > 0 && line.trimEnd() === ruler)
  if (end === -1) return NONE
  const inner = lines.slice(1, end)
  const values = ruler === '---' ? yamlValues(inner.join('\n')) : tomlValues(inner)
  if (!values) return NONE
  const order = values.get('weight') ?? values.get('order') ?? values.get('nav_order') ?? null
  const language = values.get('lang') ?? values.get('language') ?? null
  return {
    title: values.get('title')?.trim() || null,
    language:
      language !== null && /^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(language) ? language : null,
    order: order !== null && /^-?\d{1,9}(\.\d{1,6})?$/.test(order) ? Number(order) : null,
    lines: end + 1,
  }
}

function yamlValues(text: string): Map<string, string> | null {
  const document = parseDocument(text, { schema: 'core' })
  if (document.errors.length > 0) {
    return /^(?:\s*$|[A-Za-z_][\w-]*\s*:)/.test(text) ? new Map() : null
  }
  if (document.contents === null) return text.trim() === '' ? new Map() : null
  if (!isMap(document.contents)) return null
  const values = new Map<string, string>()
  for (const { key, value } of document.contents.items) {
    if (isScalar(key) && isScalar(value) && value.value !== null) {
      values.set(String(key.value), String(value.value))
    }
  }
  return values
}

function tomlValues(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const match = /^\s*([A-Za-z_][\w-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))\s*$/.exec(line)
      return match ? [[match[1] ?? '', match[2] ?? match[3] ?? match[4] ?? ''] as const] : []
    }),
  )
}
