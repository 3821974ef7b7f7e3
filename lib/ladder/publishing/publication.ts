import { checkAgainstPublished, type PublishedFacts } from '../checks/against-published'
import { checkPublishable } from '../checks/publishable'
import { checkRewordings, withChangeClasses } from '../checks/rewordings'
import type { Places } from '../format/body/builder'
import { canonicalJson } from '../format/content-hash'
import type { ChangeClass, KeyMap, LadderDocument } from '../format/document'
import { type Message, messageList } from '../format/messages'
import { readLadder } from '../format/read'
import { writeLadder } from '../format/write'

/** A document on its way to publication, with the messages that it has to get past. */
export type Publication = { document: LadderDocument; messages: Message[] }

/** What the author says about the step from the published version. */
export type Choices = {
  changeClasses: Readonly<Record<string, ChangeClass>>
  keymap: readonly KeyMap[]
  changeNote: string | null
}

/** A document that was read from a file, classed and checked against what is published. */
export function publicationOfFile(
  read: { document: LadderDocument; places: Places; messages: Message[] },
  published: PublishedFacts | null,
): Publication {
  const document = published ? withChangeClasses(read.document, published.texts) : read.document
  const { report, sorted } = messageList()
  const checking = { places: read.places, report }
  checkPublishable(document, checking)
  if (published) {
    checkAgainstPublished(document, published, checking)
    checkRewordings(document, published.texts, checking)
  }
  return { document, messages: [...read.messages, ...sorted()] }
}

/**
 * A draft with the author's choices, checked as the file that it would be exported to: places of
 * messages are lines of `text`.
 */
export function publicationOfDraft(
  draft: LadderDocument,
  published: PublishedFacts | null,
  { changeClasses, keymap, changeNote }: Choices,
): Publication & { text: string } {
  const chosen: LadderDocument = {
    ...draft,
    changeNote,
    keymap: [...draft.keymap, ...newMaps(draft.keymap, keymap)],
  }
  const document = published ? withChangeClasses(chosen, published.texts, changeClasses) : chosen
  const text = writeLadder(document)
  const { messages, places } = readLadder(text)
  return { ...publicationOfFile({ document, places, messages }, published), text }
}

function newMaps(known: readonly KeyMap[], added: readonly KeyMap[]): KeyMap[] {
  const there = new Set(known.map(canonicalJson))
  return added.filter((map) => !there.has(canonicalJson(map)))
}
