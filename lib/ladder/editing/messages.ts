import { checkDocument } from '../checks/document'
import { checkPublishable } from '../checks/publishable'
import type { Places } from '../format/body/builder'
import { type Message, messageList } from '../format/messages'
import { START } from '../format/source'
import { type Draft, documentOf } from './draft'

export type DraftMessage = Pick<Message, 'code' | 'severity' | 'message'>

/** What the checks say, by `entity key`; what concerns the whole ladder stands under `head head`. */
export type DraftMessages = ReadonlyMap<string, DraftMessage[]>

/** Every check that needs no other version, on the draft as it stands. */
export function draftMessages(draft: Draft): DraftMessages {
  const { places, nameAt } = placesByName()
  const { report, sorted } = messageList()
  const document = documentOf(draft)
  checkDocument(document, { places, report })
  checkPublishable(document, { places, report })
  const found = new Map<string, DraftMessage[]>()
  for (const { line, code, severity, message } of sorted()) {
    const name = nameAt(line)
    const words = message.replace(/ in line \d+/, ' elsewhere')
    found.set(name, [...(found.get(name) ?? []), { code, severity, message: words }])
  }
  return found
}

const WHOLE = 'head head'

/** A draft has no lines, so each thing gets a number of its own instead. */
function placesByName(): { places: Places; nameAt: (line: number) => string } {
  const names = [WHOLE]
  const lines = new Map<string, number>()
  const places: Places = {
    add: () => undefined,
    has: () => false,
    of: (entity, key) => {
      // A fact is named by its level and a field by its thing: the first word is the key.
      const [first = ''] = key.split(' ')
      const name = entity === 'target' ? `level ${first}` : `${ownerOf(entity)} ${first}`
      const line = lines.get(name) ?? names.push(name)
      lines.set(name, line)
      return { ...START, line }
    },
  }
  return { places, nameAt: (line) => names[line - 1] ?? WHOLE }
}

function ownerOf(entity: string): string {
  return entity === 'fact' || entity === 'section' ? 'level' : entity
}
