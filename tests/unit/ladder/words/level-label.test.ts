import { describe, expect, test } from 'vitest'
import { levelsOfLabel } from '@/lib/ladder/words/level-label'

const LEVELS = [
  { key: 'em', title: 'Engineering Manager (First-Level Manager)', aliases: [] },
  { key: 'sem', title: 'Senior Engineering Manager', aliases: [] },
  { key: 'director', title: 'Director of Engineering', aliases: [] },
  { key: 'vp', title: 'VP of Engineering', aliases: [] },
  { key: 'cto', title: 'CTO (Chief Technology Officer)', aliases: ['Head of Technology'] },
]

describe('the levels that a label means', () => {
  test.each([
    ['em', ['em']],
    ['Engineering Manager (First-Level Manager)', ['em']],
    ['Engineering Manager', ['em']],
    ['first-level manager', ['em']],
    ['Senior Engineering Manager', ['sem']],
    ['Director', ['director']],
    ['VP of Engineering', ['vp']],
    ['VP/CTO', ['vp', 'cto']],
    ['VP / Chief Technology Officer', ['vp', 'cto']],
    ['head of technology', ['cto']],
    ['Individual Contributor', []],
    ['VP/Chairman', []],
    ['', []],
  ])('%s', (label, keys) => {
    expect(levelsOfLabel(label, LEVELS)).toEqual(keys)
  })

  test('leaves out the words that all titles share', () => {
    const engineers = [
      { key: 'jr', title: 'Junior Software Engineer', aliases: [] },
      { key: 'sr', title: 'Senior Software Engineer', aliases: [] },
    ]
    expect(levelsOfLabel('Senior', engineers)).toEqual(['sr'])
  })

  test('means nothing when two levels could be meant', () => {
    const twins = [
      { key: 'a', title: 'Senior Engineering Manager', aliases: [] },
      { key: 'b', title: 'Senior Engineering Manager', aliases: [] },
    ]
    expect(levelsOfLabel('Senior Engineering Manager', twins)).toEqual([])
  })
})
