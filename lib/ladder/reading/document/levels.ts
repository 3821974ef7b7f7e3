import { CODE_PATTERN, type Level, type Track } from '../../format/document'
import type { OutlineNode } from '../outline'
import { comparable } from '../structure/titles'
import type { Drafting } from './drafting'

const LONGEST_TITLE = 200

/** Adds the tracks and levels of an outline; levels outside a track belong to one of the ladder's name. */
export function addLevels(outline: readonly OutlineNode[], draft: Drafting): void {
  for (const { key, title } of draft.mapping.tracks) {
    const known = draft.document.tracks.find((track) => track.key === key)
    if (!known) draft.document.tracks.push({ key, title, body: '' })
  }
  walk(outline, null, draft)
  const used = new Set(draft.document.levels.map((level) => level.track))
  draft.document.tracks = draft.document.tracks.filter((track) => used.has(track.key))
  for (const [id, track] of draft.tracks) if (!used.has(track.key)) draft.tracks.delete(id)
}

function walk(nodes: readonly OutlineNode[], track: Track | null, draft: Drafting) {
  for (const node of nodes) {
    if (node.role === 'track') {
      const given = draft.correctionOf(node).track
      const own = given === undefined ? newTrack(node, draft) : trackOf(given, draft)
      draft.tracks.set(node.id, own)
      walk(node.children, own, draft)
    } else if (node.role === 'level') addLevel(node, track ?? defaultTrack(draft), draft)
  }
}

function newTrack({ title, place }: OutlineNode, draft: Drafting): Track {
  const key = draft.keyFor(title, 'track')
  const titled = draft.mapping.tracks.find((track) => comparable(track.title) === comparable(title))
  const track = titled
    ? trackOf(titled.key, draft)
    : { key, title: title.slice(0, LONGEST_TITLE), body: '' }
  if (!titled) draft.document.tracks.push(track)
  draft.add('track', track.key, place)
  return track
}

function trackOf(key: string, draft: Drafting): Track {
  const known = draft.document.tracks.find((track) => track.key === key)
  if (known) return known
  const track = { key, title: key, body: '' }
  draft.document.tracks.push(track)
  return track
}

function defaultTrack(draft: Drafting): Track {
  const known = draft.tracks.get('')
  if (known) return known
  const [given] = draft.mapping.tracks
  const title = draft.document.name
  const track = given
    ? trackOf(given.key, draft)
    : { key: draft.keyFor(title, 'track'), title, body: '' }
  if (!given) draft.document.tracks.push(track)
  draft.tracks.set('', track)
  return track
}

function addLevel(node: OutlineNode, track: Track, draft: Drafting) {
  const correction = draft.correctionOf(node)
  const own = correction.track === undefined ? track : trackOf(correction.track, draft)
  const title = (correction.title ?? node.title).slice(0, LONGEST_TITLE)
  const code = correction.code === undefined ? node.code : correction.code
  const isCode = code !== null && CODE_PATTERN.test(code)
  const unfit = code !== null && !isCode ? [code] : []
  const level: Level = {
    key: draft.keyFor(title, 'level'),
    track: own.key,
    code: isCode ? code : null,
    title,
    aliases: [...node.aliases, ...unfit, ...formerNames(node.title, title)],
    band: correction.band ?? null,
    extends: null,
    summary: '',
    body: '',
    facts: [],
  }
  draft.document.levels.push(level)
  draft.levels.set(node.id, level)
  draft.add('level', level.key, node.place)
  draft.add('section', level.key, node.place)
  for (const field of ['track', 'title', 'band', 'extends']) {
    draft.add('level', `${level.key} ${field}`, node.place)
  }
}

/** What the source calls a level also where it speaks of it, when a person calls it otherwise. */
function formerNames(found: string, title: string): string[] {
  if (found.slice(0, LONGEST_TITLE) === title) return []
  const whole = found.slice(0, LONGEST_TITLE)
  const bare = whole.replace(/\s*\([^)]*\)/g, '').trim()
  return [...new Set([whole, bare])].filter((name) => name !== '' && name !== title)
}
