/** The id of a section or of a rated item on the page, for links into it. */
export function sectionId(section: string): string {
  return section.replace(':', '-')
}

/** The line that says who will read what is written in the section. */
export function audienceId(section: string): string {
  return `${sectionId(section)}-audience`
}

export function itemId(itemKey: string): string {
  return `item-${itemKey}`
}
