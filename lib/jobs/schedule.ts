import type { Queue } from './queue'

/** What runs by the clock, in UTC; the queue sees to it that each slot runs once for all workers. */
export const SCHEDULE: readonly { queue: Queue; cron: string }[] = [
  { queue: 'advance-cycles', cron: '* * * * *' },
  { queue: 'deliver-messages', cron: '* * * * *' },
  { queue: 'seal-audit', cron: '* * * * *' },
  { queue: 'import-folder', cron: '*/5 * * * *' },
  { queue: 'clean-up', cron: '17 * * * *' },
  // Days begin at different instants around the world; what was missed is made up for.
  { queue: 'apply-changes', cron: '*/5 * * * *' },
  { queue: 'apply-retention', cron: '23 2 * * *' },
  { queue: 'run-erasures', cron: '*/5 * * * *' },
]
