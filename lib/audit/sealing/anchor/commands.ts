import 'server-only'
import { mkdir, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Anchor, readAnchor, writeAnchor } from './anchor'

const TAIL_BYTES = 4_096

/** Adds the head of the chain to the anchor and waits until it is on disk; nothing if it stands last. */
export async function appendAnchor(file: string, head: Anchor): Promise<void> {
  await mkdir(dirname(resolve(file)), { recursive: true })
  const handle = await open(file, 'a+', 0o600)
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, TAIL_BYTES)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    const tail = buffer.toString('utf8')
    const last = readAnchor(tail.trimEnd().split('\n').at(-1) ?? '')
    if (last?.sequence === head.sequence && last.hash === head.hash) return
    // A line that a crash has torn must not spoil the next one.
    const isTorn = size > 0 && !tail.endsWith('\n')
    await handle.appendFile(`${isTorn ? '\n' : ''}${writeAnchor(head)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
