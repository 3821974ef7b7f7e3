import { checkDocument } from '../../checks/document'
import { mintItemKey } from '../../words/item-key'
import { type Entity, type Places, placeMap } from '../body/builder'
import { canonicalDocument, type LadderDocument } from '../document'
import type { Place, Report } from '../messages'
import type { LocatedTree, TreePath } from './located'
import { keyOffset, nodeAt, plainValue } from './located'
import { checkTexts } from './tree-checks'
import { reportIssue } from './tree-issues'
import { checkReferences } from './tree-references'
import { LadderTree } from './tree-schema'

export type TreeReading = { document: LadderDocument | null; places: Places }

/**
 * A ladder from its tree, with everything there is to say about it. Null when the tree has not the
 * shape of one. Items and transitions without a key get one from `mintKey`.
 */
export function readTree(
  tree: LocatedTree,
  { report, mintKey = mintItemKey }: { report: Report; mintKey?: () => string },
): TreeReading {
  const places = placeMap()
  const value = plainValue(tree.root)
  const placeOf = (path: TreePath) => tree.placeAt(nodeAt(tree.root, path).at)
  const keyPlaceOf = (path: TreePath, name: string) =>
    tree.placeAt(keyOffset(nodeAt(tree.root, path), name))
  const parsed = LadderTree.safeParse(value)
  if (!parsed.success) {
    for (const issue of parsed.error.issues.slice(0, 1000)) {
      reportIssue(issue, { value, placeOf, keyPlaceOf, report })
    }
    return { document: null, places }
  }
  const registry: Registry = { places, placeOf, report, mintKey }
  const read = documentOf(parsed.data, registry)
  checkTexts(read, { placeOf, report })
  const document = canonicalDocument(read)
  checkReferences(document, { places, report })
  checkDocument(document, { places, report })
  return { document, places }
}

type Registry = {
  places: Places
  placeOf: (path: TreePath) => Place
  report: Report
  mintKey: () => string
}

function documentOf(tree: LadderTree, registry: Registry): LadderDocument {
  const { report, placeOf, mintKey } = registry
  const keyOr = (key: string | undefined, what: string, path: TreePath) => {
    if (key !== undefined) return key
    report('I305', placeOf(path), `This ${what} has no key; a new one is given to it.`)
    return mintKey()
  }
  const document: LadderDocument = {
    ...tree,
    items: tree.items.map((item, index) => ({
      ...item,
      key: keyOr(item.key, 'item', ['items', index]),
      scored: item.scored ?? item.kind === 'indicator',
    })),
    transitions: tree.transitions.map((transition, index) => ({
      ...transition,
      key: keyOr(transition.key, 'transition', ['transitions', index]),
    })),
  }
  register(document, registry)
  return document
}

function register(document: LadderDocument, { places, placeOf, report }: Registry) {
  const declare = (entity: Entity, key: string, path: TreePath) => {
    const place = placeOf(path)
    if (places.has(entity, key)) {
      const { line } = places.of(entity, key)
      const code = entity === 'item' ? 'E303' : 'E101'
      report(code, place, `The ${entity} "${key}" already stands in line ${line}.`)
    }
    places.add(entity, key, place)
  }
  document.scales.forEach(({ key, points }, i) => {
    declare('scale', key, ['scales', i])
    points.forEach(({ code }, j) => {
      declare('scale', `${key} ${code}`, ['scales', i, 'points', j])
    })
  })
  document.tracks.forEach(({ key }, i) => {
    declare('track', key, ['tracks', i])
  })
  document.levels.forEach(({ key, facts }, i) => {
    declare('level', key, ['levels', i])
    for (const field of ['track', 'title', 'band', 'extends']) {
      places.add('level', `${key} ${field}`, placeOf(['levels', i, field]))
    }
    facts.forEach((fact, j) => {
      places.add('fact', `${key} ${fact.key} ${fact.label}`, placeOf(['levels', i, 'facts', j]))
    })
  })
  document.categories.forEach(({ key }, i) => {
    declare('category', key, ['categories', i])
  })
  document.targets.forEach(({ level, category }, i) => {
    declare('target', `${level} ${category}`, ['targets', i])
  })
  document.items.forEach(({ key }, i) => {
    declare('item', key, ['items', i])
  })
  document.transitions.forEach(({ key }, i) => {
    declare('transition', key, ['transitions', i])
  })
  document.keymap.forEach((_map, i) => {
    places.add('keymap', String(i), placeOf(['keymap', i]))
  })
}
