import { parseArgs } from 'node:util'
import { formatMessage, hasErrors } from '@/lib/ladder/format/messages'
import { writeLadder } from '@/lib/ladder/format/write'
import { documentOf } from '@/lib/ladder/reading/document-of'
import type { Question } from '@/lib/ladder/reading/outline'
import { readUploads } from '@/lib/ladder/reading/read'
import { Mapping } from '@/lib/ladder/reading/schema'
import { FileTrouble, readBytes, writeBytes } from './files'

/** 0 when a ladder was written, 1 when it has errors or none was found; then nothing may be written. */
export async function importFiles(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { mapping: { type: 'string' }, output: { type: 'string', short: 'o' } },
    allowPositionals: true,
  })
  if (positionals.length === 0) throw new FileTrouble('Name at least one file to import.')
  if (values.output === undefined) throw new FileTrouble('Say where to: -o my.ladder.md.')
  const mapping = readMapping(values.mapping)
  const uploads = positionals.map((name) => ({ name, bytes: readBytes(name) }))
  const reading = readUploads(uploads, mapping)
  const { document, messages } = documentOf(reading, mapping)
  for (const message of messages) console.log(formatMessage(message.file, message))
  reading.questions.filter(({ isSure }) => !isSure).forEach(printQuestion)
  if (!document) {
    console.error('No ladder was found; nothing was written.')
    return 1
  }
  writeBytes(values.output, writeLadder(document))
  const { levels, items } = document
  console.error(`Wrote ${values.output}: ${levels.length} levels, ${items.length} items.`)
  return hasErrors(messages) ? 1 : 0
}

function readMapping(path: string | undefined): Mapping {
  if (path === undefined) return Mapping.parse({})
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(readBytes(path)))
  } catch (error) {
    if (error instanceof FileTrouble) throw error
    throw new FileTrouble(`${path} is not valid JSON.`)
  }
  const parsed = Mapping.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    (issue) => `  ${issue.path.map(String).join('.') || 'the mapping'}: ${issue.message}`,
  )
  throw new FileTrouble([`${path} is no mapping:`, ...faults].join('\n'))
}

function printQuestion({ id, ask, choices, chosen, place }: Question) {
  const others = choices.map(({ value }) => value).join(', ')
  console.error(`${place.file}:${place.line} ${ask} Taken as "${chosen}" (${others}).`)
  console.error(`  To say otherwise: {"answers": {"${id}": "…"}} in the file of --mapping.`)
}
