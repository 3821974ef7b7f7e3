import { describe, expect, it } from 'vitest'
import type { Finding } from '@/lib/cycles/launch/data-check'
import { launchHolds, launchWarnings } from '@/lib/cycles/launch/hold'

const finding = (severity: Finding['severity'], title: string): Finding => ({
  ...{ kind: 'NO_LEVEL', severity, title, meaning: 'Mend it.', count: 1_200, people: [] },
})
const fine = { participants: 3, findings: [], unexpected: 0, dateProblem: null }

describe('what holds a launch by the clock', () => {
  it.each([
    ['nothing', {}, []],
    ['a warning does not', { findings: [finding('warns', 'No account')] }, []],
    [
      'who was agreed to be left out does not',
      { findings: [finding('leaves-out', 'No level')] },
      [],
    ],
    [
      'what stops a launch by hand',
      { findings: [finding('stops', 'Manager has left')] },
      ['Must be mended: Manager has left (1,200). Mend it.'],
    ],
    [
      'nobody left, said once',
      { participants: 0, unexpected: 3 },
      ['Must be mended: Nobody would take part: nobody in it has a level of this ladder.'],
    ],
    [
      'dates that do not fit any more',
      { dateProblem: 'It is late.' },
      ['Must be mended: It is late. Move the dates first.'],
    ],
  ])('%s', (_, own, holds) => {
    expect(launchHolds({ ...fine, ...own })).toEqual(holds)
  })

  it('counts those of whom nobody was told', () => {
    const [hold] = launchHolds({ ...fine, unexpected: 2 })
    expect(hold).toMatch(/^Must be decided: 2 people have no level of this ladder/)
  })

  it('tells what only warns beside it', () => {
    const findings = [finding('stops', 'Manager has left'), finding('warns', 'No account')]
    expect(launchWarnings(findings)).toEqual(['To know: No account (1,200). Mend it.'])
  })
})
