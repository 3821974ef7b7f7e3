import { FileTrouble } from './ladder/files'

const USAGE = `npm run ladder -- check <file>... [--strict]
npm run ladder -- diff <old> <new> [--json]
npm run ladder -- export <file> --to md|yaml|json|csv|pdf [-o <file>]
npm run ladder -- import <foreign>... -o <file>.ladder.md [--mapping <file>.json]

check   prints file:line:column code severity: message; --strict counts warnings as errors.
diff    prints what the new file changes; version, status and change note do not count.
export  writes the ladder in another format, to the screen without -o.
import  reads Markdown, HTML, CSV, JSON or YAML of any shape and writes a ladder with new keys.

Exit codes: 0 clean, the same or written; 1 errors or different; 2 wrong use or unreadable.`

// Each verb loads only what it needs: a check in CI has no use for a typesetter.
const COMMANDS: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  check: async () => (await import('./ladder/check')).checkFiles,
  diff: async () => (await import('./ladder/diff')).diffFiles,
  export: async () => (await import('./ladder/export')).exportFile,
  import: async () => (await import('./ladder/import')).importFiles,
}

// `npm run ladder -- diff a b | head` closes the pipe early, which is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await main(process.argv.slice(2))

async function main([verb = '', ...args]: string[]): Promise<number> {
  if (verb === '--help' || verb === 'help' || verb === '-h') {
    console.log(USAGE)
    return 0
  }
  const load = Object.entries(COMMANDS).find(([name]) => name === verb)?.[1]
  try {
    if (load) return await (await load())(args)
    console.error(USAGE)
  } catch (error) {
    if (!(error instanceof FileTrouble) && !isWrongUse(error)) throw error
    console.error(error.message)
    if (!(error instanceof FileTrouble)) console.error(`\n${USAGE}`)
  }
  return 2
}

function isWrongUse(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  )
}
