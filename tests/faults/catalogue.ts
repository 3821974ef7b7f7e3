import { globSync, readFileSync } from 'node:fs'

/** A fault that tests, whose titles begin with its id, prove to be borne; `left` is what they do not. */
export type Fault = { id: string; about: string; left?: string }

export const FAULTS: readonly Fault[] = [
  { id: 'F01', about: 'a web process is killed, or its answer lost, while reviews are handed in' },
  { id: 'F02', about: 'a web process is killed, or its answer lost, while texts are saved' },
  { id: 'F03', about: 'an instance is told to stop in the middle of its work' },
  { id: 'F05', about: 'the database server is killed while texts are saved, handed in and shared' },
  { id: 'F06', about: 'a database that is restarted, and a network to it that is gone' },
  { id: 'F08', about: 'a pool of connections is used up' },
  { id: 'F14', about: 'several workers at one piece of work, and at one tick of the schedule' },
  { id: 'F15', about: 'a worker dies between the mail and its commit' },
  { id: 'F16', about: 'a mail server that is away, slow or unwilling' },
  { id: 'F24', about: 'a browser that loses its tab, its network or its session' },
]

const TITLE = /\b(?:test|it)(?:\.each\([\s\S]*?\)(?=\())?\(\s*['"`]((?:F\d\d[ ,]+)+[^'"`]*)/g

/** The faults that a title names: `F01 F02 killing ...`. */
export function faultsOf(title: string): string[] {
  return (/^(?:F\d\d[ ,]+)+/.exec(title)?.[0] ?? '').match(/F\d\d/g) ?? []
}

/** The test files whose titles name faults, and which. */
export function testsNamingFaults(): { file: string; ids: string[] }[] {
  return globSync('tests/**/*.{test,spec}.ts')
    .map((file) => {
      const titles = [...readFileSync(file, 'utf8').matchAll(TITLE)]
      return { file, ids: titles.flatMap(([, title = '']) => faultsOf(title)) }
    })
    .filter(({ ids }) => ids.length > 0)
    .sort((one, other) => one.file.localeCompare(other.file))
}
