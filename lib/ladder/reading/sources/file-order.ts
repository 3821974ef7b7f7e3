import type { FileBlocks } from '../structure/sections'
import type { FileMessages } from '../structured'

type Ordered = FileBlocks & { name: string; order: number | null }

/**
 * Files in the order of their levels: as their heads say, else by the numbers in their names; else as
 * they were given, which is for a person to confirm (W111).
 */
export function inLevelOrder<T extends Ordered>(
  files: readonly T[],
  { report }: FileMessages,
): T[] {
  if (files.length < 2) return [...files]
  if (files.every((file) => file.order !== null)) {
    return files.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
  }
  const numbers = files.map((file) => numberIn(file.name))
  if (numbers.every((number) => number !== null) && new Set(numbers).size === files.length) {
    return files.toSorted((a, b) => (numberIn(a.name) ?? 0) - (numberIn(b.name) ?? 0))
  }
  const [first] = files
  if (first) report('W111', first.at, 'Nothing says in which order the files come; is it this one?')
  return [...files]
}

/** A title from the name of a file: "02-senior_engineer.md" is "senior engineer". */
export function titleOfFile(name: string): string {
  const base = (name.split(/[/\\]/).at(-1) ?? name).replace(/(?:\.ladder)?\.[a-z0-9]{1,8}$/i, '')
  const words = base
    .replace(/^\d+[\s._-]+/, '')
    .replace(/[-_]+/g, ' ')
    .trim()
  return words === '' ? 'Ladder' : words.charAt(0).toUpperCase() + words.slice(1)
}

function numberIn(name: string): number | null {
  const base = name.split(/[/\\]/).at(-1) ?? name
  const match = /(\d{1,6})/.exec(base)
  return match?.[1] === undefined ? null : Number(match[1])
}
