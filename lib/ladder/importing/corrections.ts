import type { OutlineNode, Reading } from '../reading/outline'
import { Mapping } from '../reading/schema'
import { comparable } from '../reading/structure/titles'
import type { ImportReading } from './read-import'
import type { ChangeMapping } from './schema'

type Correction = Mapping['nodes'][string]
type Nodes = Record<string, Correction>

/** All nodes of an outline, those within others after them. */
export function nodesOf(outline: readonly OutlineNode[]): OutlineNode[] {
  return outline.flatMap((node) => [node, ...nodesOf(node.children)])
}

/**
 * A mapping with what a person has changed on the page that showed this reading. Only what differs
 * from what the reader found is kept, so that everything else follows the reader.
 */
export function correctedMapping(
  mapping: Mapping,
  change: ChangeMapping,
  { reading, document, places }: ImportReading,
): Mapping {
  const { title, language, scored, tracks } = change
  const reader = change.reader === undefined ? mapping.reader : change.reader || undefined
  const isOther = reader !== mapping.reader
  const nodes = nodesOf(reading.outline)
  const flags = (['rateAtCategory', 'flat', 'stripEmphasis'] as const).map((name) => [
    name,
    change[name] === undefined ? mapping[name] : change[name] === 'yes',
  ])
  const corrected = {
    ...mapping,
    ...Object.fromEntries(flags),
    reader,
    answers: isOther ? {} : answersOf(mapping, change, reading),
    title: title === undefined ? mapping.title : otherThan(title, reading.options.title),
    language:
      language === undefined ? mapping.language : otherThan(language, reading.options.language),
    scored: scored ?? mapping.scored,
    tracks: tracks ? tracksOf(tracks) : mapping.tracks,
    nodes: {
      ...mapping.nodes,
      ...(tracks ? trackNodes(nodes, { document, places }, mapping) : {}),
      ...levelNodes(nodes, change, mapping),
      ...categoryNodes(nodes, change, mapping),
    },
    merge: mergesOf(mapping, change),
  }
  // What is undefined says nothing, and is not kept.
  return Mapping.parse(JSON.parse(JSON.stringify(corrected)))
}

function answersOf(
  { answers }: Mapping,
  change: ChangeMapping,
  { questions }: Reading,
): Mapping['answers'] {
  const given = questions.flatMap(({ id, chosen, choices }): [string, string][] => {
    const answer = change.answers[id]
    const isOffered = choices.some(({ value }) => value === answer)
    return answer !== undefined && answer !== chosen && isOffered ? [[id, answer]] : []
  })
  return { ...answers, ...Object.fromEntries(given) }
}

function otherThan(given: string, found: string): string | undefined {
  return given === '' || given === found ? undefined : given
}

function tracksOf(tracks: readonly { key: string; title: string }[]): Mapping['tracks'] {
  const taken = new Set(tracks.map(({ key }) => key))
  return tracks.flatMap(({ key, title }) => {
    if (title === '') return []
    if (key !== '') return [{ key, title }]
    const fresh = freeTrackKey(title, taken)
    taken.add(fresh)
    return [{ key: fresh, title }]
  })
}

function freeTrackKey(title: string, taken: ReadonlySet<string>): string {
  const letters = title
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  const base = letters.replace(/^-+|-+$/g, '').slice(0, 50) || 'track'
  let count = 1
  while (taken.has(count === 1 ? base : `${base}-${count}`)) count += 1
  return count === 1 ? base : `${base}-${count}`
}

/** A track that was found is tied to its key, so that it can have another title. */
function trackNodes(
  nodes: readonly OutlineNode[],
  { document, places }: Pick<ImportReading, 'document' | 'places'>,
  mapping: Mapping,
): Nodes {
  const found = nodes.filter(({ role }) => role === 'track')
  return Object.fromEntries(
    found.flatMap(({ id, place }): [string, Correction][] => {
      const track = document?.tracks.find(({ key }) => {
        const at = places.of('track', key)
        return at?.file === place.file && at.line === place.line
      })
      return track ? [[id, { ...mapping.nodes[id], track: track.key }]] : []
    }),
  )
}

function levelNodes(
  nodes: readonly OutlineNode[],
  { levels, levelAt }: ChangeMapping,
  mapping: Mapping,
): Nodes {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const changed = Object.entries(levels).flatMap(([id, given]): [string, Correction][] => {
    const node = byId.get(id)
    const before = mapping.nodes[id] ?? {}
    const { is, title, code, track, band } = given
    if (!node && is === undefined) return []
    return [
      [
        id,
        {
          ...before,
          ...(is !== undefined && { role: is === node?.role ? undefined : is }),
          ...(title !== undefined && { title: otherThan(title, node?.title ?? '') }),
          ...(code !== undefined && {
            code: code === (node?.code ?? '') ? undefined : code || null,
          }),
          ...(track !== undefined && { track: track || undefined }),
          ...(band !== undefined && { band: band === '' ? undefined : Number(band) }),
        },
      ],
    ]
  })
  const added = levelAt === '' ? [] : [[nodeAt(levelAt), { role: 'level' }] as const]
  return Object.fromEntries([...changed, ...added])
}

/** `12` or `2:12`, where files count from 1, as the id of the node that begins in that line. */
export function nodeAt(place: string): string {
  const [, file = '1', line = '0'] = /^(?:(\d{1,3}):)?(\d{1,7})$/.exec(place) ?? []
  return `${Math.max(0, Number(file) - 1)}:${Number(line)}`
}

function categoryNodes(
  nodes: readonly OutlineNode[],
  { categories }: ChangeMapping,
  mapping: Mapping,
): Nodes {
  const changes = new Map(
    categories.flatMap(({ title, is }) => (is === undefined ? [] : [[comparable(title), is]])),
  )
  if (changes.size === 0) return {}
  return Object.fromEntries(
    nodes.flatMap((node): [string, Correction][] => {
      const is = node.role === 'category' ? changes.get(comparable(node.title)) : undefined
      if (is === undefined) return []
      const { role: _role, kind: _kind, ...rest } = mapping.nodes[node.id] ?? {}
      if (is === '') return [[node.id, rest]]
      const isLeft = is === 'prose' || is === 'ignored'
      return [[node.id, isLeft ? { ...rest, role: is } : { ...rest, kind: is }]]
    }),
  )
}

function mergesOf({ merge }: Mapping, { categories }: ChangeMapping): Mapping['merge'] {
  const said = new Map(
    categories.flatMap(({ title, into }) =>
      into === undefined ? [] : [[comparable(title), { from: title.slice(0, 200), into }]],
    ),
  )
  const others = merge.filter(({ from }) => !said.has(comparable(from)))
  const merges = [...said].filter(([name, { into }]) => into !== '' && comparable(into) !== name)
  return [...others, ...merges.map(([, one]) => one)]
}
