import type { Item, LadderDocument } from '../format/document'

/** The tracks of a published ladder that a document with adopted keys says nothing of. */
export function tracksNotIn(document: LadderDocument, published: LadderDocument) {
  const own = new Set(document.tracks.map(({ key }) => key))
  return published.tracks.filter(({ key }) => !own.has(key))
}

/**
 * Adds the published tracks that the document does not have, with their levels, items, targets and
 * transitions, in the places where they stood.
 */
export function withKeptTracks(
  document: LadderDocument,
  published: LadderDocument,
): LadderDocument {
  const tracks = tracksNotIn(document, published)
  const trackKeys = new Set(tracks.map(({ key }) => key))
  const own = new Set(document.levels.map(({ key }) => key))
  const levels = published.levels.filter(({ key, track }) => trackKeys.has(track) && !own.has(key))
  const kept = new Set(levels.map(({ key }) => key))
  const items = withKeptItems(document.items, published.items, kept)
  const places = new Set([...own, ...kept, ...trackKeys, ...document.tracks.map(({ key }) => key)])
  const transitions = published.transitions.filter(
    ({ key, from, to }) =>
      kept.has(to) &&
      (from === null || places.has(from)) &&
      document.transitions.every((one) => one.key !== key),
  )
  const targets = published.targets.filter(({ level }) => kept.has(level))
  return {
    ...document,
    ...withKeptBody(document, published, tracks),
    levels: [...document.levels, ...levels.map((level) => placed(level, places))],
    categories: inOldOrder(
      [...document.categories, ...keptCategories(document, published, { items, targets })],
      published.categories,
    ),
    items,
    targets: [...document.targets, ...targets],
    transitions: [...document.transitions, ...transitions],
  }
}

/** Words about a whole file are words about its track, where the ladder has others too. */
function withKeptBody(
  document: LadderDocument,
  published: LadderDocument,
  kept: LadderDocument['tracks'],
): Pick<LadderDocument, 'body' | 'tracks'> {
  const [only, ...others] = document.tracks
  const isMoved = kept.length > 0 && published.body !== '' && only && others.length === 0
  const own = isMoved
    ? [{ ...only, body: [only.body, document.body].filter(Boolean).join('\n\n') }]
    : document.tracks
  return {
    body: isMoved ? published.body : document.body,
    tracks: inOldOrder([...own, ...kept], published.tracks),
  }
}

function placed(level: LadderDocument['levels'][number], places: ReadonlySet<string>) {
  return level.extends !== null && !places.has(level.extends) ? { ...level, extends: null } : level
}

/** Items shared between what stays and what is replaced go on at the levels that stay. */
function withKeptItems(
  own: readonly Item[],
  published: readonly Item[],
  kept: ReadonlySet<string>,
): Item[] {
  const before = new Map(published.map((item) => [item.key, item]))
  const stays = (item: Item | undefined) => item?.levels.filter((level) => kept.has(level)) ?? []
  const known = new Set(own.map(({ key }) => key))
  const shared = own.map((item) => {
    const more = stays(before.get(item.key))
    return more.length > 0 ? { ...item, levels: [...new Set([...item.levels, ...more])] } : item
  })
  const rest = published.flatMap((item) => {
    const levels = stays(item)
    const isKept = levels.length > 0 || item.at !== null
    return isKept && !known.has(item.key) ? [{ ...item, levels }] : []
  })
  return [...shared, ...rest]
}

function keptCategories(
  { categories }: LadderDocument,
  published: LadderDocument,
  { items, targets }: Pick<LadderDocument, 'items' | 'targets'>,
) {
  const own = new Set(categories.map(({ key }) => key))
  const needed = new Set([...items, ...targets].map(({ category }) => category))
  const byKey = new Map(published.categories.map((category) => [category.key, category]))
  for (const key of [...needed]) {
    let parent = byKey.get(key)?.parent ?? null
    while (parent !== null && !needed.has(parent)) {
      needed.add(parent)
      parent = byKey.get(parent)?.parent ?? null
    }
  }
  return published.categories.filter(({ key }) => needed.has(key) && !own.has(key))
}

/** What stood somewhere stands there again; what is new comes after it, as it came. */
function inOldOrder<T extends { key: string }>(values: T[], old: readonly T[]): T[] {
  const rank = new Map(old.map(({ key }, index) => [key, index]))
  return values.toSorted(
    (a, b) => (rank.get(a.key) ?? old.length) - (rank.get(b.key) ?? old.length),
  )
}
