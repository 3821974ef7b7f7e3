/** The id of a section or of a rated item on the page, for links into it. */
export function sectionId(section: string): string {
  return section.replace(':', '-')
}

export function itemId(itemKey: string): string {
  return `item-${itemKey}`
}
