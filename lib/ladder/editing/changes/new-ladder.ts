import { SCALE_POINTS } from '@/lib/scoring/scale'
import { FORMAT, type LadderDocument } from '../../format/document'
import { keyFromTitle } from './new-key'

/** The least that a ladder can begin with: one level of one track, and the scale that reviews use. */
export function newLadder({
  name,
  track,
  level,
}: {
  name: string
  track: string
  level: string
}): LadderDocument {
  const trackKey = keyFromTitle(track, () => false)
  const levelKey = keyFromTitle(level, (key) => key === trackKey)
  const points = SCALE_POINTS.map(({ value, name: title, anchor: description }) => ({
    ...{ code: String(value), title, value, description },
    points: null,
  }))
  return {
    format: FORMAT,
    ladder: keyFromTitle(name, () => false),
    name,
    version: 1,
    status: 'draft',
    language: 'en',
    cumulative: false,
    licence: null,
    source: null,
    changeNote: null,
    body: '',
    scales: [{ key: 'rating', kind: 'rating', points }],
    tracks: [{ key: trackKey, title: track, body: '' }],
    levels: [
      {
        ...{ key: levelKey, track: trackKey, code: null, title: level, aliases: [], band: null },
        ...{ extends: null, summary: '', body: '', facts: [] },
      },
    ],
    categories: [],
    targets: [],
    items: [],
    transitions: [],
    keymap: [],
  }
}
