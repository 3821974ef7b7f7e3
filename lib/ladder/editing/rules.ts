import type { Entities, EntityName } from './draft'

/** What no draft may hold, because the database refuses it: a sentence, or null when all is well. */
export function faultOf({
  entity,
  value,
}: {
  entity: EntityName
  value: Entities[EntityName]
}): string | null {
  if (entity === 'item') return itemFault(value as Entities['item'])
  if (entity === 'transition') return transitionFault(value as Entities['transition'])
  return null
}

function itemFault({ levels, at, text }: Entities['item']): string | null {
  if (text.trim() === '') return 'An item needs words. Remove it if it has none.'
  if ((levels.length === 0) === (at === null)) {
    return 'An item stands either at levels or at a point of a scale.'
  }
  return null
}

function transitionFault(transition: Entities['transition']): string | null {
  const { from, fromLabel, to, minMonths, maxMonths } = transition
  if (from === null && fromLabel === null) return 'A transition comes from somewhere.'
  if (from === to) return 'A transition leads to another level than the one it comes from.'
  if (minMonths !== null && maxMonths !== null && minMonths > maxMonths) {
    return 'The least number of months is more than the most.'
  }
  return null
}
