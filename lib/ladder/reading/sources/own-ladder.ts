import type { Item, LadderDocument, Level } from '../../format/document'
import { type NamedFile, readLadderFile } from '../../format/exchange/ladder-file'
import type { FileMessage } from '../../format/messages'
import { type OutlineNode, outlineNode, plainItem, type Reading } from '../outline'

/** A file in one of our formats: the document itself, and an outline to look at. */
export function ownReading(
  file: NamedFile,
  said: FileMessage[],
  { mintKey }: { mintKey?: () => string } = {},
): Reading {
  const read = readLadderFile(file, { mintKey })
  const document = read?.document ?? null
  const messages = (read?.messages ?? []).map((message) => ({ ...message, file: file.name }))
  const hasErrors = messages.some((message) => message.severity === 'error')
  return {
    reader: read?.format === 'md' ? 'ladder/1' : 'ladder.yaml',
    outline: document && read ? ownOutline(document, read.places, file.name) : [],
    messages: [...messages, ...said],
    questions: [],
    options: { title: document?.name ?? '', language: document?.language ?? 'en' },
    document: hasErrors ? null : document,
  }
}

type Places = NonNullable<ReturnType<typeof readLadderFile>>['places']

type Showing = { document: LadderDocument; id: () => string; at: At }
type At = (entity: 'track' | 'level' | 'category' | 'item', key: string) => OutlineNode['place']

function ownOutline(document: LadderDocument, places: Places, file: string): OutlineNode[] {
  let count = 0
  const id = () => `0:${++count}`
  const at: At = (entity, key) => ({ file, ...places.of(entity, key) })
  const showing: Showing = { document, id, at }
  return document.tracks.map(({ key, title }) => {
    const own = document.levels.filter((level) => level.track === key)
    const track = outlineNode({ id: id(), role: 'track', title, place: at('track', key) })
    return { ...track, children: own.map((level) => levelNode(level, showing)) }
  })
}

function levelNode({ key, title, code }: Level, { document, id, at }: Showing): OutlineNode {
  const level = outlineNode({ id: id(), role: 'level', title, code, place: at('level', key) })
  const children = document.categories.flatMap((category) => {
    const items = document.items.filter(
      (item) => item.category === category.key && item.levels.includes(key),
    )
    if (items.length === 0) return []
    const place = at('category', category.key)
    const node = outlineNode({ id: id(), role: 'category', title: category.title, place })
    return [{ ...node, children: items.map((item) => itemNode(item, { id, at })) }]
  })
  return { ...level, children }
}

function itemNode(given: Item, { id, at }: Pick<Showing, 'id' | 'at'>): OutlineNode {
  const { key, text, label, kind, examples } = given
  const item = plainItem({ kind, label, examples })
  return outlineNode({ id: id(), role: 'item', text, place: at('item', key), item })
}
