import type { LadderDocument } from '../../format/document'
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

function ownOutline(document: LadderDocument, places: Places, file: string): OutlineNode[] {
  let count = 0
  const id = () => `0:${++count}`
  const at = (entity: 'track' | 'level' | 'category' | 'item', key: string) => ({
    file,
    ...places.of(entity, key),
  })
  const itemsAt = (level: string, category: string) =>
    document.items
      .filter((item) => item.category === category && item.levels.includes(level))
      .map(({ key, text, label, kind, examples }) =>
        outlineNode({
          id: id(),
          role: 'item',
          text,
          place: at('item', key),
          item: plainItem({ kind, label, examples }),
        }),
      )
  return document.tracks.map((track) =>
    outlineNode({
      id: id(),
      role: 'track',
      title: track.title,
      place: at('track', track.key),
      children: document.levels
        .filter((level) => level.track === track.key)
        .map(({ key, title, code }) =>
          outlineNode({
            id: id(),
            role: 'level',
            title,
            code,
            place: at('level', key),
            children: document.categories.flatMap((category) => {
              const children = itemsAt(key, category.key)
              const place = at('category', category.key)
              const given = { id: id(), role: 'category', title: category.title } as const
              return children.length === 0 ? [] : [outlineNode({ ...given, place, children })]
            }),
          }),
        ),
    }),
  )
}
