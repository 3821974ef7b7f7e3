import type { Relation } from '@/lib/policy/relations'

/** Whose eyes the words are for, and who is called what. */
export type Names = {
  voice: 'subject' | 'manager' | 'other'
  subjectName: string
  managerName: string | null
  skipName: string | null
}

/** One reader, as the one who writes calls them; `aside` stands in the brackets of a person. */
export function readerInWords(relation: Relation, names: Names, aside = ''): string {
  const tell = WORDS[relation]
  if (!tell) throw new RangeError(`There are no words for ${relation} as a reader.`)
  return tell(names, aside)
}

/** Parts as a list that is read aloud: "a, b and c". */
export function andList(parts: readonly string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last
}

type Telling = (names: Names, aside: string) => string

const WORDS: Partial<Record<Relation, Telling>> = {
  subj: ({ voice, subjectName }) => (voice === 'subject' ? 'you' : subjectName),
  mgr: ({ voice, managerName }, aside) =>
    voice === 'manager'
      ? 'you'
      : named(managerName, voice === 'subject' ? 'your manager' : 'manager', aside),
  skip: (names, aside) => named(names.skipName, skipRole(names), aside),
  hr_in: (names, aside) => `the HR partners responsible for ${whom(names)}${inBrackets(aside)}`,
  newmgr: (names) => `whoever manages ${whom(names)} later`,
  exm_author: (names, aside) =>
    aside === 'early'
      ? `a former manager who wrote about ${whom(names)} in this cycle, until their time for it is over, or who shared the packet`
      : 'a former manager who shared the packet',
  breakglass: () =>
    'somebody with emergency access, for some hours and a reason to which a second person agreed',
}

function named(name: string | null, role: string, aside: string): string {
  const inside = aside ? `${role}, ${aside}` : role
  return name === null ? inside : `${name} (${inside})`
}

function inBrackets(aside: string): string {
  return aside ? ` (${aside})` : ''
}

function skipRole({ voice, managerName }: Names): string {
  if (voice === 'manager') return 'your manager'
  return managerName === null ? 'the manager above' : `${managerName}’s manager`
}

function whom({ voice, subjectName }: Names): string {
  return voice === 'subject' ? 'you' : subjectName
}
