import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stageWords } from '@/lib/calibration/room/stage-words'
import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'

type Task = Parameters<typeof stageWords>[0][number]

function task(direction: Direction, status: ReviewStatus, revision = 0): Task {
  return { direction, status, revision }
}

test.each<[string, Task[], string[]]>([
  ['all is in', [task('MANAGER', 'SUBMITTED', 1)], ['Manager review: Submitted']],
  ['asked back is still in', [task('SELF', 'REOPEN_REQUESTED', 1)], ['Self-review: Submitted']],
  ['begun or not is the same', [task('MANAGER', 'NOT_STARTED')], ['Manager review: In progress']],
  ['reopened', [task('MANAGER', 'DRAFT', 1)], ['Manager review: Reopened']],
  [
    'some peers',
    [task('PEER', 'SUBMITTED', 1), task('PEER', 'DRAFT')],
    ['Peer feedback: Partly in'],
  ],
  ['a peer who declined', [task('PEER', 'DECLINED')], []],
  ['never given', [task('SELF', 'NOT_PROVIDED')], ['Self-review: Not provided']],
  ['what a delegate wrote is the manager’s', [task('DELEGATE', 'SUBMITTED', 1)], []],
])('%s', (_name, tasks, words) => {
  expect(stageWords(tasks).map(({ title, word }) => `${title}: ${word}`)).toEqual(words)
})

test('no order and no number of peers can be told from the words', () => {
  const statuses = fc.constantFrom<ReviewStatus>('NOT_STARTED', 'DRAFT', 'SUBMITTED', 'DECLINED')
  const peers = fc.array(
    statuses.map((status) => task('PEER', status, status === 'SUBMITTED' ? 1 : 0)),
  )
  fc.assert(
    fc.property(peers, (tasks) => {
      const words = stageWords(tasks)
      expect(stageWords([...tasks].reverse())).toEqual(words)
      expect(stageWords([...tasks, ...tasks])).toEqual(words)
      expect(JSON.stringify(words)).not.toMatch(/\d/)
    }),
  )
})
