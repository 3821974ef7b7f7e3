import 'server-only'
import type { LadderDocument, Scale, Transition } from '../../../document'
import { proseBlocks } from '../runs'
import { type Cell, type Sheet, WIDTH } from '../sheet'
import { drawItem } from './items'

const NARROW = 130
const KINDS = { promotion: 'Promotion', 'track-switch': 'Change of track', lateral: 'Lateral move' }

/** Skills that are described by degree, and what each level asks of them. */
export function drawSkills(sheet: Sheet, ladder: LadderDocument): void {
  const skills = ladder.categories.filter(({ scale }) => scale !== null)
  if (skills.length === 0) return
  sheet.heading('Skills', 1)
  for (const skill of skills) {
    sheet.heading(skill.title, 2)
    const points = ladder.scales.find(({ key }) => key === skill.scale)?.points ?? []
    for (const point of points) {
      const items = ladder.items.filter(({ category, at }) => {
        return category === skill.key && at === point.code
      })
      if (items.length > 0) sheet.heading(point.title, 3)
      for (const item of items) drawItem(sheet, item, ladder)
    }
    const asked = ladder.targets.filter(({ category, at }) => category === skill.key && at !== null)
    if (asked.length === 0) continue
    sheet.heading('Asked at each level', 4)
    drawTable(
      sheet,
      ['Level', 'Degree'],
      asked.map(({ level, at, required }) => {
        const title = points.find(({ code }) => code === at)?.title ?? at ?? ''
        return [levelTitle(ladder, level), required ? title : `${title} (optional)`]
      }),
    )
  }
}

/** Each step with its shifts as a table of two columns. */
export function drawTransitions(sheet: Sheet, ladder: LadderDocument): void {
  if (ladder.transitions.length === 0) return
  sheet.heading('Transitions', 1)
  for (const transition of ladder.transitions) {
    sheet.heading(transition.title, 2)
    sheet.paragraph(stepOf(transition, ladder), { isSoft: true, size: 9 })
    sheet.blocks(proseBlocks(transition.body))
    if (transition.shifts.length > 0) {
      const shifts = transition.shifts.map(({ from, to }) => [from, `→ ${to}`])
      drawTable(sheet, ['From', 'To'], shifts, WIDTH / 2)
    }
    if (transition.pitfalls.length > 0) sheet.heading('Pitfalls', 4)
    for (const pitfall of transition.pitfalls) sheet.bullet(pitfall)
  }
}

/** A table for each growth area: the levels, and what growth means there. */
export function drawGrowthAreas(sheet: Sheet, ladder: LadderDocument): void {
  const areas = ladder.categories.filter(({ kind }) => kind === 'growth-area')
  if (areas.length === 0) return
  sheet.heading('Growth areas', 1)
  for (const area of areas) {
    sheet.heading(area.title, 2)
    const cells = ladder.items.filter(({ category }) => category === area.key)
    drawTable(
      sheet,
      ['Level', 'What grows'],
      cells.map(({ label, levels, text }) => {
        return [label ?? levels.map((key) => levelTitle(ladder, key)).join(', '), text]
      }),
    )
  }
}

export function drawScales(sheet: Sheet, { scales }: LadderDocument): void {
  if (scales.length === 0) return
  sheet.heading('Scales', 1)
  for (const scale of scales) {
    sheet.heading(scaleTitle(scale), 2)
    drawTable(
      sheet,
      ['Point', 'Meaning'],
      scale.points.map(({ code, title, description }) => {
        const name = code === title.toLowerCase() ? title : `${code} · ${title}`
        return [name, description === '' ? '–' : description]
      }),
    )
  }
}

function drawTable(sheet: Sheet, heads: string[], rows: string[][], width = NARROW) {
  const cells = (texts: string[], style: Partial<Cell>): Cell[] =>
    texts.map((text, column) => {
      return { text, width: column === 0 ? width : WIDTH - width, ...style }
    })
  sheet.keep(60)
  sheet.row(cells(heads, { isSoft: true }))
  for (const row of rows) {
    const [first, ...others] = cells(row, {})
    sheet.row(first ? [{ ...first, isBold: width === NARROW }, ...others] : others)
  }
  sheet.space(8)
}

function stepOf(transition: Transition, ladder: LadderDocument): string {
  const { from, fromLabel, to, kind, minMonths, maxMonths } = transition
  const track = ladder.tracks.find(({ key }) => key === from)?.title
  const start = fromLabel ?? track ?? levelTitle(ladder, from ?? '')
  const months =
    minMonths === null && maxMonths === null
      ? ''
      : `, usually ${[minMonths, maxMonths].filter((n) => n !== null).join('–')} months`
  return `${start} → ${levelTitle(ladder, to)}. ${KINDS[kind]}${months}.`
}

function levelTitle({ levels }: LadderDocument, key: string): string {
  return levels.find((level) => level.key === key)?.title ?? key
}

function scaleTitle({ key, kind }: Scale): string {
  const words = key.replace(/[._-]+/g, ' ')
  const name = words.charAt(0).toUpperCase() + words.slice(1)
  return kind === 'rating' ? `${name} (for ratings)` : name
}
