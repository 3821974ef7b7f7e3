/** A small ladder in which every part of the format is used once and about which there is nothing to say. */
export const SMALL_LADDER = `---
format: ladder/1
ladder: small
name: Small ladder
version: 1
status: draft
language: en
cumulative: false
licence: MIT
scales:
  depth:
    kind: proficiency
    points:
      - { code: aware, title: Aware, value: 1 }
      - { code: working, title: Working, value: 2 }
  rating:
    kind: rating
    points:
      - { code: "1", title: Below, value: 1 }
      - { code: "2", title: Meets, value: 2 }
tracks:
  - { key: ic, title: Engineers }
  - { key: mgmt, title: Managers }
levels:
  - key: junior
    track: ic
    title: Junior Engineer
    band: 1
    facts:
      - { key: planning_horizon, min: 1, max: 3, unit: months, text: 1-3 months }
  - key: senior
    track: ic
    title: Senior Engineer
    band: 2
    facts:
      - { key: planning_horizon, min: 6, max: 12, unit: months, text: 6-12 months }
  - key: em
    track: mgmt
    code: M1
    title: Engineering Manager (First-Level Manager)
    aliases: [ Manager ]
    band: 2
    facts:
      - { key: team_size, min: 5, max: 8, unit: engineers, text: typically 5-8 }
  - key: director
    track: mgmt
    title: Director of Engineering
    band: 3
categories:
  - { key: craft, title: Craft }
  - { key: growth, title: Growth Indicators }
  - { key: a11y, title: Accessibility, scale: depth }
targets:
  junior: { a11y: aware }
  senior: { a11y: working }
---

# About this ladder {kind=prose}

Words about the whole ladder.

# Managers {kind=prose track=mgmt}

Words about managers.

# Junior Engineer {#junior}

> Learns the craft.

## Craft {#craft}

- Writes tests for own changes {#i-tests}

## Growth Indicators {#growth kind=indicator}

- Tasks done without help {#i-tasks}

# Senior Engineer {#senior}

## Craft {#craft}

- Designs services {#i-designs}

## Growth Indicators {#growth kind=indicator}

- Projects led to the end {#i-projects weight=2 target=2}
  - eg: Led the move to the new queue
  - not: Leaves the last tenth to others
  - @1: Projects stall
  - @2: Projects arrive
  - link: [Guide](https://example.org/guide)

# Engineering Manager (First-Level Manager) {#em}

## Craft {#craft}

- Gives feedback every week {#i-feedback levels="em,director"}

## Growth Indicators {#growth kind=indicator}

- A team that delivers {#i-delivers}

# Director of Engineering {#director}

## Growth Indicators {#growth kind=indicator}

- Managers who grow {#i-managers critical=true}

# Accessibility {#a11y kind=skill scale=depth}

## Aware {at=aware}

- Knows who is shut out {#i-aware}

## Working {at=working}

- Tests with a screen reader {#i-working}

# Key transitions between levels: Engineers {kind=transitions}

## Junior Engineer to Senior Engineer {#to-senior from=junior to=senior kind=promotion min=12 max=36}

From tasks to problems.

- tasks -> problems
- pitfall: Waits to be asked

# Key transitions between levels: Managers {kind=transitions}

## Individual Contributor to Manager {#to-em from=ic to=em kind=track-switch}

- my own output -> the team's output

## Manager to Director {#to-director from=em to=director kind=promotion}

- a team -> a department

# Growth areas: Managers {kind=growth-areas}

## People Development {#people-development}

- [em] Coaches people directly {#g-em}
- [director] Builds a circle of leaders {#g-director label=Director}
`

/** The ladder with a part of its text replaced; the part must be there. */
export function changed(...changes: [from: string | RegExp, to: string][]): string {
  return changes.reduce((text, [from, to]) => {
    const next = text.replace(from, () => to)
    if (next === text) throw new Error(`The small ladder does not contain ${from}`)
    return next
  }, SMALL_LADDER)
}

/** The 1-based number of the nth line that contains the words. */
export function lineOf(text: string, words: string, nth = 1): number {
  const lines = text.split('\n').flatMap((line, i) => (line.includes(words) ? [i + 1] : []))
  const line = lines[nth - 1]
  if (line === undefined) throw new Error(`No line ${nth} contains ${words}`)
  return line
}
