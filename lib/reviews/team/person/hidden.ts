/** Why scores and texts of one cycle are not open to somebody who stands above the person. */
export function hiddenBecause({
  depth,
  isShared,
  skipVisible,
}: {
  /** How many steps the reader stands above; null when not above. */
  depth: number | null
  isShared: boolean
  skipVisible: boolean
}): string {
  if (depth === 1 && !isShared) {
    return 'Written under another manager. It opens to you when it is shared.'
  }
  if (depth === 2 && !skipVisible) {
    return 'This cycle is open to the person and their direct manager only.'
  }
  return 'Scores and texts are open to the two managers above a person, not further up.'
}
