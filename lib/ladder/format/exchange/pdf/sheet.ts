import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { shownText } from './characters'
import { type Block, inlineRuns, type Run } from './runs'

const FONTS = join(process.cwd(), 'lib/ladder/format/exchange/pdf/fonts')
const REGULAR = 'regular'
const BOLD = 'bold'
const INK = '#1a1c20'
const SOFT = '#5c6370'
const RULE = '#d5d9e0'

/** Lengths in points. */
const MARGIN = { top: 60, bottom: 64, left: 62, right: 62 }
const PAGE = { width: 595.28, height: 841.89 }
export const WIDTH = PAGE.width - MARGIN.left - MARGIN.right
const HEADINGS = [22, 16, 12, 10.5] as const
/** How much a heading keeps on its page of what follows. */
const KEPT = [190, 150, 62, 56] as const
const TEXT = 10
const SMALL = 8.5

export type HeadingDepth = 1 | 2 | 3 | 4
export type Style = { isSoft?: boolean; isBold?: boolean; size?: number; indent?: number }
export type Cell = { text: string; width: number; isBold?: boolean; isSoft?: boolean }
export type Entry = { title: string; depth: number; page: number; target: string }

/** A paged document (A4) in the making: every call sets something below what is there. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly entries: Entry[] = []
  isWhole = true
  private readonly bookmarks: PDFKit.PDFOutline[] = []

  constructor(info: { title: string; language: string; on: Date }) {
    this.doc = new PDFDocument({
      size: 'A4',
      margins: MARGIN,
      bufferPages: true,
      autoFirstPage: true,
      font: '',
      lang: info.language,
      displayTitle: true,
      info: { Title: info.title, Creator: 'Rung', CreationDate: info.on, ModDate: info.on },
    })
    this.doc.registerFont(REGULAR, readFileSync(join(FONTS, 'text-regular.ttf')))
    this.doc.registerFont(BOLD, readFileSync(join(FONTS, 'text-bold.ttf')))
    this.doc.font(REGULAR).fillColor(INK).fontSize(TEXT)
  }

  get page(): number {
    const { start, count } = this.doc.bufferedPageRange()
    return start + count - 1
  }

  /** A heading that keeps some of what follows on its page; depths 1 and 2 are in the contents. */
  heading(title: string, depth: HeadingDepth): void {
    const size = HEADINGS[depth - 1] ?? TEXT
    if (depth > 1 || !this.isAtTop()) this.space(depth === 1 ? 26 : size * 1.1)
    this.keep(KEPT[depth - 1] ?? 0)
    if (depth <= 2) this.enter(title, depth)
    this.style({ isBold: true, size })
    this.doc.text(this.shown(title), MARGIN.left, this.doc.y, { width: WIDTH, lineGap: 1 })
    this.space(depth <= 2 ? 6 : 3)
  }

  paragraph(text: string | readonly Run[], style: Style = {}): void {
    const { indent = 0 } = style
    const runs = typeof text === 'string' ? inlineRuns(text) : text
    this.keep(TEXT * 2.4)
    this.runs(runs, { x: MARGIN.left + indent, width: WIDTH - indent, style })
    this.space(4)
  }

  /** A mark in the margin of an indented text. */
  bullet(text: string | readonly Run[], { mark = '•', ...style }: Style & { mark?: string } = {}) {
    const { indent = 0 } = style
    const runs = typeof text === 'string' ? inlineRuns(text) : text
    this.keep(TEXT * 2.4)
    const { y } = this.doc
    this.style({ ...style, isBold: false })
    this.doc.text(mark, MARGIN.left + indent, y, { lineBreak: false })
    this.doc.y = y
    const x = MARGIN.left + indent + 14
    this.runs(runs, { x, width: WIDTH - indent - 14, style })
    this.space(3)
  }

  blocks(blocks: readonly Block[], style: Style = {}): void {
    for (const block of blocks) {
      if (block.kind === 'paragraph') this.paragraph(block.runs, style)
      else if (block.kind === 'bullet') {
        this.bullet(block.runs, { ...style, mark: block.mark, indent: block.depth * 14 })
      } else {
        this.paragraph(
          block.runs.map((run) => ({ ...run, isBold: true })),
          { ...style, size: 11 },
        )
      }
    }
  }

  /** A row of a table with a rule below; a row that fits on no page runs over as text. */
  row(cells: readonly Cell[]): void {
    const inner = (cell: Cell) => ({ width: cell.width - 10, lineGap: 1.5 })
    const texts = cells.map(({ text }) => this.shown(plainText(text)))
    const heights = cells.map((cell, index) => {
      this.style({ isBold: cell.isBold ?? false, size: 9.5 })
      return this.doc.heightOfString(texts[index] ?? '', inner(cell))
    })
    const height = Math.max(...heights)
    if (height > PAGE.height - MARGIN.top - MARGIN.bottom - 20) {
      for (const { text, isBold, isSoft } of cells) this.paragraph(text, { isBold, isSoft })
      return
    }
    this.keep(height + 8)
    const { y } = this.doc
    let x = MARGIN.left
    cells.forEach((cell, index) => {
      this.style({ isBold: cell.isBold ?? false, isSoft: cell.isSoft ?? false, size: 9.5 })
      this.doc.text(texts[index] ?? '', x, y + 3, inner(cell))
      x += cell.width
    })
    this.doc.y = y + height + 7
    this.rule()
  }

  rule(): void {
    const { y } = this.doc
    this.doc.save().lineWidth(0.5).strokeColor(RULE)
    this.doc
      .moveTo(MARGIN.left, y)
      .lineTo(MARGIN.left + WIDTH, y)
      .stroke()
      .restore()
  }

  space(points: number): void {
    this.doc.y += points
  }

  newPage(): void {
    this.doc.addPage()
  }

  /** Begins a page unless so many points are left on this one. */
  keep(points: number): void {
    if (this.doc.y + points > PAGE.height - MARGIN.bottom) this.doc.addPage()
  }

  /** One line of text at a place, for what is drawn after the pages are made. */
  line(text: string, at: { x: number; y: number; width: number; align?: 'right'; goTo?: string }) {
    const { x, y, width, align = 'left', goTo } = at
    this.doc.text(this.shown(text), x, y, {
      width,
      align,
      lineBreak: false,
      ellipsis: true,
      ...(goTo === undefined ? {} : { goTo }),
    })
  }

  style({ isSoft = false, isBold = false, size = TEXT }: Style): void {
    this.doc
      .font(isBold ? BOLD : REGULAR)
      .fontSize(size)
      .fillColor(isSoft ? SOFT : INK)
  }

  bytes(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = []
    return new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
      this.doc.on('end', () => resolve(Buffer.concat(chunks)))
      this.doc.on('error', reject)
      this.doc.end()
    })
  }

  private runs(
    runs: readonly Run[],
    { x, width, style }: { x: number; width: number; style: Style },
  ): void {
    const shown = runs.filter(({ text }) => text !== '')
    shown.forEach((run, index) => {
      this.style({ ...style, isBold: run.isBold || (style.isBold ?? false) })
      const options = { width, lineGap: 2, continued: index < shown.length - 1 }
      if (index === 0) this.doc.text(this.shown(run.text), x, this.doc.y, options)
      else this.doc.text(this.shown(run.text), options)
    })
  }

  private enter(title: string, depth: number): void {
    const target = `part-${this.entries.length + 1}`
    this.doc.addNamedDestination(target, 'XYZ', 0, this.doc.y - 8, null)
    this.entries.push({ title, depth, page: this.page, target })
    const parent = depth === 1 ? this.doc.outline : (this.bookmarks.at(-1) ?? this.doc.outline)
    const bookmark = parent.addItem(title, { expanded: depth === 1 })
    if (depth === 1) this.bookmarks.push(bookmark)
  }

  private isAtTop(): boolean {
    return this.doc.y <= MARGIN.top + 1
  }

  private shown(text: string): string {
    const { text: shown, isWhole } = shownText(text)
    this.isWhole &&= isWhole
    return shown
  }
}

/** Where text begins and ends on a page, in points. */
export const FRAME = {
  left: MARGIN.left,
  top: MARGIN.top,
  bottom: PAGE.height - MARGIN.bottom,
  footer: PAGE.height - 40,
  small: SMALL,
}

function plainText(text: string): string {
  return inlineRuns(text)
    .map((run) => run.text)
    .join('')
}
