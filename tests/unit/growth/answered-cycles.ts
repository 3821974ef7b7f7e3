import type { GrowthLadder } from '@/lib/growth/ladder/rated-level'
import type { Answer, AnsweredCycle, AnswerGroup } from '@/lib/growth/sources/ratings'
import { ANONYMOUS_CONFIG, NAMED_CONFIG } from '@/lib/scoring/config'

/** One answer; a rater whose name is empty is not named. */
export function answer(
  group: AnswerGroup,
  rater: string,
  itemKey: string,
  value: number | null,
  note = '',
): Answer {
  return {
    group,
    itemKey,
    value,
    raterKey: `${group} ${rater}`,
    rater: rater.startsWith('-') ? null : rater,
    note: note || null,
    hasNote: note !== '',
  }
}

export function cycle(
  label: string,
  answers: Answer[],
  options: Partial<AnsweredCycle> = {},
): AnsweredCycle {
  const isFirst = label.startsWith('H1')
  return {
    id: label,
    label,
    startOn: isFirst ? '2026-01-01' : '2026-07-01',
    endOn: isFirst ? '2026-06-30' : '2026-12-31',
    participantId: `participant ${label}`,
    ladderVersionId: 'version',
    levelKey: 'engineer',
    nextLevelKey: 'senior',
    hasPeer: true,
    ratesExpectations: false,
    peerVisibility: 'ATTRIBUTED',
    config: NAMED_CONFIG,
    packetId: `packet ${label}`,
    answers,
    ...options,
  }
}

export function anonymousCycle(label: string, answers: Answer[]): AnsweredCycle {
  return cycle(label, answers, { peerVisibility: 'UNATTRIBUTED', config: ANONYMOUS_CONFIG })
}

/** Two tracks: engineer and senior with indicators e1, e2 and s1, s2; manager with m1 and nothing above. */
export const LADDER: GrowthLadder = {
  versionId: 'version',
  levels: [
    level('engineer', { track: 'ic', order: 0 }, ['e1', 'e2'], ['x1']),
    level('senior', { track: 'ic', order: 1 }, ['s1', 's2']),
    level('manager', { track: 'mgmt', order: 0 }, ['m1']),
  ],
  transitions: [
    transition('Into management', { fromTrackKey: 'ic', toLevelKey: 'manager' }),
    transition('Senior to manager', { fromLevelKey: 'senior', toLevelKey: 'manager' }),
  ],
}

function level(
  key: string,
  { track, order }: { track: string; order: number },
  indicators: string[],
  expectations: string[] = [],
): GrowthLadder['levels'][number] {
  const items = (keys: string[]) =>
    keys.map((one) => ({ key: one, text: `Item ${one}`, weight: 1, critical: false }))
  return {
    key,
    title: `The ${key}`,
    trackKey: track,
    trackTitle: `Track ${track}`,
    trackOrder: track === 'ic' ? 0 : 1,
    order,
    categories: [
      {
        key: 'impact',
        title: 'Impact',
        kind: 'INDICATOR' as const,
        weight: 1,
        items: items(indicators),
      },
      {
        key: 'impact',
        title: 'Impact',
        kind: 'EXPECTATION' as const,
        weight: 1,
        items: items(expectations),
      },
    ],
  }
}

function transition(
  title: string,
  ends: { fromLevelKey?: string; fromTrackKey?: string; toLevelKey: string },
): GrowthLadder['transitions'][number] {
  return {
    title,
    fromLevelKey: null,
    fromTrackKey: null,
    intro: '',
    shifts: [],
    pitfalls: [],
    ...ends,
  }
}
