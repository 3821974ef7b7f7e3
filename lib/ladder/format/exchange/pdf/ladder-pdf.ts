import 'server-only'
import { canonicalDocument, type LadderDocument } from '../../document'
import { drawContents, reserveContents } from './contents'
import { proseBlocks } from './runs'
import { drawLevels } from './sections/levels'
import { drawGrowthAreas, drawScales, drawSkills, drawTransitions } from './sections/tables'
import { FRAME, Sheet, WIDTH } from './sheet'

const STATUS = {
  draft: 'draft as of',
  published: 'published on',
  archived: 'superseded, published on',
} as const

/**
 * The ladder set for printing (A4, PDF): title, contents with page numbers and bookmarks, the rating
 * scale, every level, skills, transitions and growth areas. `on` is
 * the day of publication, or the day on which a draft stood so (UTC).
 */
export async function writeLadderPdf(
  document: LadderDocument,
  { on }: { on: Date },
): Promise<Uint8Array> {
  const ladder = canonicalDocument(document)
  const sheet = new Sheet({ title: ladder.name, language: ladder.language, on })
  drawTitle(sheet, ladder, on)
  const contents = reserveContents(sheet, entryCount(ladder))
  sheet.newPage()
  if (ladder.body !== '') {
    sheet.heading('About this ladder', 1)
    sheet.blocks(proseBlocks(ladder.body))
  }
  drawLevels(sheet, ladder)
  drawSkills(sheet, ladder)
  drawTransitions(sheet, ladder)
  drawGrowthAreas(sheet, ladder)
  drawScales(sheet, ladder)
  drawContents(sheet, contents)
  drawFooters(sheet, ladder)
  return sheet.bytes()
}

function drawTitle(sheet: Sheet, ladder: LadderDocument, on: Date) {
  sheet.space(40)
  sheet.paragraph(ladder.name, { isBold: true, size: 28 })
  sheet.space(8)
  const day = on.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  sheet.paragraph(`Version ${ladder.version}, ${STATUS[ladder.status]} ${day}.`)
  const rights = ladder.licence ? `Licence: ${ladder.licence}.` : 'No licence is stated.'
  sheet.paragraph(rights, { isSoft: true })
  if (ladder.source) sheet.paragraph(`Source: ${ladder.source}`, { isSoft: true })
  if (ladder.cumulative) {
    sheet.paragraph('Each level includes what the levels below it expect.', { isSoft: true })
  }
  sheet.space(18)
}

function entryCount({ body, tracks, levels, categories, scales, transitions }: LadderDocument) {
  const areas = categories.filter(({ kind }) => kind === 'growth-area')
  const skills = categories.filter(({ scale }) => scale !== null)
  const parts = [tracks, levels, areas, skills, transitions, scales]
  return (body === '' ? 0 : 1) + parts.reduce((sum, { length }) => sum + length, 0) + 4
}

function drawFooters(sheet: Sheet, { name, version }: LadderDocument) {
  const { start, count } = sheet.doc.bufferedPageRange()
  const note = sheet.isWhole ? '' : ' · "?" stands for a sign that the font of this file has not'
  for (let page = start; page < start + count; page += 1) {
    sheet.doc.switchToPage(page)
    // Text below the bottom margin would begin a page of its own.
    sheet.doc.page.margins.bottom = 0
    sheet.style({ isSoft: true, size: FRAME.small })
    const at = { x: FRAME.left, y: FRAME.footer, width: WIDTH - 40 }
    sheet.line(`${name}, version ${version}${note}`, at)
    const x = FRAME.left + WIDTH - 40
    sheet.line(String(page - start + 1), { x, y: FRAME.footer, width: 40, align: 'right' })
  }
}
