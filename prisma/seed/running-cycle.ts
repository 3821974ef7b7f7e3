import { advanceCycles } from '@/lib/cycles/timers/commands'
import { inParallel, systemContext } from './cast'
import { chance } from './chance'
import { assignmentsOf, type Dates, type Stage, share } from './cycles'
import { lendPen } from './delegation'
import { type Assignment, writeAndSubmit, writeReview } from './writing'

/** How far the work about one person has come: the reports of Maya show one of each. */
type Progress =
  | 'nothing'
  | 'self-draft'
  | 'self'
  | 'peers'
  | 'manager-draft'
  | 'manager'
  | 'shared'
  | 'acknowledged'

const KNOWN: Record<string, Progress> = {
  'sam.lindqvist': 'peers',
  'priya.raman': 'manager',
  'chidi.eze': 'acknowledged',
  'leila.haidari': 'manager-draft',
  'jonas.weber': 'self-draft',
  'yuki.tanaka': 'nothing',
  'marcus.thompsonoyelaran': 'self',
  'wei.zhang': 'shared',
  'maya.okafor': 'self-draft',
}
const OTHERS: readonly Progress[] = [
  'peers',
  'self',
  'manager-draft',
  'manager',
  'manager',
  'shared',
  'acknowledged',
  'acknowledged',
]
const ORDER: readonly Progress[] = [
  'nothing',
  'self-draft',
  'self',
  'peers',
  'manager-draft',
  'manager',
  'shared',
  'acknowledged',
]

/** The cycle that is under way, with work in every state. */
export async function playRunningCycle(stage: Stage, dates: Dates): Promise<void> {
  const { db, at } = stage
  const tasks = await assignmentsOf(stage)
  const writing = { ...stage, at: at(dates.selfDue + 1) }
  await inParallel(tasks, async (task) => {
    if (task.direction === 'PEER' && hasReached(stage, task, 'peers'))
      await writeAndSubmit(writing, task)
    if (task.direction !== 'SELF') return
    if (hasReached(stage, task, 'self')) await writeAndSubmit(writing, task)
    else if (hasReached(stage, task, 'self-draft')) await writeReview(writing, task, 0.5)
  })
  await advanceCycles(systemContext(db, at(Math.min(dates.selfDue, dates.peerDue) - 1.1)))
  const managers = tasks.filter(({ direction }) => direction === 'MANAGER')
  const later = { ...stage, at: at(dates.shareFrom + 0.5) }
  await inParallel(managers, async (task) => {
    if (hasReached(stage, task, 'manager')) await writeAndSubmit(later, task)
    else if (hasReached(stage, task, 'manager-draft')) await writeReview(later, task, 0.6)
  })
  await advanceCycles(systemContext(db, at(0)))
  const ready = managers.filter((task) => hasReached(stage, task, 'shared'))
  await inParallel(ready, (task) =>
    share(stage, task, at(dates.shareFrom - 0.2), hasReached(stage, task, 'acknowledged')),
  )
  await lendPen(stage, dates)
}

function hasReached({ cast }: Stage, { subjectId }: Assignment, wanted: Progress): boolean {
  const email = cast.byId.get(subjectId)?.email ?? ''
  const key = email.split('@')[0] ?? ''
  const progress =
    KNOWN[key] ?? OTHERS[Math.floor(chance(key, 'progress') * OTHERS.length)] ?? 'self'
  return ORDER.indexOf(progress) >= ORDER.indexOf(wanted)
}
