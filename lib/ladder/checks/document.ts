import type { Places } from '../format/body/builder'
import { type LadderDocument, ratingScale } from '../format/document'
import type { Report } from '../format/messages'
import { START } from '../format/source'
import { checkCategories } from './categories'
import { checkFacts } from './facts'
import { checkGrowthAreas } from './growth-areas'
import { checkItemTexts } from './item-texts'
import { checkItems } from './items'
import { checkLevels } from './levels'
import { checkTargets } from './targets'
import { checkTransitions } from './transitions'

export type Checking = { places: Places; report: Report }

export const MAX_ITEMS = 10_000

/** Every check that needs no other version of the ladder; reports what it finds, in any order. */
export function checkDocument(document: LadderDocument, checking: Checking): void {
  const { report } = checking
  if (document.licence === null) {
    report('W506', START, 'The licence is missing: may others use these words?')
  }
  if (document.items.length > MAX_ITEMS) {
    report(
      'E011',
      START,
      `The ladder has ${document.items.length} items; at most ${MAX_ITEMS} are read.`,
    )
    return
  }
  if (ratingScale(document) === null) {
    report('E410', START, 'No scale of kind "rating" is declared, so nothing could be rated.')
  }
  const checks = [
    checkLevels,
    checkFacts,
    checkCategories,
    checkItems,
    checkItemTexts,
    checkTargets,
    checkTransitions,
    checkGrowthAreas,
  ]
  for (const check of checks) check(document, checking)
}
