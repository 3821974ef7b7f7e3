/**
 * True when two texts differ only in case, punctuation and spaces, which makes the change
 * editorial. Numbers must stay the same one by one: "5-8" is not "58", nor is "1.5" "15".
 */
export function isEditorial(before: string, after: string): boolean {
  return bareText(before) === bareText(after) && numbersOf(before) === numbersOf(after)
}

function bareText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\s]/gu, '')
}

function numbersOf(text: string): string {
  return (text.normalize('NFKC').match(/\p{N}+/gu) ?? []).join(' ')
}
