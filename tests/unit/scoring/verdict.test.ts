import { describe, expect, it } from 'vitest'
import { NAMED_CONFIG } from '@/lib/scoring/config'
import type { Gate } from '@/lib/scoring/gates'
import { VERDICTS, verdictName, verdictOf, verdictRank } from '@/lib/scoring/verdict'

function gatesFailing({ data = 0, merit = 0 }): Gate[] {
  const gate = {
    label: 'A gate',
    unit: 'share',
    value: 0,
    need: 1,
    pass: false,
    parts: [],
  } as const
  return [
    { ...gate, id: 'coverage', kind: 'data', pass: data < 1 },
    { ...gate, id: 'critical', kind: 'merit', pass: merit < 1 },
    { ...gate, id: 'met', kind: 'merit', pass: merit < 2 },
    { ...gate, id: 'sustained', kind: 'merit', pass: merit < 3 },
  ]
}

describe('verdict', () => {
  it.each([
    [1, { data: 1 }, 'insufficient_evidence'],
    [null, {}, 'insufficient_evidence'],
    [0.9, {}, 'ready'],
    [0.9 - 1e-10, {}, 'ready'],
    [0.899, {}, 'nearly_ready'],
    [1, { merit: 1 }, 'nearly_ready'],
    [1, { merit: 2 }, 'nearly_ready'],
    [1, { merit: 3 }, 'developing'],
    [0.75, { merit: 2 }, 'nearly_ready'],
    [0.749, {}, 'developing'],
    [0.5, { merit: 3 }, 'developing'],
    [0.499, {}, 'early'],
    [0, { merit: 3 }, 'early'],
  ])('R %s with %j failing is %s', (value, failing, verdict) => {
    expect(verdictOf({ value, gates: gatesFailing(failing), config: NAMED_CONFIG })).toBe(verdict)
  })

  it('has a name and a rank, from the least to the most ready', () => {
    expect(VERDICTS.map(({ id }) => verdictRank(id))).toEqual([0, 1, 2, 3, 4])
    expect(verdictName('nearly_ready')).toBe('Nearly ready')
  })
})
