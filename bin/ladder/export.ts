import { parseArgs } from 'node:util'
import type { LadderDocument } from '@/lib/ladder/format/document'
import { LADDER_FORMATS, writeLadderFile } from '@/lib/ladder/format/exchange/ladder-file'
import { FileTrouble, readSound, writeBytes } from './files'

const FORMATS = [...LADDER_FORMATS, 'pdf'] as const

/** 0 when the file was written, 1 when the ladder has errors. */
export async function exportFile(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { to: { type: 'string' }, output: { type: 'string', short: 'o' } },
    allowPositionals: true,
  })
  const [path, ...others] = positionals
  if (path === undefined || others.length > 0) throw new FileTrouble('Name one file to export.')
  const format = FORMATS.find((candidate) => candidate === values.to)
  if (!format) throw new FileTrouble(`Say --to ${FORMATS.join('|')}.`)
  if (format === 'pdf' && values.output === undefined) {
    throw new FileTrouble('A PDF needs a file to be written to: -o ladder.pdf.')
  }
  const document = readSound(path)
  if (!document) return 1
  const content = format === 'pdf' ? await pdfOf(document) : writeLadderFile(document, format)
  if (values.output === undefined) process.stdout.write(content)
  else writeBytes(values.output, content)
  return 0
}

async function pdfOf(document: LadderDocument): Promise<Uint8Array> {
  const { writeLadderPdf } = await import('@/lib/ladder/format/exchange/pdf/ladder-pdf')
  return writeLadderPdf(document, { on: new Date() })
}
