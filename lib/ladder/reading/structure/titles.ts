const ROLE_WORDS =
  /\b(?:engineer|manager|director|vp|vice president|president|chief|officer|head|lead|leader|developer|designer|architect|analyst|scientist|intern|apprentice|associate|junior|mid|mid-level|senior|staff|principal|fellow|distinguished|specialist|consultant|programmer|tester|trainee|graduate|beginner|intermediate|advanced|novice|cto|ceo|cio|cpo|coo|em|sem|tl|swe|sre)\b/i
const LEVEL_CODE =
  /^(?:(?:level|grade|band|tier|stage|step|rank|rung)\s*[-#]?\s*(?:\d+|[ivx]+\b)|[A-Z]{1,4}-?\d{1,2}\b(?!\.))/i
const CODED = /^([A-Z]{1,4}-?\d{1,2}[A-Z]?)\s*(?::|[-–—]+|\|)\s+(.+)$/
const PREFIXED = /^([A-Z]{1,4}-?\d{1,2}[A-Z]?)\s+(\p{L}.*)$/u
const NUMBERED =
  /^((?:level|grade|band|tier|stage|step|rank)\s*[-#]?\s*(?:\d+|[IVX]+))\s*(?::|[-–—]+|\||\.)\s+(.+)$/i
// A name of a level neither asks nor begins as sentences do.
const SENTENCE =
  /\?$|^(?:how|what|why|when|where|who|the|an?|our|your|about|becoming|is|are|should|can|do|does)\b/i
const MOST_WORDS = 8
const STEP = /\s(?:to|→|->|–>|=>)\s/i
const SHARED =
  /^(?:all (?:levels|engineers|managers|roles)|every ?(?:one|body)|every level|common (?:to all|expectations|responsibilities)|basic (?:responsibilities|expectations)|shared (?:responsibilities|expectations))\b/i

/** A heading without the marks around its words: bold, colon at the end, anchor, link, emphasis. */
export function cleanTitle(text: string): string {
  const plain = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\s*\{[:#][^{}]*\}$/, '')
    .replace(/!?\[([^\]]*)\]\([^()\s]*\)/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|>~-])/g, '$1')
  return unwrapped(unwrapped(plain).replace(/\s*[:：]$/, ''))
    .replace(/\s*[:：]$/, '')
    .trim()
}

/** What two titles have in common when they differ only in case, spaces, emoji or punctuation. */
export function comparable(title: string): string {
  const letters = title
    .normalize('NFC')
    .replace(/:[a-z0-9_+-]+:/g, '')
    .match(/[\p{L}\p{N}&+#]+/gu)
  return (letters ?? [title]).join('').toLowerCase()
}

/** From 0 to 1, how much these titles look like names of levels. */
export function levelness(titles: readonly string[]): number {
  if (titles.length === 0) return 0
  const like = titles.filter(isLevelLike).length
  return like / titles.length
}

export function isLevelLike(title: string): boolean {
  const bare = title.replace(/^[^\p{L}\p{N}]+/u, '')
  if (bare.length > 80 || STEP.test(bare) || SENTENCE.test(bare)) return false
  if (bare.split(/\s+/).length > MOST_WORDS) return false
  return LEVEL_CODE.test(bare) || ROLE_WORDS.test(bare)
}

/** Whether the title stands for what holds at every level. */
export function isSharedTitle(title: string): boolean {
  return SHARED.test(title.replace(/^[^\p{L}\p{N}]+/u, ''))
}

/** The two ends of "A to B" or "A -> B", or null. */
export function stepOf(title: string): { from: string; to: string } | null {
  const match = /^(?:from\s+)?(.+?)\s(?:to|→|->|–>|=>)\s(.+)$/i.exec(title)
  return match?.[1] && match[2] ? { from: match[1].trim(), to: match[2].trim() } : null
}

export type LevelTitle = { title: string; code: string | null; aliases: string[] }

/** Splits "IC4 - Staff Engineer" and "Level 3: Builder"; what stands alone stays the title. */
export function levelTitle(text: string): LevelTitle {
  const coded = CODED.exec(text) ?? PREFIXED.exec(text)
  if (coded?.[1] && coded[2]) return { title: coded[2], code: coded[1], aliases: [] }
  const numbered = NUMBERED.exec(text)
  if (numbered?.[1] && numbered[2]) {
    return { title: numbered[2], code: null, aliases: [numbered[1]] }
  }
  return { title: text, code: null, aliases: [] }
}

/** A bold lead-in and what follows it: "**Impact:** on the team". Null when there is none. */
export function leadIn(text: string): { title: string; rest: string } | null {
  const match = /^(\*\*|__)(?=\S)([^*\n]{1,100}?)\1\s*([:.–—-]?)\s*([\s\S]*)$/.exec(text)
  if (!match?.[2]) return null
  const isMarked = match[3] !== '' || /[:.–—-]\s*$/.test(match[2]) || match[4] === ''
  if (!isMarked) return null
  return { title: cleanTitle(match[2]).replace(/\s*[.–—-]$/, ''), rest: match[4] ?? '' }
}

/** A lead-in without bold: "Director: Sets direction". Null when there is none. */
export function plainLeadIn(text: string): { title: string; rest: string } | null {
  const bold = leadIn(text)
  if (bold && bold.rest !== '') return bold
  const match = /^([^:：\n*]{1,60})[:：]\s+(\S[\s\S]*)$/.exec(text)
  return match?.[1] && match[2] ? { title: cleanTitle(match[1]), rest: match[2] } : null
}

/** Whether a paragraph is nothing but bold words, and so a heading in other clothes. */
export function isBoldTitle(text: string): boolean {
  if (text.length > 120 || text.includes('\n')) return false
  return /^(\*\*|__)(?=\S)(?:(?!\1).)+\1\s*[:：]?\s*$/.test(text.trim())
}

function unwrapped(text: string): string {
  const match = /^(\*\*\*|\*\*|__|\*|_)(?=\S)(.+?)\1$/.exec(text)
  return match?.[2] && !match[2].includes(match[1] ?? '') ? match[2].trim() : text
}
