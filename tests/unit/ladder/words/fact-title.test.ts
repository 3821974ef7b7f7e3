import { expect, test } from 'vitest'
import { factTitle } from '@/lib/ladder/words/fact-title'

test.each([
  ['team_size', '', 'Team size'],
  ['planning_horizon', '', 'Planning horizon'],
  ['impact_radius', 'Reaches', 'Reaches'],
  ['x-on-call_share', '', 'On call share'],
])('the fact %s with the label "%s" is called %s', (key, label, title) => {
  expect(factTitle({ key, label })).toBe(title)
})
