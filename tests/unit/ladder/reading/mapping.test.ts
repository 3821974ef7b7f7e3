import { describe, expect, test } from 'vitest'
import { documentIn, type Given, importFixture, importText, lines } from './fixture-readings'

const document = (fixture: string, given: Given) => documentIn(importFixture(fixture, given))

describe('a mapping', () => {
  test('chooses another way to find the levels', () => {
    const { reading, read } = importFixture('across.md', { answers: { levels: 'h2.h3' } })
    expect(reading.questions[0]?.choices.map((choice) => choice.value)).toContain('h2.h3')
    expect(reading.questions[0]?.chosen).toBe('h2.h3')
    expect(read.document?.levels.map((level) => level.title)).toEqual(['Judgement', 'Voice'])
  })

  test('an answer that is no choice leaves the guess', () => {
    const { reading } = importFixture('across.md', { answers: { levels: 'h5.bold' } })
    expect(reading.questions[0]?.chosen).toBe('h3.across.h2')
  })

  test('gives the ladder a title and a language, and a level a title, code, band and track', () => {
    const ladder = document('bullets.md', {
      title: 'Coopers',
      language: 'de',
      tracks: [
        { key: 'stave_works', title: 'Staves' },
        { key: 'wood', title: 'Wood' },
      ],
      nodes: { '0:1': { title: 'First Cooper', code: 'C1', band: 4, track: 'wood' } },
    })
    expect(ladder).toMatchObject({ name: 'Coopers', ladder: 'coopers', language: 'de' })
    expect(ladder.levels.find((level) => level.track === 'wood')).toMatchObject({
      title: 'First Cooper',
      code: 'C1',
      band: 4,
      track: 'wood',
    })
    expect(ladder.tracks.map((track) => track.key)).toEqual(['stave_works', 'wood'])
  })

  test('makes a heading a level that was none, and a level prose', () => {
    const more = document('depths.md', { nodes: { '0:57': { role: 'level' } } })
    expect(more.levels.map((level) => level.title)).toContain('Afterword')
    const fewer = document('depths.md', { nodes: { '0:5': { role: 'prose' } } })
    expect(fewer.levels.map((level) => level.title)).toEqual([
      'Boatswain Engineer',
      'Captain Engineer',
    ])
    expect(JSON.stringify([fewer.tracks, fewer.body])).toContain('Mends a leak')
  })

  test('leaves out what is ignored', () => {
    const ladder = document('depths.md', {
      nodes: { '0:57': { role: 'ignored' }, '0:14': { role: 'ignored' } },
    })
    expect(JSON.stringify(ladder)).not.toMatch(/Nothing sails|Mends a leak/)
  })

  test('says what the items of a category are, and what is scored', () => {
    const nodes = { '0:3': { kind: 'indicator' as const }, '0:6': { scored: true } }
    const { items } = document('bullets.md', { nodes })
    const said = items.map(({ text, kind, scored }) => `${kind} ${scored} ${text}`)
    expect(said).toContain('indicator true Shaves one stave')
    expect(said).toContain('expectation true Heats a hoop')
    expect(said).toContain('expectation false Needs two')
    expect(document('bullets.md', { scored: 'all' }).items.every((item) => item.scored)).toBe(true)
    expect(document('irregular.md', { scored: 'none' }).items.some((item) => item.scored)).toBe(
      false,
    )
  })

  test('puts one category into another', () => {
    const merged = document('bullets.md', { merge: [{ from: 'hoops', into: 'Staves' }] })
    expect(merged.categories.map((category) => category.title)).toEqual(['Staves'])
    expect(merged.items).toHaveLength(8)
  })

  test('rates at the category: one indicator for each level and category', () => {
    const ladder = document('bullets.md', { rateAtCategory: true })
    expect(lines(ladder)).toContain(
      'Junior Cooper / Staves / [indicator] Staves + Shaves one stave + Sorts by grain',
    )
    expect(ladder.items).toHaveLength(6)
    expect(ladder.items.every((item) => item.scored)).toBe(true)
  })

  test('flat: one category, the headings as labels', () => {
    const ladder = document('bullets.md', { flat: true })
    expect(ladder.categories.map((category) => category.title)).toEqual(['Expectations'])
    expect(lines(ladder)).toContain('Senior Cooper / Expectations / (Hoops) Explains the third')
  })

  test('takes bold off', () => {
    expect(lines(document('lead-ins.md', { stripEmphasis: true }))).toContain(
      'Senior Chartmaker / Sea / Sounds from the new launch.',
    )
    expect(lines(document('lead-ins.md', {}))).toContain(
      'Senior Chartmaker / Sea / Sounds from the **new** launch.',
    )
  })

  test('names the levels of prose in which none were found', () => {
    const text = '# Guild\n\n## Ada\n\n- Cuts\n\n## Bea\n\n- Sews\n'
    expect(importText(text).read.document).toBeNull()
  })

  test('ids do not change with the mapping', () => {
    const ids = (given: Given) =>
      JSON.stringify(importFixture('depths.md', given).reading.outline).match(/"id":"[^"]+"/g)
    expect(ids({ flat: true, nodes: { '0:12': { kind: 'note' } } })).toEqual(ids({}))
  })
})
