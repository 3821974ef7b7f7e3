import { levelsOfLabel } from '../../words/level-label'
import { canonicalBody, canonicalText, TRANSITION_KINDS, type Transition } from '../document'
import { type AttributeReader, attributeReader, type Builder, claimKey } from './builder'
import { readBullets } from './bullets'
import {
  type Heading,
  type Section,
  type SourceLine,
  splitSections,
  unescapeLine,
} from './sections'

const NAMES = ['from', 'from_label', 'to', 'kind', 'min', 'max']
/** What stands between the two sides of a shift. */
export const ARROW = / -> /

/** `# Key transitions {kind=transitions}`: a heading for each step, its words, then `- from -> to`. */
export function readTransitions(builder: Builder, section: Section & { heading: Heading }): void {
  const { attributes, place } = section.heading
  attributeReader(builder, { attributes, place, names: ['kind'] })
  const [head, ...steps] = splitSections(section.lines, { min: 2, max: 2 })
  for (const { text, number } of head?.lines ?? []) {
    if (text.trim() === '') continue
    builder.report('E301', { line: number, column: 1 }, 'This line belongs to no transition.')
  }
  for (const { heading, lines } of steps) {
    if (heading) readTransition(builder, heading, lines)
  }
}

function readTransition(builder: Builder, heading: Heading, lines: SourceLine[]) {
  const { attributes, place, title } = heading
  const read = attributeReader(builder, { attributes, place, names: NAMES })
  const to = endOf(builder, heading, read)
  const ends = startOf(builder, heading, read)
  const firstBullet = lines.findIndex((line) => /^-(?:[ \t]|$)/.test(line.text))
  const split = firstBullet === -1 ? lines.length : firstBullet
  const body = lines.slice(0, split).map((line) => unescapeLine(line.text, 'transition'))
  const { shifts, pitfalls } = readShifts(builder, lines.slice(split))
  if (to === null) return
  builder.document.transitions.push({
    key: claimKey(builder, { entity: 'transition', attributes, place }),
    ...ends,
    to,
    kind: read.oneOf('kind', TRANSITION_KINDS) ?? 'promotion',
    title,
    body: canonicalBody(body.join('\n')),
    shifts,
    pitfalls,
    minMonths: read.whole('min'),
    maxMonths: read.whole('max'),
  })
}

function endOf({ document, report }: Builder, heading: Heading, read: AttributeReader) {
  const written = read.text('to')
  const label = heading.title.split(/ to /i).at(-1) ?? ''
  const key = written ?? levelsOfLabel(label, document.levels)[0] ?? null
  if (document.levels.some((level) => level.key === key)) return key
  const wanted = written ?? label
  report('E401', heading.place, `The transition leads to "${wanted}", which is no level.`)
  return null
}

function startOf(
  { document, report }: Builder,
  heading: Heading,
  read: AttributeReader,
): Pick<Transition, 'from' | 'fromLabel'> {
  const written = read.text('from')
  const named = read.text('from_label')
  if (written === null && named !== null) return { from: null, fromLabel: named }
  const label = heading.title.split(/ to /i)[0] ?? ''
  const key = written ?? levelsOfLabel(label, document.levels)[0] ?? null
  const known = [...document.levels, ...document.tracks].some((entity) => entity.key === key)
  if (known) return { from: key, fromLabel: null }
  if (written === null) {
    report('W402', heading.place, `"${label}" matches no level; it stays as a label.`)
  } else {
    report(
      'E401',
      heading.place,
      `The transition comes from "${written}", which is no level or track.`,
    )
  }
  return { from: null, fromLabel: written ?? label }
}

function readShifts(
  builder: Builder,
  lines: SourceLine[],
): Pick<Transition, 'shifts' | 'pitfalls'> {
  const shifts: Transition['shifts'] = []
  const pitfalls: string[] = []
  for (const { text, nested, place } of readBullets(lines, builder.report, { hasBlocks: false })) {
    const pitfall = /^pitfall:\s*(.*)$/s.exec(text)
    const arrow = ARROW.exec(text)
    if (pitfall?.[1]) pitfalls.push(pitfall[1])
    else if (arrow) {
      const from = canonicalText(text.slice(0, arrow.index))
      const to = canonicalText(text.slice(arrow.index + arrow[0].length))
      shifts.push({ from: unescapeShift(from), to: unescapeShift(to) })
    } else {
      builder.report('E302', place, 'A shift has two sides, as in "- my output -> the team\'s".')
    }
    for (const inner of nested) {
      builder.report('E301', inner.place, 'This line belongs to no shift.')
    }
  }
  return { shifts, pitfalls }
}

// An arrow inside a side, and a side that begins like a pitfall, stand behind a backslash.
export function escapeShift(side: string): string {
  return side.replace(/\\*->/g, '\\$&').replace(/^\\*pitfall:/, '\\$&')
}

export function unescapeShift(side: string): string {
  return side.replace(/\\(\\*->)/g, '$1').replace(/^\\(\\*pitfall:)/, '$1')
}
