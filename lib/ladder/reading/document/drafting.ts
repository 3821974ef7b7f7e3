import { type Entity, placeMap } from '../../format/body/builder'
import type { Category, LadderDocument, Level, Track } from '../../format/document'
import type { MessageCode } from '../../format/messages'
import { type FileMessage, type FilePlace, type Place, severityOf } from '../../format/messages'
import { levelsOfLabel } from '../../words/level-label'
import type { OutlineNode, Reading } from '../outline'
import type { Mapping } from '../schema'
import { comparable } from '../structure/titles'
import { keyMaker } from './keys'

export type Correction = Mapping['nodes'][string]

/** A document in the making. */
export type Drafting = {
  document: LadderDocument
  mapping: Mapping
  mintKey: () => string
  keyFor: (title: string, fallback: string) => string
  messages: FileMessage[]
  report: (code: MessageCode, place: Place, message: string) => void
  add: (entity: Entity, key: string, place: FilePlace) => void
  places: ReturnType<typeof placeMap>
  placeOf: (entity: Entity, key: string) => FilePlace | null
  correctionOf: (node: OutlineNode) => Correction
  /** The track and the level that a node was made into. */
  tracks: Map<string, Track>
  levels: Map<string, Level>
  categories: Map<string, Category>
  /** Other spellings of categories of which something has been said. */
  variants: Set<string>
  /** Keys of the levels that a label means, those of the track first. */
  levelsOf: (label: string, track: string | null) => string[]
}

export function drafting(
  { reading, mapping, mintKey }: { reading: Reading; mapping: Mapping; mintKey: () => string },
  document: LadderDocument,
): Drafting {
  const files = new Map<string, FilePlace>()
  const places = placeMap()
  const messages: FileMessage[] = []
  const firstFile = reading.outline[0]?.place.file ?? ''
  return {
    document,
    mapping,
    mintKey,
    keyFor: keyMaker(mapping.tracks.map((track) => track.key)),
    messages,
    report: (code, place, message) => {
      const file = isFilePlace(place) ? place.file : firstFile
      const { line, column } = place
      messages.push({ file, line, column, code, severity: severityOf(code), message })
    },
    add: (entity, key, place) => {
      if (places.has(entity, key)) return
      places.add(entity, key, place)
      files.set(`${entity} ${key}`, place)
    },
    places,
    placeOf: (entity, key) => files.get(`${entity} ${key}`) ?? null,
    correctionOf: (node) => mapping.nodes[node.id] ?? {},
    tracks: new Map(),
    levels: new Map(),
    categories: new Map(),
    variants: new Set(),
    levelsOf: labelReader(document),
  }
}

function labelReader(document: LadderDocument): Drafting['levelsOf'] {
  const labels = new Map<string, string[]>()
  return (label, track) => {
    const name = `${track ?? ''} ${label}`
    const known = labels.get(name)
    if (known) return known
    const found = resolved(label, document.levels, track)
    labels.set(name, found)
    return found
  }
}

function resolved(label: string, levels: readonly Level[], track: string | null): string[] {
  const named = levels.map(({ key, title, aliases, code }) => ({
    key,
    title,
    aliases: code === null ? aliases : [...aliases, code],
  }))
  const own = named.filter((_level, index) => levels[index]?.track === track)
  const bare = label.replace(/^[^\p{L}\p{N}]+/u, '').trim()
  const inTrack = own.length > 0 ? levelsOfLabel(bare, own) : []
  if (inTrack.length > 0) return inTrack
  const anywhere = levelsOfLabel(bare, named)
  if (anywhere.length > 0) return anywhere
  const same = named.filter((level) => comparable(level.title) === comparable(bare))
  return same.length === 1 ? same.map((level) => level.key) : []
}

function isFilePlace(place: Place): place is FilePlace {
  return 'file' in place && typeof place.file === 'string'
}
