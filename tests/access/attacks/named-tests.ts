import { globSync, readFileSync } from 'node:fs'
import { titlesIn } from './catalogue'

export type NamedTests = { file: string; titles: string[] }

/** The test files whose titles name cases of the catalogue. */
export function testsNamingCases(): NamedTests[] {
  return globSync('tests/**/*.{test,spec}.ts')
    .map((file) => ({ file, titles: titlesIn(readFileSync(file, 'utf8')) }))
    .filter(({ titles }) => titles.length > 0)
    .sort((one, other) => one.file.localeCompare(other.file))
}
