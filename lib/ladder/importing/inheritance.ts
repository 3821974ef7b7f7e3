import type { Category, Item, LadderDocument, Level, Track, Transition } from '../format/document'

/**
 * A foreign document with what its source has no words for, taken from the published things of the
 * same key: scales, bands, codes, facts, weights, anchors and the like. What the source says stays.
 */
export function inheritFrom(document: LadderDocument, published: LadderDocument): LadderDocument {
  const itemKeys = new Set(document.items.map(({ key }) => key))
  const levelKeys = new Set(document.levels.map(({ key }) => key))
  const places = new Set([...levelKeys, ...document.tracks.map(({ key }) => key)])
  const categories = joined(document.categories, published.categories, category)
  return {
    ...document,
    name: published.name,
    cumulative: published.cumulative,
    licence: published.licence,
    source: published.source,
    scales: published.scales,
    body: document.body === '' ? published.body : document.body,
    tracks: joined(document.tracks, published.tracks, track),
    levels: joined(document.levels, published.levels, (own, old) =>
      level(own, old, { itemKeys, levelKeys }),
    ),
    categories,
    items: joined(document.items, published.items, (own, old) => {
      const scaled = published.categories.find(({ key }) => key === old.category)?.scale ?? null
      return item(own, scaled === null ? old : { ...old, target: null })
    }),
    transitions: joined(document.transitions, published.transitions, (own, old) =>
      transition(own, places.has(old.from ?? '') ? old : { ...old, from: null }),
    ),
  }
}

function joined<T extends { key: string }>(
  own: readonly T[],
  old: readonly T[],
  join: (own: T, old: T) => T,
): T[] {
  const known = new Map(old.map((value) => [value.key, value]))
  return own.map((value) => {
    const before = known.get(value.key)
    return before ? join(value, before) : value
  })
}

function track(own: Track, old: Track): Track {
  return { ...own, title: old.title, body: own.body === '' ? old.body : own.body }
}

function level(
  own: Level,
  old: Level,
  { itemKeys, levelKeys }: { itemKeys: ReadonlySet<string>; levelKeys: ReadonlySet<string> },
): Level {
  const facts = old.facts.filter((fact) => fact.item === null || itemKeys.has(fact.item))
  const base = old.extends !== null && levelKeys.has(old.extends) ? old.extends : null
  return {
    ...own,
    code: own.code ?? old.code,
    band: own.band ?? old.band,
    aliases: own.aliases.length > 0 ? own.aliases : old.aliases,
    extends: own.extends ?? base,
    summary: own.summary === '' ? old.summary : own.summary,
    body: own.body === '' ? old.body : own.body,
    facts: own.facts.length > 0 ? own.facts : facts,
  }
}

function category(own: Category, old: Category): Category {
  return { ...own, gate: own.gate || old.gate, weight: own.weight ?? old.weight }
}

function item(own: Item, old: Item): Item {
  const or = <T>(mine: T[], theirs: T[]) => (mine.length > 0 ? mine : theirs)
  return {
    ...own,
    label: own.label ?? old.label,
    weight: own.weight ?? old.weight,
    critical: own.critical || old.critical,
    target: own.target ?? old.target,
    examples: or(own.examples, old.examples),
    antiExamples: or(own.antiExamples, old.antiExamples),
    anchors: or(own.anchors, old.anchors),
    links: or(own.links, old.links),
  }
}

function transition(own: Transition, old: Transition): Transition {
  const from = own.from ?? old.from
  return {
    ...own,
    from,
    fromLabel: from === null ? own.fromLabel : null,
    kind: old.kind,
    shifts: own.shifts.length > 0 ? own.shifts : old.shifts,
    pitfalls: own.pitfalls.length > 0 ? own.pitfalls : old.pitfalls,
    minMonths: own.minMonths ?? old.minMonths,
    maxMonths: own.maxMonths ?? old.maxMonths,
    body: own.body === '' ? old.body : own.body,
  }
}
