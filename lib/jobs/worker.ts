import { randomUUID } from 'node:crypto'
import { PgBoss } from 'pg-boss'
import { z } from 'zod'
import { sealAudit } from '@/lib/audit/sealing/commands'
import { advanceSessions } from '@/lib/calibration/timers/commands'
import type { Context } from '@/lib/context'
import { runLaunch } from '@/lib/cycles/launch/commands'
import { advanceCycles } from '@/lib/cycles/timers/commands'
import { createDatabase } from '@/lib/db/client'
import { log, logError } from '@/lib/log'
import { deliverMessages } from '@/lib/notifications/commands'
import { type MailTransport, openTransport } from '@/lib/notifications/transport'
import { applyDueChanges } from '@/lib/people/changes/commands'
import { type ImportFolder, importFolder } from '@/lib/people/import/folder/commands'
import { runErasures } from '@/lib/privacy/erasure/commands'
import { applyRetention } from '@/lib/privacy/retention/commands'
import { cleanUp } from './commands'
import { jobContext } from './context'
import { enqueueJob, type Queue } from './queue'
import { SCHEDULE } from './schedule'

export type WorkerOptions = {
  databaseUrl: string
  origin: string
  anchorFile: string
  erasureLog: string
  /** Without it messages wait in the outbox. */
  smtpUrl?: string | undefined
  /** Without it nobody imports people but by hand. */
  people?: ImportFolder | undefined
}

export type Worker = { stop: () => Promise<void> }

type Job = (ctx: Context, data: unknown) => Promise<unknown>

const POLL_SECONDS = 1
const LaunchData = z.strictObject({ cycleId: z.uuid() })

/** Starts to work off the queues. Several workers may run; every job is safe to run twice. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const db = createDatabase({ url: options.databaseUrl, role: 'worker', max: 4 })
  const mail = options.smtpUrl ? openTransport(options.smtpUrl, options.origin) : null
  const boss = openQueue(options.databaseUrl)
  await boss.start()
  for (const { queue, cron } of SCHEDULE) await boss.schedule(queue, cron)
  for (const [queue, job] of Object.entries(jobsFor(options, mail))) {
    await boss.work(queue, { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 }, async (jobs) => {
      for (const { data } of jobs) await run(queue, async () => job(await jobContext(db), data))
    })
  }
  // What a worker that died left half done need not wait for the next minute.
  await enqueueJob(await jobContext(db), { queue: 'advance-cycles', key: randomUUID() })
  log.info({ queues: SCHEDULE.length + 1, mail: Boolean(mail) }, 'worker started')
  return {
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 20_000 })
      mail?.close()
      await db.$disconnect()
    },
  }
}

function jobsFor(
  { origin, anchorFile, erasureLog, people }: WorkerOptions,
  mail: MailTransport | null,
): Record<Queue, Job> {
  return {
    'launch-cycle': (ctx, data) => runLaunch(ctx, LaunchData.parse(data)),
    'advance-cycles': async (ctx) => ({
      ...(await advanceCycles(ctx)),
      ...(await advanceSessions(ctx)),
    }),
    'deliver-messages': async (ctx) =>
      mail ? deliverMessages(ctx, { transport: mail, origin }) : null,
    'clean-up': (ctx) => cleanUp(ctx),
    'import-folder': async (ctx) => (people ? importFolder(ctx, people) : null),
    'apply-changes': (ctx) => applyDueChanges(ctx),
    'seal-audit': (ctx) => sealAudit(ctx, { anchorFile }),
    'apply-retention': (ctx) => applyRetention(ctx),
    'run-erasures': (ctx) => runErasures(ctx, { logFile: erasureLog }),
  }
}

// The queue's tables are made by a migration; this role may not create any, nor rebuild an index.
function openQueue(connectionString: string): PgBoss {
  const boss = new PgBoss({
    connectionString,
    application_name: 'rung queue',
    max: 3,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => logError(error, { where: 'queue' }))
  return boss
}

async function run(queue: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    logError(error, { where: `job ${queue}` })
    throw error
  }
}
