import type { Category, Level, Track } from '../../format/document'
import type { OutlineNode } from '../outline'
import { categoryFor, growthAreaFor, impliedCategory } from './categories'
import type { Drafting } from './drafting'
import { addItem, followReferences, type ItemContext, type Reference } from './items'
import { rateAtCategory } from './rate-at-category'
import { addTransition } from './transitions'
import { addFact, addLevelWords, addWords, checkDeclared } from './words'

type Place = {
  track: Track | null
  level: Level | null
  category: Category | null
  kind: ItemContext['kind']
  scored: boolean | null
  /** Title of the categories that a flat reading has no place for. */
  label: string | null
  isInTrack: boolean
  /** Neither a track nor a level has come yet. */
  isBefore: boolean
}

type Filling = { draft: Drafting; references: Reference[] }

/** Puts everything that an outline holds into the document, whose tracks and levels are there. */
export function addContents(outline: readonly OutlineNode[], draft: Drafting): void {
  const filling: Filling = { draft, references: [] }
  const [only] = draft.document.tracks
  const track = draft.tracks.get('') ?? (draft.document.tracks.length === 1 ? only : null) ?? null
  let isBefore = true
  for (const node of outline) {
    if (node.role === 'level' || node.role === 'track') isBefore = false
    addNode(node, { ...EMPTY, track, isInTrack: false, isBefore }, filling)
  }
  followReferences(filling.references, draft)
  if (draft.mapping.rateAtCategory) rateAtCategory(draft.document, draft.mintKey)
}

const EMPTY = { level: null, category: null, kind: null, scored: null, label: null }

function addNode(node: OutlineNode, place: Place, filling: Filling): void {
  const { draft } = filling
  if (node.role === 'ignored') return
  if (node.role === 'track') {
    const track = draft.tracks.get(node.id) ?? place.track
    addAll(node, { ...EMPTY, track, isInTrack: true, isBefore: false }, filling)
  } else if (node.role === 'level') {
    const level = draft.levels.get(node.id) ?? null
    const track = draft.document.tracks.find((candidate) => candidate.key === level?.track)
    addAll(
      node,
      { ...place, ...EMPTY, track: track ?? place.track, level, isBefore: false },
      filling,
    )
  } else if (node.role === 'category') addCategory(node, place, filling)
  else if (node.role === 'item') addOwnItem(node, place, filling)
  else if (node.role === 'fact' && place.level) addFact(place.level, node, draft)
  else if (node.role === 'growth-area') addArea(node, place, filling)
  else if (node.role === 'transition')
    addTransition(node, place.track, homeOf(node, place, draft), draft)
  else if (node.role === 'transitions' || node.role === 'growth-areas') {
    const prose = node.children.filter((child) => child.role === 'prose')
    if (prose.length > 0 && node.title !== '') {
      addWords(homeOf(node, place, draft), `## ${node.title}`)
    }
    addAll(node, place, filling)
  } else addProse(node, place, draft)
}

function addAll(node: OutlineNode, place: Place, filling: Filling) {
  for (const child of node.children) addNode(child, place, filling)
}

function addCategory(node: OutlineNode, place: Place, filling: Filling) {
  const { draft } = filling
  const correction = draft.correctionOf(node)
  const kind = correction.kind ?? node.kind ?? place.kind
  const scored = correction.scored ?? place.scored
  if (draft.mapping.flat) {
    const label = place.label === null ? node.title : `${place.label}: ${node.title}`
    addAll(node, { ...place, kind, scored, label }, filling)
  } else {
    const category = categoryFor(node, place.category, draft)
    addAll(node, { ...place, category, kind, scored }, filling)
  }
}

function addOwnItem(node: OutlineNode, place: Place, { draft, references }: Filling) {
  const category = place.category ?? impliedCategory(node, draft)
  const item = node.item && { ...node.item, label: node.item.label ?? place.label }
  const { level, kind, scored } = place
  const track = place.track?.key ?? null
  addItem({ ...node, item }, { level, track, category, kind, scored }, { draft, references })
}

function addArea(node: OutlineNode, place: Place, filling: Filling) {
  const { draft } = filling
  const category = growthAreaFor(node, draft)
  for (const child of node.children) {
    if (child.role !== 'cell') {
      addNode(child, place, filling)
      continue
    }
    const track = place.track?.key ?? null
    const levels = draft.levelsOf(child.title, track)
    if (levels.length === 0) {
      draft.report('E405', child.place, `The cell's label "${child.title}" means no level.`)
      addWords(homeOf(child, place, draft), `**${node.title}, ${child.title}:** ${child.text}`)
      continue
    }
    const label = levels.length > 1 ? child.title : (child.item?.label ?? null)
    const item = child.item && { ...child.item, label, levels }
    const context = { level: null, track, category, kind: null, scored: null }
    addItem({ ...child, item }, context, { draft, references: null })
  }
}

function addProse(node: OutlineNode, place: Place, draft: Drafting) {
  const text =
    node.role === 'prose' ? node.text : [node.title, node.text].filter(Boolean).join(': ')
  if (text !== '') {
    const isOwn = place.level !== null && draft.correctionOf(node).track === undefined
    if (isOwn && place.level) addLevelWords(place.level, { ...node, text }, draft)
    else {
      checkDeclared({ ...node, text }, place.track, draft)
      addWords(homeOf(node, place, draft), text)
    }
  }
  for (const child of node.children) addProse(child, place, draft)
}

/**
 * The body for words outside levels: that of their track; for what a lone track is introduced with
 * under headings, that of this track; else that of the ladder.
 */
function homeOf(node: OutlineNode, place: Place, draft: Drafting): { body: string } {
  const { tracks } = draft.document
  const given = draft.correctionOf(node).track
  const named = tracks.find((track) => track.key === given)
  if (named) return named
  if (place.level) return place.level
  if (place.track && place.isInTrack) return place.track
  const isHeaded = node.role !== 'prose' || node.title !== ''
  const isIntroduction = tracks.length === 1 && place.isBefore && isHeaded
  return (isIntroduction ? tracks[0] : null) ?? draft.document
}
