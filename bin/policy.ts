import { expandPolicy, policyCsv } from '@/lib/policy/expansion'
import { RELATIONS, ROW_RELATIONS } from '@/lib/policy/relations'

// `npm run policy | head` closes the pipe early, which is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const withRowRelations = process.argv.includes('--all')
const relations = withRowRelations ? [...RELATIONS, ...ROW_RELATIONS] : RELATIONS
process.stdout.write(policyCsv(expandPolicy(relations)))
