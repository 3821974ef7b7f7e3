export const PEOPLE = 20_000
const REPORTS = 6
const LEVELS = ['Director', 'Manager', 'Staff', 'Senior', 'Engineer']

/** Twenty thousand people with six reports each; a shift moves nearly everybody to another manager. */
export function fileOf(shift: number): string {
  const managers = treeOf(shift)
  const rows = Array.from({ length: PEOPLE }, (_, index) => {
    const level = LEVELS[Math.min(LEVELS.length - 1, Math.floor(Math.log(index + 1) / 2))]
    const above = managers.get(`person${index}@example.org`) ?? ''
    const team = `Team ${Math.floor(index / 8) % 2_000}`
    return `Person Number ${index},person${index}@example.org,${above},${level},,${team},2024-03-12`
  })
  return ['name,email,manager email,level,track,team,start date', ...rows].join('\r\n')
}

export function treeOf(shift: number): Map<string, string | null> {
  const email = (index: number) => `person${index}@example.org`
  return new Map(
    Array.from({ length: PEOPLE }, (_, index) => [
      email(index),
      index === 0 ? null : email(Math.max(0, Math.floor((index - 1) / REPORTS) - shift)),
    ]),
  )
}

export function ruinedFile(): string {
  return fileOf(0)
    .replaceAll('person1', 'persn1')
    .replaceAll('Engineer', 'Enginer')
    .replaceAll('2024-03-12', '2024-02-31')
}
