import 'server-only'
import { factTitle } from '../../../../words/fact-title'
import type { Category, Item, LadderDocument, Level } from '../../../document'
import { proseBlocks } from '../runs'
import { type Sheet, WIDTH } from '../sheet'
import { drawItem } from './items'

const LABEL = 130

/** Every level of every track with its facts and what it expects, category by category. */
export function drawLevels(sheet: Sheet, ladder: LadderDocument): void {
  for (const track of ladder.tracks) {
    const levels = ladder.levels.filter((level) => level.track === track.key)
    if (levels.length === 0 && track.body === '') continue
    sheet.heading(track.title, 1)
    sheet.blocks(proseBlocks(track.body))
    for (const level of levels) drawLevel(sheet, ladder, level)
  }
}

function drawLevel(sheet: Sheet, ladder: LadderDocument, level: Level) {
  sheet.heading(level.code ? `${level.title} (${level.code})` : level.title, 2)
  const extended = ladder.levels.find(({ key }) => key === level.extends)
  const about = [
    level.band === null ? '' : `Band ${level.band}`,
    level.aliases.length === 0 ? '' : `also called ${level.aliases.join(', ')}`,
    extended ? `extends ${extended.title}` : '',
  ].filter((part) => part !== '')
  if (about.length > 0) sheet.paragraph(`${about.join('; ')}.`, { isSoft: true, size: 9 })
  if (level.summary !== '') sheet.paragraph(level.summary, { size: 11 })
  if (level.facts.length > 0) {
    sheet.space(2)
    sheet.rule()
    for (const fact of level.facts) {
      sheet.row([
        { text: factTitle(fact), width: LABEL, isSoft: true },
        { text: fact.text, width: WIDTH - LABEL },
      ])
    }
    sheet.space(6)
  }
  sheet.blocks(proseBlocks(level.body))
  for (const category of ladder.categories) {
    if (category.kind === 'growth-area') continue
    const items = ladder.items.filter(
      (item) => item.category === category.key && item.levels.includes(level.key),
    )
    if (items.length > 0) drawCategory(sheet, { ladder, category, items })
  }
}

type Part = { ladder: LadderDocument; category: Category; items: Item[] }

function drawCategory(sheet: Sheet, { ladder, category, items }: Part) {
  sheet.heading(category.title, 3)
  for (const item of items) drawItem(sheet, item, ladder)
}
