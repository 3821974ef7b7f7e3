import 'server-only'
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { type Anchor, readAnchor } from './anchor'

export type AnchorFile = {
  /** In the order of the file. */
  anchors: Anchor[]
  /** The numbers of lines that are not ours or were torn. */
  unreadable: number[]
}

/** Every line of the anchor; null where there is no such file. */
export async function readAnchorFile(file: string): Promise<AnchorFile | null> {
  if (!existsSync(file)) return null
  const found: AnchorFile = { anchors: [], unreadable: [] }
  let number = 0
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    number += 1
    if (line.trim() === '') continue
    const anchor = readAnchor(line)
    if (anchor) found.anchors.push(anchor)
    else found.unreadable.push(number)
  }
  return found
}
