import 'server-only'
import { type Entry, FRAME, type Sheet, WIDTH } from './sheet'

const LINE = 17
const NUMBER = 40

type Slot = { page: number; y: number }

/** Leaves room for so many lines of contents; they are drawn when their page numbers are known. */
export function reserveContents(sheet: Sheet, lines: number): Slot[] {
  sheet.paragraph('Contents', { isBold: true, size: 14 })
  sheet.space(6)
  const slots: Slot[] = []
  for (let line = 0; line < lines; line += 1) {
    sheet.keep(LINE)
    slots.push({ page: sheet.page, y: sheet.doc.y })
    sheet.space(LINE)
  }
  return slots
}

export function drawContents(sheet: Sheet, slots: readonly Slot[]): void {
  sheet.entries.forEach((entry, index) => {
    const slot = slots[index]
    if (slot) drawEntry(sheet, entry, slot)
  })
}

function drawEntry(sheet: Sheet, { title, depth, page, target }: Entry, slot: Slot) {
  sheet.doc.switchToPage(slot.page)
  sheet.style({ isBold: depth === 1, size: depth === 1 ? 10.5 : 10 })
  const indent = (depth - 1) * 16
  const width = WIDTH - NUMBER - indent
  sheet.line(title, { x: FRAME.left + indent, y: slot.y, width, goTo: target })
  sheet.style({ isSoft: true })
  const x = FRAME.left + WIDTH - NUMBER
  sheet.line(String(page + 1), { x, y: slot.y, width: NUMBER, align: 'right', goTo: target })
}
