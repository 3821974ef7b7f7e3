import type { Finding } from './data-check'

type Facts = {
  participants: number
  findings: readonly Finding[]
  /** How many would be left out of whom no administrator was told. */
  unexpected: number
  /** Why the dates do not fit a launch now; only of one that is late already. */
  dateProblem: string | null
}

/** Why the clock does not launch a cycle, each with what to do; empty when it does. */
export function launchHolds({ participants, findings, unexpected, dateProblem }: Facts): string[] {
  const holds = findings
    .filter(({ severity }) => severity === 'stops')
    .map((finding) => `Must be mended: ${inWords(finding)}`)
  if (participants === 0) {
    holds.push('Must be mended: Nobody would take part: nobody in it has a level of this ladder.')
  } else if (unexpected > 0) {
    const who = unexpected === 1 ? '1 person has' : `${unexpected.toLocaleString('en')} people have`
    holds.push(
      `Must be decided: ${who} no level of this ladder, and nobody agreed to leave them out. Give them a level, or launch without them.`,
    )
  }
  if (dateProblem) holds.push(`Must be mended: ${dateProblem} Move the dates first.`)
  return holds
}

/** What the same data check says that would not hold the launch. */
export function launchWarnings(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ severity }) => severity === 'warns')
    .map((finding) => `To know: ${inWords(finding)}`)
}

function inWords({ title, count, meaning }: Finding): string {
  return `${title} (${count.toLocaleString('en')}). ${meaning}`
}
