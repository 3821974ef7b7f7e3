import { describe, expect, test } from 'vitest'
import { readLadder } from '@/lib/ladder/format/read'
import { mintItemKey } from '@/lib/ladder/words/item-key'
import { changed, SMALL_LADDER } from '../small-ladder'

function documentOf(text: string) {
  const { document, messages } = readLadder(text)
  if (!document) throw new Error('Unreadable')
  return { ...document, messages }
}

function itemOf(key: string, text: string) {
  const item = documentOf(text).items.find((candidate) => candidate.key === key)
  if (!item) throw new Error(`No item ${key}`)
  return item
}

describe('an item', () => {
  test('carries what stands in its block and below it', () => {
    expect(itemOf('i-projects', SMALL_LADDER)).toEqual({
      key: 'i-projects',
      kind: 'indicator',
      category: 'growth',
      levels: ['senior'],
      at: null,
      text: 'Projects led to the end',
      label: null,
      scored: true,
      weight: 2,
      critical: false,
      target: '2',
      change: null,
      examples: ['Led the move to the new queue'],
      antiExamples: ['Leaves the last tenth to others'],
      anchors: [
        { point: '1', text: 'Projects stall' },
        { point: '2', text: 'Projects arrive' },
      ],
      links: [{ label: 'Guide', url: 'https://example.org/guide' }],
    })
  })

  test.each([
    ['an indented line', '- Designs\n  services {#i-designs}', 'Designs\nservices'],
    ['a lazy line', '- Designs\nservices {#i-designs}', 'Designs\nservices'],
    ['a line after the block', '- Designs {#i-designs}\n  services', 'Designs\nservices'],
    ['a paragraph', '- Designs {#i-designs}\n\n  services', 'Designs\n\nservices'],
    ['an escaped hyphen', '- Designs {#i-designs}\n  \\- services', 'Designs\n- services'],
    ['a tab after the hyphen', '-\tDesigns services {#i-designs}', 'Designs services'],
    ['braces that are no block', '- Designs {the} services {#i-designs}', 'Designs {the} services'],
    ['a block in its words', '- Designs {#x} services {#i-designs}', 'Designs {#x} services'],
  ])('goes on over %s', (_what, written, text) => {
    expect(itemOf('i-designs', changed(['- Designs services {#i-designs}', written])).text).toBe(
      text,
    )
  })

  test('stands once in a loose list as in a tight one', () => {
    const loose = changed([
      '{#i-tasks}',
      '{#i-tasks}\n\n- Learns {#i-learns}\n\n\n- Asks {#i-asks}',
    ])
    const at = documentOf(loose).items.filter((item) => item.levels.includes('junior'))
    expect(at.map((item) => item.text)).toEqual([
      'Writes tests for own changes',
      'Tasks done without help',
      'Learns',
      'Asks',
    ])
  })

  test('shared by levels is one item', () => {
    expect(itemOf('i-feedback', SMALL_LADDER).levels).toEqual(['em', 'director'])
  })

  test('without a key gets one that is derived from nothing', () => {
    const keys = new Set(Array.from({ length: 200 }, mintItemKey))
    expect(keys.size).toBe(200)
    for (const key of keys) expect(key).toMatch(/^[0-9abcdefghjkmnpqrstvwxyz]{10}$/)
    const text = changed([' {#i-designs}', ''])
    const { document } = readLadder(text, { mintKey: () => 'minted0001' })
    expect(document?.items.some((item) => item.key === 'minted0001')).toBe(true)
  })

  test('whose key is taken is kept under a new one', () => {
    const { items } = documentOf(changed(['{#i-designs}', '{#i-tests}']))
    const texts = items.filter((item) => item.category === 'craft').map((item) => item.text)
    expect(texts).toContain('Designs services')
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length)
  })
})

describe('headings', () => {
  test('without keys mean the level or category of that title', () => {
    const text = changed(
      ['# Senior Engineer {#senior}', '# Senior Engineer'],
      ['# Engineering Manager (First-Level Manager) {#em}', '# Engineering Manager'],
      ['## Craft {#craft}', '## Craft'],
    )
    const { items, messages } = documentOf(text)
    expect(items.find((item) => item.key === 'i-designs')?.levels).toEqual(['senior'])
    expect(items.find((item) => item.key === 'i-delivers')?.levels).toEqual(['em'])
    expect(messages.map((message) => message.code)).toEqual(['W104'])
  })

  test('of prose that we would not write ourselves are kept as words', () => {
    const { body, tracks } = documentOf(
      changed(
        ['# About this ladder {', '# Introduction {'],
        ['# Managers {', '# Why managers {'],
        ['# Junior Engineer {', '# Closing words {kind=prose}\n\nGoodbye.\n\n# Junior Engineer {'],
      ),
    )
    expect(body).toBe(
      '## Introduction\n\nWords about the whole ladder.\n\n## Closing words\n\nGoodbye.',
    )
    expect(tracks[1]?.body).toBe('## Why managers\n\nWords about managers.')
  })
})

describe('cells and transitions', () => {
  test('find their levels by the labels that people write', () => {
    const text = changed(
      ['[em] Coaches', '[Engineering Manager] Coaches'],
      ['[director] Builds', '[Director] Builds'],
      [' from=em to=director', ''],
      [' from=junior to=senior', ''],
    )
    const { items, transitions, messages } = documentOf(text)
    expect(messages).toEqual([])
    expect(items.find((item) => item.key === 'g-em')?.levels).toEqual(['em'])
    expect(items.find((item) => item.key === 'g-director')?.levels).toEqual(['director'])
    expect(transitions.map(({ from, to }) => [from, to])).toEqual([
      ['junior', 'senior'],
      ['ic', 'em'],
      ['em', 'director'],
    ])
  })

  test('keep months, shifts and pitfalls', () => {
    expect(documentOf(SMALL_LADDER).transitions[0]).toEqual({
      key: 'to-senior',
      from: 'junior',
      fromLabel: null,
      to: 'senior',
      kind: 'promotion',
      title: 'Junior Engineer to Senior Engineer',
      body: 'From tasks to problems.',
      shifts: [{ from: 'tasks', to: 'problems' }],
      pitfalls: ['Waits to be asked'],
      minMonths: 12,
      maxMonths: 36,
    })
  })

  test('from nowhere in the ladder keep the words for it', () => {
    const text = changed(['from=ic to=em', 'from_label="Another company" to=em'])
    const { transitions, messages } = documentOf(text)
    expect(messages).toEqual([])
    expect(transitions[1]).toMatchObject({ from: null, fromLabel: 'Another company', to: 'em' })
  })
})
