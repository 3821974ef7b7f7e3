import { parseArgs } from 'node:util'
import { formatMessage, type Severity } from '@/lib/ladder/format/messages'
import { FileTrouble, readChecked } from './files'

/** 0 for clean files or notes only, 1 for errors (with --strict also warnings). */
export async function checkFiles(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { strict: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  if (positionals.length === 0) throw new FileTrouble('Name at least one file to check.')
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  for (const path of positionals) {
    for (const message of readChecked(path).messages) {
      counts[message.severity] += 1
      console.log(formatMessage(path, message))
    }
  }
  const files = counted(positionals.length, 'file')
  const found = [counted(counts.error, 'error'), counted(counts.warning, 'warning')].join(', ')
  console.error(`${files}: ${found}, ${counted(counts.info, 'note')}.`)
  return counts.error > 0 || (values.strict && counts.warning > 0) ? 1 : 0
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
