import type { Block } from '../structure/blocks'
import { CLOSE_DETAILS, OPEN_DETAILS } from './blocks'

/** Puts what stands between `<details>` and `</details>` in blocks of their own into one block. */
export function closedDetails(blocks: readonly Block[]): Block[] {
  const closed: Block[] = []
  let open: Extract<Block, { kind: 'details' }> | null = null
  for (const block of blocks) {
    const last = closed.at(-1)
    if (isMark(block, OPEN_DETAILS)) {
      if (!open && last?.kind === 'details') open = last
    } else if (isMark(block, CLOSE_DETAILS)) open = null
    else if (open && block.kind !== 'heading') open.blocks.push(block)
    else {
      open = null
      closed.push(block)
    }
  }
  return closed
}

function isMark(block: Block, mark: string): boolean {
  return block.kind === 'verbatim' && block.text === mark
}
