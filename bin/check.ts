import { ensureGenerated } from '@/lib/db/generate'
import { run } from './run'

// Types, lint and unit tests: what takes seconds. Run it before each commit.
ensureGenerated()
const typed = (await run('next', ['typegen'])) || (await run('tsc', ['--noEmit', '-p', '.']))
const [linted, tested] = await Promise.all([
  run('biome', ['check', '.']),
  run('vitest', ['run', '--project', 'unit', '--reporter', 'dot']),
])
process.exitCode = typed || linted || tested
