import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'

type Task = { direction: Direction; status: ReviewStatus; revision: number }

const KINDS: readonly { direction: Direction; title: string }[] = [
  { direction: 'MANAGER', title: 'Manager review' },
  { direction: 'SELF', title: 'Self-review' },
  { direction: 'PEER', title: 'Peer feedback' },
]

/**
 * How far each kind of review about one person is, as a word. No day, no count of peers and nothing of
 * what a delegate writes: neither says anything about the person. Source: access.md cells 11 and 20.
 */
export function stageWords(tasks: readonly Task[]): { title: string; word: string }[] {
  return KINDS.flatMap(({ direction, title }) => {
    const own = tasks.filter((task) => task.direction === direction && isAsked(task))
    return own.length > 0 ? [{ title, word: wordOf(own) }] : []
  })
}

function isAsked({ status }: Task): boolean {
  return status !== 'DECLINED' && status !== 'REMOVED'
}

function wordOf(tasks: readonly Task[]): string {
  if (tasks.some(({ status, revision }) => isUnfinished(status) && revision > 0)) return 'Reopened'
  if (tasks.every(({ status }) => isIn(status))) return 'Submitted'
  if (tasks.some(({ status }) => isIn(status))) return 'Partly in'
  return tasks.some(({ status }) => isUnfinished(status)) ? 'In progress' : 'Not provided'
}

function isIn(status: ReviewStatus): boolean {
  return status === 'SUBMITTED' || status === 'REOPEN_REQUESTED'
}

function isUnfinished(status: ReviewStatus): boolean {
  return status === 'NOT_STARTED' || status === 'DRAFT'
}
